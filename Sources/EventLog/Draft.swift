import Foundation
import Platform
import RollCall

/// What is being committed: a handle on the open transaction of `EventLog.commit`, for its duration only.
package struct Draft {
  private let log: EventLog
  /// The instant of publication.
  package let now: Date
  private(set) var events: [LoggedEvent] = []

  init(log: EventLog, now: Date) {
    self.log = log
    self.now = now
  }

  // MARK: - Events

  /// Appends an event that stands alone.
  package mutating func publish(_ event: Event) throws {
    events.append(try log.append(event, at: now, previous: nil))
  }

  /// Appends an event about a subject whose later versions are compared with this one. `standing` is what it stands
  /// as from now on; nil for a withdrawal, which blanks the data of everything published of it before.
  package mutating func publish(
    _ event: Event, family: Publication.Family, standing: EventType?, fingerprint: UInt64
  ) throws {
    let before = try log.published(family, event.subject)
    let logged = try log.append(event, at: now, previous: before?.event)
    events.append(logged)
    try log.remember(family, event.subject, event: logged.id, standing: standing, fingerprint: fingerprint)
    if standing == nil, let before { try log.withdraw(from: before.event) }
  }

  /// The subject is silent from now on: nothing is published, but a later difference will be.
  package func forget(_ family: Publication.Family, _ subject: String) throws {
    guard let before = try log.published(family, subject) else { return }
    try log.remember(family, subject, event: before.event, standing: nil, fingerprint: 0)
  }

  /// Reports a row that makes no sense, unless it was reported before.
  package mutating func report(table: String, key: String, reason: String) throws {
    let isNew = try log.connection.run(
      "INSERT OR IGNORE INTO problem (relation, key, reason) VALUES (?, ?, ?)", table, key, reason)
    if isNew > 0 { try publish(EventText.problem(table: table, key: key, reason: reason)) }
  }

  // MARK: - Memory

  package func remember(_ fact: EventLog.Fact, _ value: String) throws {
    try log.connection.run(
      "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      fact.rawValue, value)
  }

  package func postpone(engagement: String, until due: Date) throws {
    try log.connection.run(
      "INSERT INTO pending (engagement, due) VALUES (?, ?) ON CONFLICT DO UPDATE SET due = excluded.due",
      engagement, due.seconds)
  }

  package func settle(engagement: String) throws {
    try log.connection.run("DELETE FROM pending WHERE engagement = ?", engagement)
  }

  /// `json` is the whole case.
  package func save(caseID: String, isOpen: Bool, json: [UInt8]) throws {
    try log.connection.run(
      """
      INSERT INTO escalation_case (id, open, json) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET open = excluded.open, json = excluded.json
      """, caseID, isOpen, String(decoding: json, as: UTF8.self))
  }

  /// `json` is what was already said of an obligation.
  package func save(memoryOf obligation: String, json: [UInt8]) throws {
    try log.connection.run(
      "INSERT INTO obligation_memory (id, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json",
      obligation, String(decoding: json, as: UTF8.self))
  }

  /// What is remembered of every source: each JSON is the whole of one.
  package func replaceSourceMemories(with memories: [(id: String, json: [UInt8])]) throws {
    try log.connection.run("DELETE FROM source_memory")
    for memory in memories {
      try log.connection.run(
        "INSERT INTO source_memory (id, json) VALUES (?, ?)", memory.id,
        String(decoding: memory.json, as: UTF8.self))
    }
  }

  package func save(_ uncounted: UncountedRecord) throws {
    try log.connection.run(
      "INSERT OR REPLACE INTO uncounted (engagement, person, seen, told) VALUES (?, ?, ?, ?)",
      uncounted.key.engagement, uncounted.key.person, uncounted.seenAt.seconds, uncounted.toldAt?.seconds)
  }

  package func forget(_ uncounted: UncountedRecord.Key) throws {
    try log.connection.run(
      "DELETE FROM uncounted WHERE engagement = ? AND person = ?", uncounted.engagement, uncounted.person)
  }

  package func recordDigest(day: LocalDay, shift: String, upTo event: Int) throws {
    try log.connection.run(
      "INSERT OR REPLACE INTO digest (day, shift, made_at, upto) VALUES (?, ?, ?, ?)", day.description, shift,
      now.seconds, event)
  }

  // MARK: - Outbox

  /// Queues a mail, due at once, that speaks of `cases` to `person`.
  package func enqueue(_ mail: OutgoingMail) throws {
    let added = try log.connection.run(
      """
      INSERT OR IGNORE INTO outbox (message_id, person, recipient, subject, message, created, due)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, mail.messageID, mail.person, mail.recipient, mail.subject, mail.message, now.seconds, now.seconds)
    guard added > 0, let person = mail.person else { return }
    let row = log.connection.lastInsertedRow
    for caseID in Set(mail.cases) {
      try log.connection.run(
        "INSERT OR IGNORE INTO outbox_case (outbox, \"case\", person) VALUES (?, ?, ?)", row, caseID, person)
    }
  }

  /// Message-IDs of the earlier mails to this person about any of these cases, the oldest first.
  package func references(cases: [String], person: String) throws -> [String] {
    try log.messageIDs(cases: cases, person: person)
  }
}

/// A mail as it goes into the outbox: complete, so that a repeat is the same bytes.
package struct OutgoingMail: Sendable {
  package let messageID: String
  /// The id of the person it is for, where it is for one.
  package let person: String?
  package let recipient: String
  package let subject: String
  package let message: [UInt8]
  package let cases: [String]

  package init(
    messageID: String, person: String?, recipient: String, subject: String, message: [UInt8],
    cases: [String] = []
  ) {
    self.messageID = messageID
    self.person = person
    self.recipient = recipient
    self.subject = subject
    self.message = message
    self.cases = cases
  }
}
