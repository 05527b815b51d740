import Foundation
import Platform
import RollCall

/// A mail that is due: what the courier needs to deliver it and to settle it afterwards.
package struct DueMail: Sendable {
  package let id: Int
  package let messageID: String
  package let recipient: String
  package let message: [UInt8]
  /// Attempts made before this one.
  package let attempts: Int
}

/// How often an attempt that was not accepted is repeated.
package struct RetryPolicy: Sendable {
  /// After so long without acceptance a mail is given up, listed, and told to the operator.
  package var giveUpAfter: Duration
  /// The wait after the first attempt; doubled each time.
  package var firstWait: Duration
  package var longestWait: Duration

  package init(
    giveUpAfter: Duration = .seconds(5 * 86400), firstWait: Duration = .seconds(60),
    longestWait: Duration = .seconds(3600)
  ) {
    self.giveUpAfter = giveUpAfter
    self.firstWait = firstWait
    self.longestWait = longestWait
  }

  /// When to try again after the n-th attempt (counted from 1), with up to a quarter more, decided by the mail's own
  /// number so that a queue of failures spreads out and a test knows the result.
  package func next(attempt: Int, mail: Int, after now: Date) -> Date {
    let first = Double(firstWait.components.seconds)
    let longest = Double(longestWait.components.seconds)
    let wait = min(longest, first * pow(2, Double(min(attempt, 32) - 1)))
    let spread = Double((mail &* 2_654_435_761) & 0xff) / 255 * 0.25
    return now.addingTimeInterval((wait * (1 + spread)).rounded())
  }
}

extension EventLog {
  /// The mails to be tried now, the oldest first.
  package func dueMail(at now: Date, limit: Int) throws -> [DueMail] {
    try connection.rows(
      """
      SELECT id, message_id, recipient, message, attempts FROM outbox
      WHERE state = 'queued' AND due <= ? ORDER BY due, id LIMIT ?
      """, now.seconds, limit
    ) {
      DueMail(
        id: $0.int(0), messageID: $0.text(1), recipient: $0.text(2), message: $0.blob(3), attempts: $0.int(4))
    }
  }

  /// When the next mail is due.
  package func nextMail() throws -> Date? {
    try connection.first("SELECT min(due) FROM outbox WHERE state = 'queued'") {
      $0.optionalInt(0).map { Date(seconds: $0) }
    } ?? nil
  }

  /// The mail was accepted. In a transaction of its own: it must be on record before the next one is tried.
  package func accepted(_ mail: DueMail, at now: Date) throws {
    try connection.run(
      "UPDATE outbox SET state = 'accepted', settled = ?, attempts = attempts + 1, trouble = NULL WHERE id = ?",
      now.seconds, mail.id)
  }

  /// The mail was not accepted: it is tried again later, or given up. Returns whether it was given up.
  package func notAccepted(_ mail: DueMail, because trouble: String, at now: Date, policy: RetryPolicy) throws
    -> Bool
  {
    let created =
      try connection.first("SELECT created FROM outbox WHERE id = ?", mail.id) { $0.int(0) } ?? now.seconds
    let isDead = now >= Date(seconds: created).advanced(by: policy.giveUpAfter)
    let due = policy.next(attempt: mail.attempts + 1, mail: mail.id, after: now)
    try connection.run(
      "UPDATE outbox SET state = ?, due = ?, attempts = attempts + 1, trouble = ? WHERE id = ?",
      isDead ? "dead" : "queued", due.seconds, trouble, mail.id)
    return isDead
  }

  /// How many mails are queued, were accepted, and were given up.
  package func deliveryCounts() throws -> (queued: Int, accepted: Int, dead: Int) {
    let counts = Dictionary(
      try connection.rows("SELECT state, count(*) FROM outbox GROUP BY state") { ($0.text(0), $0.int(1)) },
      uniquingKeysWith: { first, _ in first })
    return (counts["queued"] ?? 0, counts["accepted"] ?? 0, counts["dead"] ?? 0)
  }
}
