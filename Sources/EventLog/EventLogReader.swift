import Platform
import RollCall

/// A reader of the log with a connection of its own, for a queue of its own.
package final class EventLogReader {
  private let connection: Connection

  package init(path: String) throws {
    connection = try Connection(path: path, access: .readOnly)
  }

  /// Hands events after a number to `body` in order, at most `limit`, until it returns false. The bytes are valid
  /// during the call only.
  package func events(
    after id: Int, limit: Int,
    _ body: (_ id: Int, _ type: String, _ audience: Audience, _ json: UnsafeRawBufferPointer) throws -> Bool
  ) throws {
    try connection.each(
      "SELECT id, type, audience, json FROM event WHERE id > ? ORDER BY id LIMIT ?", id, limit
    ) { row in
      try body(row.int(0), row.text(1), Audience(rawValue: row.int(2)) ?? .command, row.bytes(3))
    }
  }

  /// The numbers of the oldest event kept and of the newest; of an empty log 1 and 0. The newest is never pruned.
  package func bounds() throws -> (oldest: Int, newest: Int) {
    try connection.first("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM event") {
      ($0.int(0), $0.int(1))
    }
      ?? (1, 0)
  }
}
