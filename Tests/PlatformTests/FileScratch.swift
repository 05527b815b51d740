import Foundation

/// A folder of a test's own, gone with it.
final class FileScratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rollcall-platform-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: self(name)).map { [UInt8]($0) }
  }

  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// Names of what stands in it, sorted, hidden ones too.
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

  func facts(_ name: String) -> stat {
    var facts = stat()
    _ = lstat(self(name), &facts)
    return facts
  }

  func mode(_ name: String) -> mode_t { facts(name).st_mode & 0o7777 }
}
