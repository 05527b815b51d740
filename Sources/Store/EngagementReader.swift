import Foundation
import Platform
import RollCall

extension EngagementStore {
  /// The engagement with this id; nil where there is none, or where its row makes no sense.
  package func engagement(_ id: String) throws -> Reading<Engagement?> {
    let reading = try Self.engagements(connection, where: "e.id = ?", [id])
    return Reading(value: reading.value.first, problems: reading.problems)
  }

  /// Engagements of any status that start in `[from, until)`, and those of the incidents that occurred since `from`.
  package static func engagements(
    _ connection: Connection, from: Date, until: Date
  ) throws -> Reading<[Engagement]> {
    try engagements(
      connection,
      where: """
        e.starts_at >= ?1 AND e.starts_at < ?2
        OR e.incident_id IN (SELECT id FROM incident WHERE coalesce(known_at, occurred_at) >= ?1)
        """, [from.rfc3339, until.rfc3339])
  }

  package func engagements(from: Date, until: Date) throws -> Reading<[Engagement]> {
    try Self.engagements(connection, from: from, until: until)
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
    try engagements(from: from, until: until).value.filter {
      [.planned, .inProgress].contains($0.status) && $0.startsAt >= from && $0.startsAt < until
    }
  }

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
            reason: "occurred_at or known_at is no instant of the calendar"))
        return nil
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

  // MARK: -

  private static func engagements(
    _ connection: Connection, where condition: String, _ values: [String]
  ) throws -> Reading<[Engagement]> {
    let first = values.first
    let second = values.count > 1 ? values[1] : nil
    func children<Value>(
      _ columns: String, _ table: String, _ order: String, _ read: (Row) -> (String, Value)
    )
      throws -> [String: [Value]]
    {
      var found: [String: [Value]] = [:]
      let sql = """
        SELECT c.engagement_id, \(columns) FROM \(table) c JOIN engagement e ON e.id = c.engagement_id
        WHERE \(condition) ORDER BY \(order)
        """
      let read = { (row: Row) throws -> Bool in
        let (parent, value) = read(row)
        found[parent, default: []].append(value)
        return true
      }
      if let second {
        try connection.each(sql, first, second, body: read)
      } else {
        try connection.each(sql, first, body: read)
      }
      return found
    }
    let participants = try children("c.person_id", "participant", "c.engagement_id, c.person_id") {
      ($0.text(0), $0.text(1))
    }
    let guests = try children("c.name, c.organization, c.category", "guest", "c.id") {
      (
        $0.text(0),
        Guest(name: $0.optionalText(1), organization: $0.optionalText(2), category: $0.optionalText(3))
      )
    }
    let pictures = try children("1", "photo", "c.id") { ($0.text(0), 1) }

    var problems: [RowProblem] = []
    let sql = """
      SELECT e.id, e.activity, e.neighborhood_id, e.coordinator_id, e.status, e.starts_at, e.ends_at, e.incident_id,
        e.community_count, e.place, e.summary, e.source
      FROM engagement e WHERE \(condition) ORDER BY e.starts_at, e.id
      """
    let read = { (row: Row) -> Engagement? in
      let id = row.text(0)
      func problem(_ reason: String) { problems.append(.init(table: "engagement", key: id, reason: reason)) }
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
      if let count = row.optionalInt(8), count < 0 { problem("community_count is \(count)") }
      return Engagement(
        id: id, activity: row.text(1), neighborhoodID: row.optionalText(2),
        coordinatorID: row.optionalText(3),
        status: Engagement.Status(rawValue: row.text(4)) ?? .void, startsAt: startsAt, endsAt: endsAt,
        incidentID: row.optionalText(7), communityCount: row.optionalInt(8).flatMap { $0 < 0 ? nil : $0 },
        place: row.optionalText(9), summary: row.optionalText(10), source: row.optionalText(11),
        participants: participants[id] ?? [], guests: guests[id] ?? [], pictures: pictures[id]?.count ?? 0)
    }
    let engagements =
      if let second { try connection.rows(sql, first, second, read: read) } else {
        try connection.rows(sql, first, read: read)
      }
    return Reading(value: engagements.compactMap { $0 }, problems: problems)
  }
}
