import Foundation
import Platform

/// The engagement store as the daemon holds it: one pinned connection, through which all looking and reading goes.
/// Not Sendable: it lives on the queue of whoever opened it.
package final class EngagementStore {
  package let path: String
  private var opened: Opened?

  private struct Opened {
    let connection: Connection
    let identity: String
    let file: FileIdentity
    var version: Int
  }

  /// Opens the store and adopts it: creates it where it is empty, adds the journal where that is missing.
  /// - throws: `DatabaseError`, `StoreError`.
  package init(path: String) throws {
    self.path = path
    opened = try Self.open(path)
  }

  /// `isKnown`: a store stood here before. An empty file then is one that its owner is about to write (as cp(1) does)
  /// and not ours to fill.
  private static func open(_ path: String, isKnown: Bool = false) throws -> Opened {
    guard FileIdentity(path: path) != nil else { throw StoreError.absent(path) }
    if isKnown, FileIdentity.isEmpty(path) { throw StoreError.empty(path) }
    let connection = try Connection(path: path, access: .readWrite, busyTimeout: .seconds(isKnown ? 2 : 30))
    // The first start writes, and waits for others who do; later it only reads.
    try Schema.adopt(connection)
    try connection.wait(atMost: .seconds(2))
    guard let file = FileIdentity(path: path) else { throw StoreError.missing(path) }
    let identity = try connection.first("SELECT identity FROM rollcall_identity") { $0.text(0) }
    return Opened(
      connection: connection, identity: identity ?? "", file: file, version: try connection.dataVersion())
  }

  /// The pinned connection.
  /// - throws: `StoreError.missing` while the file is gone or could not be opened again.
  package var connection: Connection {
    get throws {
      guard let opened else { throw StoreError.missing(path) }
      return opened.connection
    }
  }

  /// Tells this store, and this very file of it, from another put in its place: what was made at random when the store
  /// was adopted, with the file's device and inode.
  package var identity: String { opened.map { "\($0.identity)@\($0.file)" } ?? "" }

  /// What happened to the file since the last look.
  package enum Look: Equatable {
    case unchanged, committed
    /// Another file stands at the path: it was opened and adopted, and everything must be compared anew.
    case replaced
  }

  /// Looks for commits of other connections and for another file at the path. Cheap: one pragma and one stat(2).
  /// - throws: `StoreError.missing` while there is no file; `DatabaseError` when it cannot be read now.
  package func look() throws -> Look {
    let present = FileIdentity(path: path)
    if present == nil || present != opened?.file {
      // Closed before anything is opened: POSIX locks on a shared -shm would go with the older descriptor.
      opened?.connection.leaveFilesAlone()
      opened = nil
      opened = try Self.open(path, isKnown: true)
      return .replaced
    }
    let version = try connection.dataVersion()
    defer { opened?.version = version }
    return version == opened?.version ? .unchanged : .committed
  }

  /// Only the pragma, for the moments after a hint that something was written.
  package func hasCommitted() throws -> Bool { try connection.dataVersion() != opened?.version }

  /// Moves everything from the -wal into the file and empties it, where no other connection is in the way: so that
  /// an owner who replaces a quiet store by another file does not meet the old one's -wal.
  package func settleFiles() throws {
    try connection.wait(atMost: .zero)
    defer { try? connection.wait(atMost: .seconds(2)) }
    try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  // MARK: - Journal

  package func journal(after cursor: Int, limit: Int = 5000) throws -> [Journal.Entry] {
    try Journal.entries(after: cursor, limit: limit, in: try connection)
  }

  /// What the journal's entry with this number says; empty where there is none. Tells a journal from one that was
  /// written anew after an older copy of the store was put back.
  package func journalEntry(at id: Int) throws -> String { try Journal.entry(at: id, in: connection) }

  package func newestJournalEntry() throws -> Int { try Journal.newest(in: connection) }

  /// Deletes read entries of the journal in a short transaction of its own; returns how many.
  package func pruneJournal(upTo cursor: Int, limit: Int = 2000) throws -> Int {
    try Journal.prune(upTo: cursor, limit: limit, in: try connection)
  }
}

/// Device and inode of a file, which stay the same as long as it is the same file.
struct FileIdentity: Equatable, CustomStringConvertible {
  private let device: UInt64
  private let inode: UInt64

  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  static func isEmpty(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size == 0
  }

  var description: String { "\(device):\(inode)" }
}

/// What is wrong with the store as a whole, in words for the operator.
package enum StoreError: Error, Equatable, CustomStringConvertible {
  case missing(String)
  /// There may be one, but this account cannot get at it.
  case forbidden(String)
  case empty(String)
  case notAStore(path: String, applicationID: Int)
  case newerVersion(path: String, version: Int)
  case lacksTable(path: String, table: String)

  /// Why nothing can be seen at `path`.
  package static func absent(_ path: String) -> StoreError {
    access(path, F_OK) != 0 && errno == EACCES ? .forbidden(path) : .missing(path)
  }

  package var description: String {
    switch self {
    case .forbidden(let path):
      "engagement store \(path): this account may not reach it; join the group that owns its folder (`ls -ld`)"
    case .missing(let path):
      "engagement store \(path): there is no such file; create it with `rollcallctl init`, or correct `store` in rollcall.json5"
    case .empty(let path):
      "engagement store \(path): the file is empty; if nobody is just copying the store there, create it with `rollcallctl init`"
    case .notAStore(let path, let applicationID):
      "engagement store \(path): it is another program's database (application_id \(applicationID)); correct `store` in rollcall.json5"
    case .newerVersion(let path, let version):
      "engagement store \(path): its schema is version \(version), this program knows version \(Schema.version); install the newer program"
    case .lacksTable(let path, let table):
      "engagement store \(path): table `\(table)` is missing; lay the contract's schema with `rollcallctl init`"
    }
  }
}
