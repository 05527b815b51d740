import Foundation
import Platform
import RollCall

/// Writes what the agency did into its store as any records system would: over a connection of its own, with plain
/// SQL, one transaction for what happened at one moment.
struct DemoWriter {
  private let connection: Connection

  /// - throws: `DatabaseError`.
  init(store: String, login: String?) throws {
    connection = try Connection(path: store, access: .readWrite)
    try connection.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL")
    try DemoAgency.insert(into: connection, login: login)
  }

  /// - throws: `DatabaseError`.
  func write(_ deeds: [DemoDeed], at now: Date) throws {
    guard !deeds.isEmpty else { return }
    try connection.transaction { for deed in deeds { try write(deed, at: now) } }
  }

  private func write(_ deed: DemoDeed, at now: Date) throws {
    switch deed {
    case .plan(let walk): try insert(walk, status: "planned")
    case .log(let walk):
      let changed = try connection.run(
        "UPDATE engagement SET status = 'completed', ends_at = ?, community_count = ?, source = 'form' WHERE id = ?",
        walk.endsAt.rfc3339, walk.met, walk.id)
      if changed == 0 { try insert(walk, status: "completed") }
    case .note(let note):
      try connection.run(
        "INSERT INTO note (id, author_id, neighborhood_id, written_at, body) VALUES (?, ?, ?, ?, ?)",
        note.id, note.author, note.place, now.rfc3339, note.body)
    case .incident(let id, let kind, let place, let occurredAt):
      try connection.run(
        """
        INSERT INTO incident (id, kind, neighborhood_id, occurred_at, known_at, source, source_ref)
        VALUES (?, ?, ?, ?, ?, 'cad', ?)
        """, id, kind, place, occurredAt.rfc3339, now.rfc3339, id)
    case .away(let person, let from, let through, let reason):
      try connection.run(
        "INSERT INTO absence (person_id, starts_on, ends_on, reason) VALUES (?, ?, ?, ?)", person,
        from.description, through.description, reason)
    case .acknowledge: break
    }
  }

  private func insert(_ walk: DemoWalk, status: String) throws {
    let isDone = status == "completed"
    try connection.run(
      """
      INSERT INTO engagement (id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at, incident_id,
        community_count, place, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, walk.id, walk.activity, walk.place, walk.coordinator, status, walk.startsAt.rfc3339,
      isDone ? walk.endsAt.rfc3339 : nil, walk.incident, isDone ? walk.met : nil, walk.spot,
      isDone ? "cad" : "form")
    for person in [walk.coordinator] + walk.with {
      try connection.run(
        "INSERT INTO participant (engagement_id, person_id) VALUES (?, ?)", walk.id, person)
    }
    for guest in walk.guests {
      try connection.run(
        "INSERT INTO guest (engagement_id, name, organization, category) VALUES (?, ?, ?, ?)", walk.id,
        guest.name, guest.organization, guest.category)
    }
  }
}
