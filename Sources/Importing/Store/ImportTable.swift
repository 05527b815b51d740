import Foundation
import Platform
import RollCall

/// The importer's own memory in the engagement store, and the rows it writes there: all SQL of this room but the
/// look-ups of `Directory`.
struct ImportTable {
  /// The store's `application_id`: 'ROLL'.
  private static let applicationID = 0x524F_4C4C

  let connection: Connection
  let source: String

  /// - throws: `ImportError.notAStore`, `DatabaseError`.
  init(store path: String, source: String) throws {
    // Other writers come and go; half a minute outlasts any of them.
    connection = try Connection(path: path, access: .readWrite, busyTimeout: .seconds(30))
    self.source = source
    guard try connection.first("PRAGMA application_id", read: { $0.int(0) }) == Self.applicationID else {
      throw ImportError.notAStore(path, ImportText.notAStore)
    }
  }

  /// Created once; where it is there, nothing is written.
  func create() throws {
    guard try !exists() else { return }
    try connection.execute(
      """
      CREATE TABLE IF NOT EXISTS import_record (   -- what an import last brought, to tell a person's changes from the source's
        source     TEXT NOT NULL,
        source_ref TEXT NOT NULL,
        kind       TEXT NOT NULL CHECK (kind IN ('engagement', 'incident')),
        imported   TEXT NOT NULL,                  -- JSON of the values
        PRIMARY KEY (source, source_ref, kind)
      ) STRICT, WITHOUT ROWID
      """)
  }

  private func exists() throws -> Bool {
    try connection.first("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'import_record'") { _ in
      true
    }
      != nil
  }

  // MARK: - What was imported

  /// Every reference that this source ever brought.
  func references() throws -> Set<String> {
    guard try exists() else { return [] }
    return Set(
      try connection.rows("SELECT DISTINCT source_ref FROM import_record WHERE source = ?", source) {
        $0.text(0)
      })
  }

  /// What is remembered of one reference; the table must be there.
  func imported(_ reference: String) throws -> Imported {
    var found = Imported()
    let decoder = JSONDecoder()
    try connection.each(
      "SELECT kind, imported FROM import_record WHERE source = ? AND source_ref = ?", source, reference
    ) { row in
      let json = Data(row.blob(1))
      if row.text(0) == "incident" {
        found.incident = try? decoder.decode(ImportedIncident.self, from: json)
      } else {
        found.engagement = try? decoder.decode(ImportedEngagement.self, from: json)
      }
      return true
    }
    return found
  }

  func remember(_ reference: String, kind: String, _ json: [UInt8]) throws {
    try connection.run(
      """
      INSERT INTO import_record (source, source_ref, kind, imported) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET imported = excluded.imported
      """, source, reference, kind, String(decoding: json, as: UTF8.self))
  }

  // MARK: - Rows of the store

  struct Stored {
    let id: String
    let columns: [String?]
  }

  func id(of reference: String) -> String { "\(source)-\(reference)" }

  func engagement(_ reference: String) throws -> Stored? {
    try connection.first(
      """
      SELECT id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at, community_count, place
      FROM engagement WHERE source = ? AND source_ref = ?
      """, source, reference
    ) { row in Stored(id: row.text(0), columns: (1...8).map(row.optionalText)) }
  }

  func incident(_ reference: String) throws -> Stored? {
    try connection.first(
      "SELECT id, kind, neighborhood_id, occurred_at, known_at FROM incident WHERE source = ? AND source_ref = ?",
      source, reference
    ) { row in Stored(id: row.text(0), columns: (1...4).map(row.optionalText)) }
  }

  func hasEngagement(id: String) throws -> Bool {
    try connection.first("SELECT 1 FROM engagement WHERE id = ?", id) { _ in true } != nil
  }

  func hasIncident(id: String) throws -> Bool {
    try connection.first("SELECT 1 FROM incident WHERE id = ?", id) { _ in true } != nil
  }

  func insertEngagement(_ reference: String, _ columns: [String?]) throws {
    try connection.run(
      """
      INSERT INTO engagement (id, source, source_ref, activity, neighborhood_id, coordinator_id, status, starts_at,
        ends_at, community_count, place)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id(of: reference), source, reference, columns[0], columns[1], columns[2], columns[3], columns[4],
      columns[5], columns[6], columns[7])
  }

  func updateEngagement(_ id: String, _ columns: [String?]) throws {
    try connection.run(
      """
      UPDATE engagement SET activity = ?, neighborhood_id = ?, coordinator_id = ?, status = ?, starts_at = ?,
        ends_at = ?, community_count = ?, place = ?
      WHERE id = ?
      """, columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], columns[7], id)
  }

  func insertIncident(_ reference: String, _ columns: [String?]) throws {
    try connection.run(
      """
      INSERT INTO incident (id, source, source_ref, kind, neighborhood_id, occurred_at, known_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, id(of: reference), source, reference, columns[0], columns[1], columns[2], columns[3])
  }

  func updateIncident(_ id: String, _ columns: [String?]) throws {
    try connection.run(
      "UPDATE incident SET kind = ?, neighborhood_id = ?, occurred_at = ?, known_at = ? WHERE id = ?",
      columns[0],
      columns[1], columns[2], columns[3], id)
  }

  func participants(of engagement: String) throws -> Set<String> {
    Set(
      try connection.rows("SELECT person_id FROM participant WHERE engagement_id = ?", engagement) {
        $0.text(0)
      })
  }

  func addParticipant(_ person: String, to engagement: String) throws {
    try connection.run("INSERT INTO participant (engagement_id, person_id) VALUES (?, ?)", engagement, person)
  }

  func removeParticipant(_ person: String, from engagement: String) throws {
    try connection.run(
      "DELETE FROM participant WHERE engagement_id = ? AND person_id = ?", engagement, person)
  }

  // MARK: - The source

  /// Until when the source was complete.
  func coveredUntil() throws -> Date? {
    try connection.first("SELECT covers_until FROM source WHERE id = ?", source) { $0.optionalText(0) }?
      .flatMap { Date(rfc3339: $0) }
  }

  /// Notes that the source delivered. Neither instant ever moves back; where both are as they were, nothing is
  /// written.
  func noteDelivery(at now: Date, coversUntil: Date?) throws {
    try connection.run(
      """
      INSERT INTO source (id, delivered_at, covers_until) VALUES (?1, ?2, ?3)
      ON CONFLICT (id) DO UPDATE SET
        delivered_at = max(coalesce(delivered_at, ''), excluded.delivered_at),
        covers_until = coalesce(max(covers_until, excluded.covers_until), covers_until, excluded.covers_until)
      WHERE delivered_at IS NULL OR delivered_at < excluded.delivered_at
        OR coalesce(covers_until, '') < coalesce(excluded.covers_until, '')
      """, source, now.rfc3339, coversUntil?.rfc3339)
  }
}
