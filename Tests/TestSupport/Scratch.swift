import Foundation

/// A folder of its own that goes when its last owner lets it go. Its path is short, so that a socket's path within
/// keeps below 108 bytes.
package final class Scratch: Sendable {
  package let path: String

  /// - throws: `Unmet` where the machine refuses.
  package init() throws {
    var template = Array("/tmp/rollcall-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Unmet("no temporary folder: \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A path within.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file within and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String, mode: mode_t = 0o644) throws -> String {
    let path = file(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, mode)
    return path
  }

  /// The permission bits of a file within; nil where there is none.
  package func mode(_ name: String) -> mode_t? {
    var status = stat()
    return lstat(file(name), &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// Every file and folder within, as paths relative to it, in order.
  package var contents: [String] {
    (try? FileManager.default.subpathsOfDirectory(atPath: path).sorted()) ?? []
  }
}

/// What a test waited for, or needed, and did not get.
package struct Unmet: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
