import Foundation

/// Where bytes come from, a piece at a time.
package protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` and returns how many bytes it wrote, 0 at the end.
  /// - throws: `InputError`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// The file itself could not be read, as distinct from what stands in it.
package struct InputError: Error, CustomStringConvertible, Sendable {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(path): \(reason)" }
}

/// A file, or standard input as `-`, read with read(2): never held whole, and an error is an error and no trap.
package final class InputFile: ByteSource {
  private let path: String
  private let descriptor: Int32

  /// - throws: `InputError`.
  package init(path: String) throws {
    self.path = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(path: path, reason: Self.systemReason()) }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw InputError(path: path, reason: Self.systemReason()) }
    }
  }

  private static func systemReason() -> String {
    String(cString: strerror(errno))
  }
}
