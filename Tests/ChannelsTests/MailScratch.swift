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

  /// An executable file, for a command that misbehaves.
  func script(_ lines: String, name: String = "sendmail") throws -> String {
    try write(Array("#!/bin/sh\n\(lines)\n".utf8), to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: self(name))
    return self(name)
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
