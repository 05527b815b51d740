import Foundation
import Platform
import RollCall

/// The daemon's durable memory: the log of events, what was last published, cases, outbox, digests made.
/// One writer, on one queue; not Sendable. Whoever wants to read along opens an `EventLogReader`.
package final class EventLog {
  package let path: String
  let connection: Connection
  private let lock: StateLock
  private let source: String
  private let insert: Statement
  private var newest: Int

  /// Opens or creates the state database, alone: a second process with the same file is refused.
  /// `agency` is the agency's id, of the events' `source`.
  /// - throws: `EventLogError.inUse`, `DatabaseError`.
  package init(path: String, agency: String) throws {
    self.path = path
    lock = try StateLock(path: path + ".lock")
    connection = try Connection(path: path, access: .create)
    try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
    try StateSchema.migrator.migrate(connection)
    source = "/rollcall/\(agency)"
    insert = try connection.prepare(
      "INSERT INTO event (id, type, subject, audience, time, previous, json) VALUES (?, ?, ?, ?, ?, ?, ?)")
    newest = try connection.first("SELECT max(id) FROM event") { $0.int(0) } ?? 0
  }

  /// The number of the newest event; 0 where there is none.
  package var newestID: Int { newest }

  /// The only door: everything that `body` puts into the draft is committed together, or nothing of it.
  /// Returns the events with their numbers, for those who wait for them.
  package func commit<Value>(
    at now: Date, _ body: (inout Draft) throws -> Value
  ) throws -> (value: Value, events: [LoggedEvent]) {
    let before = newest
    do {
      return try connection.transaction(.immediate) {
        var draft = Draft(log: self, now: now)
        let value = try body(&draft)
        return (value, draft.events)
      }
    } catch {
      newest = before
      throw error
    }
  }

  /// Moves everything from the -wal into the database and empties it.
  package func settleFiles() throws { try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") }

  /// Writes one event within the transaction of a draft.
  func append(_ event: Event, at now: Date, previous: Int?) throws -> LoggedEvent {
    let id = newest + 1
    let json = Event.cloudEvent(
      id: id, type: event.type, source: source, subject: event.subject, time: now, audience: event.audience,
      data: event.data)
    try insert.bind(id, at: 1)
    try insert.bind(event.type.rawValue, at: 2)
    try insert.bind(event.subject, at: 3)
    try insert.bind(event.audience.rawValue, at: 4)
    try insert.bind(now.seconds, at: 5)
    try insert.bind(previous, at: 6)
    try json.withUnsafeBytes { try insert.bind(text: $0, at: 7) }
    defer { insert.reset() }
    _ = try insert.step()
    newest = id
    return LoggedEvent(id: id, type: event.type, audience: event.audience, json: json)
  }

  /// Blanks the data of an event and of those before it about the same subject; number and type stay.
  func withdraw(from event: Int) throws {
    var next: Int? = event
    while let id = next {
      guard
        let row = try connection.first(
          "SELECT type, subject, time, audience, previous FROM event WHERE id = ?", id,
          read: { ($0.text(0), $0.text(1), $0.int(2), $0.int(3), $0.optionalInt(4)) })
      else { return }
      if let type = EventType(rawValue: row.0), let audience = Audience(rawValue: row.3) {
        let json = Event.cloudEvent(
          id: id, type: type, source: source, subject: row.1, time: Date(seconds: row.2), audience: audience,
          data: Event.withdrawnData)
        try connection.run(
          "UPDATE event SET json = ? WHERE id = ?", String(decoding: json, as: UTF8.self), id)
      }
      next = row.4
    }
  }
}

/// An event that is committed: its number, and the bytes that readers get.
package struct LoggedEvent: Sendable {
  package let id: Int
  package let type: EventType
  package let audience: Audience
  /// The whole CloudEvent, on one line.
  package let json: [UInt8]
}

package enum EventLogError: Error, CustomStringConvertible {
  case inUse(path: String)
  case file(path: String, reason: String)

  package var description: String {
    switch self {
    case .inUse(let path): "state \(path): another rollcalld is running on it; stop that one first"
    case .file(let path, let reason): "state \(path): \(reason)"
    }
  }
}

enum StateSchema {
  static let migrator = Migrator(
    table: "migration",
    steps: [
      .init("state") { try $0.execute(String(decoding: PackageResources.v1_state_sql, as: UTF8.self)) },
      .init("sources") { try $0.execute(String(decoding: PackageResources.v2_sources_sql, as: UTF8.self)) },
      .init("uncounted") {
        try $0.execute(String(decoding: PackageResources.v3_uncounted_sql, as: UTF8.self))
      },
    ])
}

/// An advisory lock for the life of the process, released by the kernel however it ends.
private final class StateLock {
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw EventLogError.file(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw EventLogError.inUse(path: path)
    }
  }

  deinit {
    // A child that is just being started shares the descriptor until it has become another program.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
