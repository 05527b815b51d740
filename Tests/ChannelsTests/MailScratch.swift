import Foundation

/// A folder of a test's own, gone with it.
final class MailScratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rollcall-mail-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
  }

  /// A command that runs these lines. The file is the shell's to read and not executed itself: Linux refuses to execute a file
  /// while a child that another test is just starting still holds it open for writing.
  func script(_ lines: String, name: String = "sendmail") throws -> [String] {
    try write(Array("\(lines)\n".utf8), to: name)
    return ["/bin/sh", self(name)]
  }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: self(name)).map { [UInt8]($0) }
  }

  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// Names of what stands in it, sorted, hidden ones too.
  func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: self(folder)).sorted()) ?? []
  }

  func mode(_ name: String) -> mode_t {
    var facts = stat()
    _ = lstat(self(name), &facts)
    return facts.st_mode & 0o7777
  }
}
