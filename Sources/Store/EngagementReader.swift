import Foundation
import Platform
import RollCall

extension EngagementStore {
  /// The engagement with this id; nil where there is none, or where its row makes no sense.
  package func engagement(_ id: String) throws -> Reading<Engagement?> {
    let reading = try EngagementReader(connection).read("SELECT ?1", id)
    return Reading(value: reading.value.first, problems: reading.problems)
  }

  /// Engagements of any status that start in `[from, until)`.
  package static func engagements(_ connection: Connection, from: Date, until: Date) throws -> Reading<
    [Engagement]
  > {
    try EngagementReader(connection).read(
      "SELECT id FROM engagement WHERE starts_at >= ?1 AND starts_at < ?2", from.rfc3339, until.rfc3339)
  }

  /// The engagements without which some days cannot be judged exactly.
  package static func engagements(_ connection: Connection, _ needed: FactsNeeded) throws -> Reading<
    [Engagement]
  > {
    var incidents = JSONWriter()
    incidents.array(needed.incidents) { $0.value($1) }
    return try EngagementReader(connection).read(
      """
      SELECT id FROM engagement WHERE starts_at >= ?1 AND starts_at < ?2
      UNION SELECT id FROM engagement WHERE ends_at >= ?1 AND starts_at < ?1
      UNION SELECT id FROM engagement WHERE incident_id IN (SELECT value FROM json_each(?3))
      UNION SELECT other.id FROM json_each(?3) JOIN engagement walk ON walk.incident_id = value
        JOIN engagement other ON other.coordinator_id = walk.coordinator_id
          AND other.starts_at < walk.ends_at AND other.ends_at > walk.starts_at
      """, needed.from.rfc3339, needed.until.rfc3339, String(decoding: incidents.bytes, as: UTF8.self))
  }

  package func engagements(_ needed: FactsNeeded) throws -> Reading<[Engagement]> {
    try Self.engagements(connection, needed)
  }

  /// Ids of all engagements, the oldest first.
  package func allEngagementIDs() throws -> [String] {
    try connection.rows("SELECT id FROM engagement ORDER BY starts_at, id") { $0.text(0) }
  }

  /// Ids of engagements in which this person takes part or which they coordinate.
  package func engagementIDs(of person: String) throws -> [String] {
    try connection.rows(
      """
      SELECT engagement_id FROM participant WHERE person_id = ?1
      UNION SELECT id FROM engagement WHERE coordinator_id = ?1
      """, person
    ) { $0.text(0) }
  }

  /// Ids of engagements that name this incident.
  package func engagementIDs(ofIncident incident: String) throws -> [String] {
    try connection.rows("SELECT id FROM engagement WHERE incident_id = ?", incident) { $0.text(0) }
  }

  /// Engagements that are planned, or going on, and start in `[from, until)`.
  package func planned(from: Date, until: Date) throws -> [Engagement] {
    try Self.engagements(connection, from: from, until: until).value.filter {
      [.planned, .inProgress].contains($0.status)
    }
  }

  // MARK: - Incidents

  package static func incidents(_ connection: Connection) throws -> Reading<[Incident]> {
    var problems: [RowProblem] = []
    let incidents = try connection.rows(
      "SELECT id, kind, neighborhood_id, occurred_at, known_at FROM incident ORDER BY occurred_at, id"
    ) { row -> Incident? in
      let known = row.optionalText(4)
      guard let occurredAt = Date(rfc3339: row.text(3)),
        known == nil || known.flatMap({ Date(rfc3339: $0) }) != nil
      else {
        problems.append(
          .init(
            table: "incident", key: row.text(0),
            reason: "occurred_at or known_at is no instant of the calendar; the row is left out"))
        return nil
      }
      if let known = known.flatMap({ Date(rfc3339: $0) }), known < occurredAt {
        problems.append(
          .init(table: "incident", key: row.text(0), reason: "known_at is before occurred_at"))
      }
      return Incident(
        id: row.text(0), kind: row.text(1), neighborhoodID: row.optionalText(2), occurredAt: occurredAt,
        knownAt: known.flatMap { Date(rfc3339: $0) })
    }
    return Reading(value: incidents.compactMap { $0 }, problems: problems)
  }

  package func incidents() throws -> Reading<[Incident]> { try Self.incidents(connection) }

  package func incident(_ id: String) throws -> NamedFacts? {
    try connection.first("SELECT id, kind FROM incident WHERE id = ?", id) {
      NamedFacts(id: $0.text(0), name: $0.text(1))
    }
  }
}

/// Reads engagements whole: their rows with participants, guests and pictures, each table once.
private struct EngagementReader {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// Those whose ids `query` selects, in order of start; `values` are bound to ?1, ?2 …
  func read(_ query: String, _ values: String...) throws -> Reading<[Engagement]> {
    // A table of this connection's own, in memory: the store itself is not written.
    try connection.execute(
      "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE IF NOT EXISTS wanted (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID"
    )
    try connection.run("DELETE FROM wanted")
    try connection.run("INSERT OR IGNORE INTO wanted \(query)", values)
    let participants = try children("person_id FROM participant", order: "person_id") { $0.text(1) }
    let guests = try children("name, organization, category FROM guest", order: "id") {
      Guest(name: $0.optionalText(1), organization: $0.optionalText(2), category: $0.optionalText(3))
    }
    let pictures = try children("1 FROM photo", order: "id") { $0.int(1) }
    var problems: [RowProblem] = []
    let engagements = try connection.rows(
      """
      SELECT id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at, incident_id,
        community_count, place, summary, source
      FROM wanted CROSS JOIN engagement USING (id) ORDER BY starts_at, id
      """
    ) { row -> Engagement? in
      let id = row.text(0)
      return Self.engagement(
        row, participants[id] ?? [], guests[id] ?? [], pictures[id]?.count ?? 0, &problems)
    }
    return Reading(value: engagements.compactMap { $0 }, problems: problems)
  }

  private func children<Value>(_ columns: String, order: String, _ read: (Row) -> Value) throws -> [String:
    [Value]]
  {
    var found: [String: [Value]] = [:]
    let parts = columns.components(separatedBy: " FROM ")
    try connection.each(
      """
      SELECT engagement_id, \(parts[0]) FROM wanted CROSS JOIN \(parts[1]) c ON c.engagement_id = wanted.id
      ORDER BY engagement_id, c.\(order)
      """
    ) { row in
      found[row.text(0), default: []].append(read(row))
      return true
    }
    return found
  }

  /// Nil where the row has no start; an end that makes no sense is taken as unknown.
  private static func engagement(
    _ row: Row, _ participants: [String], _ guests: [Guest], _ pictures: Int, _ problems: inout [RowProblem]
  ) -> Engagement? {
    let id = row.text(0)
    func problem(_ reason: String) { problems.append(.init(table: "engagement", key: id, reason: reason)) }
    guard row.text(1).contains(where: { !$0.isWhitespace }) else {
      problem("activity is empty; the row is left out")
      return nil
    }
    guard let startsAt = Date(rfc3339: row.text(5)) else {
      problem("starts_at '\(row.text(5))' is no instant of the calendar; the row is left out")
      return nil
    }
    var endsAt = row.optionalText(6).flatMap { Date(rfc3339: $0) }
    if !row.isNull(6), endsAt == nil {
      problem("ends_at '\(row.text(6))' is no instant of the calendar; the end is taken as unknown")
    }
    if let end = endsAt, end < startsAt {
      problem("ends_at \(end.rfc3339) is before starts_at \(startsAt.rfc3339); the end is taken as unknown")
      endsAt = nil
    }
    if let end = endsAt, end.timeIntervalSince(startsAt) > 7 * 86400 {
      problem(
        "it lasts from \(startsAt.rfc3339) to \(end.rfc3339), more than a week; the end is taken as unknown")
      endsAt = nil
    }
    let count = row.optionalInt(8)
    if let count, count < 0 { problem("community_count is \(count); it is taken as unknown") }
    return Engagement(
      id: id, activity: row.text(1), neighborhoodID: row.optionalText(2), coordinatorID: row.optionalText(3),
      status: Engagement.Status(rawValue: row.text(4)) ?? .void, startsAt: startsAt, endsAt: endsAt,
      incidentID: row.optionalText(7), communityCount: count.flatMap { $0 < 0 ? nil : $0 },
      place: row.optionalText(9), summary: row.optionalText(10), source: row.optionalText(11),
      participants: participants, guests: guests, pictures: pictures)
  }
}
