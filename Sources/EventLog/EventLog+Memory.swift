import Foundation
import Platform
import RollCall

extension EventLog {
  /// Single facts that the daemon keeps.
  package enum Fact: String, Sendable {
    /// The journal entry up to which the store was read.
    case cursor
    /// What that entry says.
    case cursorEntry
    /// The identity of the store that the cursor is of.
    case store
    /// The instant of the first start: nothing is asked about periods that began before it.
    case firstStart
    /// The instant of the last run: time does not go back.
    case lastRun
    /// The local day for which planned walks were announced.
    case plannedDay
  }

  package func fact(_ fact: Fact) throws -> String? {
    try connection.first("SELECT value FROM fact WHERE name = ?", fact.rawValue) { $0.text(0) }
  }

  package func published(_ family: Publication.Family, _ subject: String) throws -> Publication.Previous? {
    try connection.first(
      "SELECT event, standing, fingerprint FROM published WHERE family = ? AND subject = ?", family.rawValue,
      subject
    ) { row in
      Publication.Previous(
        event: row.int(0), standing: row.optionalText(1).flatMap(EventType.init),
        fingerprint: UInt64(bitPattern: Int64(row.int(2))))
    }
  }

  func remember(
    _ family: Publication.Family, _ subject: String, event: Int, standing: EventType?, fingerprint: UInt64
  ) throws {
    try connection.run(
      """
      INSERT INTO published (family, subject, event, standing, fingerprint) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET event = excluded.event, standing = excluded.standing, fingerprint = excluded.fingerprint
      """, family.rawValue, subject, event, standing?.rawValue, Int(Int64(bitPattern: fingerprint)))
  }

  /// Subjects of a family that are published now.
  package func publishedSubjects(_ family: Publication.Family) throws -> [String] {
    try connection.rows(
      "SELECT subject FROM published WHERE family = ? AND standing IS NOT NULL", family.rawValue
    ) { $0.text(0) }
  }

  /// Engagements that have been quiet long enough, the longest first.
  package func pending(dueAt now: Date, limit: Int = 2000) throws -> [String] {
    try connection.rows(
      "SELECT engagement FROM pending WHERE due <= ? ORDER BY due, engagement LIMIT ?", now.seconds, limit
    ) {
      $0.text(0)
    }
  }

  package func nextPending() throws -> Date? {
    try connection.first("SELECT min(due) FROM pending") { $0.optionalInt(0).map { Date(seconds: $0) } }
      ?? nil
  }

  package func pendingCount() throws -> Int {
    try connection.first("SELECT count(*) FROM pending") { $0.int(0) } ?? 0
  }

  package func openCaseCount() throws -> Int {
    try connection.first("SELECT count(*) FROM escalation_case WHERE open = 1") { $0.int(0) } ?? 0
  }

  /// Events after a number with these types, in order: the CloudEvents' JSON.
  package func events(after id: Int, types: [EventType]) throws -> [(id: Int, type: EventType, json: [UInt8])]
  {
    let list = types.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try connection.rows(
      "SELECT id, type, json FROM event WHERE id > ? AND type IN (\(list)) ORDER BY id", id
    ) {
      row in EventType(rawValue: row.text(1)).map { (row.int(0), $0, Array(row.bytes(2))) }
    }.compactMap { $0 }
  }

  /// Every case there ever was, as saved.
  package func cases() throws -> [[UInt8]] {
    try connection.rows("SELECT json FROM escalation_case ORDER BY id") { Array($0.bytes(0)) }
  }

  /// What was said of obligations, as saved.
  package func memories() throws -> [[UInt8]] {
    try connection.rows("SELECT json FROM obligation_memory ORDER BY id") { Array($0.bytes(0)) }
  }

  /// What is remembered of sources, as saved.
  package func sourceMemories() throws -> [[UInt8]] {
    try connection.rows("SELECT json FROM source_memory ORDER BY id") { Array($0.bytes(0)) }
  }

  /// The engagements that do not count, as remembered.
  package func uncountedRecords() throws -> [UncountedRecord] {
    try connection.rows("SELECT engagement, person, seen, told FROM uncounted") { row in
      UncountedRecord(
        .init(engagement: row.text(0), person: row.text(1)), seenAt: Date(seconds: row.int(2)),
        toldAt: row.optionalInt(3).map { Date(seconds: $0) })
    }
  }

  // MARK: - Digests

  /// The digests made since a day, as day and shift.
  package func digests(since day: LocalDay) throws -> [(day: LocalDay, shift: String)] {
    try connection.rows("SELECT day, shift FROM digest WHERE day >= ? ORDER BY made_at", day.description) {
      row in
      LocalDay(row.text(0)).map { ($0, row.text(1)) }
    }.compactMap { $0 }
  }

  /// The latest digest of a shift: when it was made, and the newest event that it took into account.
  package func latestDigest(of shift: String) throws -> (madeAt: Date, upTo: Int)? {
    try connection.first(
      "SELECT made_at, upto FROM digest WHERE shift = ? ORDER BY made_at DESC LIMIT 1", shift
    ) { (Date(seconds: $0.int(0)), $0.int(1)) }
  }

  // MARK: - Outbox

  func messageIDs(cases: [String], person: String) throws -> [String] {
    var found: [(Int, String)] = []
    for caseID in Set(cases) {
      found += try connection.rows(
        """
        SELECT o.id, o.message_id FROM outbox_case c JOIN outbox o ON o.id = c.outbox
        WHERE c."case" = ? AND c.person = ?
        """, caseID, person
      ) { ($0.int(0), $0.text(1)) }
    }
    return Dictionary(found, uniquingKeysWith: { first, _ in first }).sorted { $0.key < $1.key }.map(\.value)
  }
}
