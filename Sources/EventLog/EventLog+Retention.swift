import Foundation
import Platform
import RollCall

extension EventLog {
  /// Deletes events published before `events` and settled mails of before `deliveries`, a few of each at a time; whether
  /// there may be more. The newest event stays, so that no number is given twice.
  package func prune(events: Date, deliveries: Date, limit: Int = 2000) throws -> Bool {
    let pruned = try connection.run(
      """
      DELETE FROM event WHERE time < ? AND id IN (
        SELECT id FROM event WHERE id < (SELECT max(id) FROM event) ORDER BY id LIMIT ?)
      """, events.seconds, limit)
    let old = "SELECT id FROM outbox WHERE state <> 'queued' AND created < ? ORDER BY id LIMIT ?"
    let settled = try connection.transaction {
      try connection.run("DELETE FROM outbox_case WHERE outbox IN (\(old))", deliveries.seconds, limit)
      return try connection.run("DELETE FROM outbox WHERE id IN (\(old))", deliveries.seconds, limit)
    }
    return pruned == limit || settled == limit
  }
}
