import Glibc

/// The file system said no: what was tried, on which path, and its reason.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, to be read after "cannot": `write`, `create the folder`.
  package let action: String
  package let path: String
  /// An `errno` of errno(3).
  package let code: Int32

  package init(action: String, path: String, code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// There is no room: the disk or a quota is full, or the file would be too large.
  package var isDiskFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(code) }

  package var description: String { "cannot \(action) \(path): \(systemMessage(code))" }
}

/// The system's own words for an `errno`.
package func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
