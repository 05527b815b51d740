import Foundation
import Platform

extension EngagementStore {
  /// Reads a store from the outside, all of it as of one moment, and leaves no trace: nothing is written, no -wal or
  /// -shm is made, also in a folder that may not be written.
  ///
  /// While nobody has the store open there is no -wal with anything in it, and the file is read as it lies there; if it
  /// changes meanwhile it is read again. While somebody has, it is read along with them.
  /// - throws: `StoreError.missing`, `DatabaseError`, or what `body` throws.
  package static func reading<Value>(_ path: String, _ body: (Connection) throws -> Value) throws -> Value {
    for _ in 1...3 {
      guard let before = Trace(path: path) else { throw StoreError.absent(path) }
      guard !before.hasLog else { break }
      let value = Result { try body(Connection(path: path, access: .immutable)) }
      if Trace(path: path) == before { return try value.get() }
    }
    let connection = try Connection(path: path, access: .readOnly)
    return try connection.transaction(.deferred) { try body(connection) }
  }
}

/// What a writer leaves behind: size and time of the file, and whether there is a -wal with something in it.
private struct Trace: Equatable {
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int
  let hasLog: Bool

  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    var log = stat()
    let isThere = ["-wal", "-journal"].contains { stat(path + $0, &log) == 0 && log.st_size > 0 }
    hasLog = isThere
  }
}
