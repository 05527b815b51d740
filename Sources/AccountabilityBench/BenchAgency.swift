import Foundation
import Platform
import Store

/// An invented agency of any size, the same each time: 800 neighborhoods, 120,000 engagements in one work week and
/// 400,000 participants for 35,000 people; all in one SQLite store with everything that the daemon adds to it.
struct BenchAgency: CustomStringConvertible {
  let people: Int
  /// Whether four times the week's engagements lie in the year before.
  let history: Bool

  var neighborhoods: Int { max(10, people * 800 / 35_000) }
  var engagements: Int { people * 120_000 / 35_000 }
  var description: String { "\(people) people" }

  func write(to path: String) throws {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    let connection = try Connection(path: path, access: .create)
    try connection.execute(Schema.contract + "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;")
    try connection.transaction {
      try connection.execute(organization)
      try connection.execute(week("E", start: "2026-11-02 13:00:00", count: engagements, days: 5))
      if history {
        try connection.execute(week("H", start: "2025-11-03 13:00:00", count: engagements * 4, days: 355))
      }
    }
    try connection.execute("PRAGMA journal_mode = WAL")
    // The daemon's own indexes and journal, as on any store that it has adopted.
    try EngagementStore(path: path).settleFiles()
  }

  /// Of each neighborhood 36 people of patrol (a lieutenant, four sergeants, officers) and two of the community
  /// policing unit; of ten neighborhoods one captain; everybody else investigates.
  private var organization: String {
    """
    INSERT INTO unit (id, name, kind) VALUES ('X', 'Executive', 'executive'),
      ('CPU', 'Community policing', 'community_policing'), ('INV', 'Investigations', 'investigations');
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(neighborhoods / 10))
      INSERT INTO unit SELECT 'D' || i, 'District ' || i, 'patrol', 'X' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(people))
      INSERT INTO person (id, name, rank, unit_id, supervisor_id, email)
      SELECT printf('P%06d', i), 'Invented Person ' || i,
        CASE WHEN i = 0 THEN 'chief' WHEN i < 1 + \(neighborhoods / 10) THEN 'captain'
          WHEN place IS NULL THEN CASE i % 8 WHEN 0 THEN 'sergeant' WHEN 1 THEN 'lieutenant' WHEN 2 THEN 'captain'
            ELSE 'detective' END
          WHEN seat = 0 THEN 'lieutenant' WHEN seat < 5 OR seat = 36 THEN 'sergeant' ELSE 'officer' END,
        CASE WHEN i = 0 THEN 'X' WHEN i < 1 + \(neighborhoods / 10) THEN 'D' || (i - 1) WHEN place IS NULL THEN 'INV'
          WHEN seat > 35 THEN 'CPU' ELSE 'D' || (place / 10) END,
        CASE WHEN i = 0 THEN NULL WHEN place IS NULL THEN printf('P%06d', 0)
          WHEN seat = 0 THEN printf('P%06d', 1 + place / 10) ELSE printf('P%06d', i - seat) END,
        'person' || i || '@example.test'
      FROM (SELECT i, CASE WHEN line BETWEEN 0 AND \(neighborhoods) * 38 - 1 THEN line / 38 END AS place, line % 38 AS seat
        FROM (SELECT i, i - 1 - \(neighborhoods / 10) AS line FROM n));
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(neighborhoods))
      INSERT INTO neighborhood (id, name, unit_id, captain_id) SELECT printf('N%04d', i), 'Neighborhood ' || i,
        'D' || (i / 10), printf('P%06d', 1 + i / 10) FROM n;
    INSERT INTO assignment (neighborhood_id, person_id)
      SELECT printf('N%04d', (CAST(substr(id, 2) AS INTEGER) - 1 - \(neighborhoods / 10)) / 38), id FROM person
        WHERE rank IN ('lieutenant', 'sergeant', 'officer') AND unit_id LIKE 'D%'
      UNION ALL SELECT id, captain_id FROM neighborhood;
    INSERT INTO incident (id, kind, neighborhood_id, occurred_at)
      SELECT 'I' || id, 'shooting', id, '2026-11-0' || (2 + rowid % 5) || 'T15:00:00Z' FROM neighborhood WHERE rowid % 4 = 0;
    """
  }

  /// Walks of every kind, four in ten of them logged as plain `walk`, with two or three beside the coordinator.
  private func week(_ prefix: String, start: String, count: Int, days: Int) -> String {
    """
    CREATE TEMP TABLE seat_\(prefix) AS
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(count))
      SELECT i, i % \(neighborhoods) AS place, 1 + \(neighborhoods / 10) + (i % \(neighborhoods)) * 38 AS line,
        (i * 7919) % 10 AS kind, unixepoch('\(start)') + ((i / 13) % \(days)) * 86400 + (i * 104729) % 36000 AS start
      FROM n;
    INSERT INTO engagement (id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at, place, source)
      SELECT printf('\(prefix)%07d', i),
        CASE kind WHEN 4 THEN 'walk.officer' WHEN 5 THEN 'walk.squad' WHEN 6 THEN 'walk.shift' WHEN 7 THEN 'walk.captain'
          WHEN 8 THEN 'walk.cpu' WHEN 9 THEN 'walk.district' ELSE 'walk' END,
        printf('N%04d', place), printf('P%06d', CASE kind WHEN 5 THEN line + 1 + i % 4 WHEN 6 THEN line
          WHEN 7 THEN 1 + place / 10 WHEN 8 THEN line + 36 WHEN 9 THEN 1 + place / 10 ELSE line + 5 + i % 31 END),
        CASE WHEN i % 50 = 7 THEN 'cancelled' ELSE 'completed' END,
        strftime('%Y-%m-%dT%H:%M:%SZ', start, 'unixepoch'),
        CASE WHEN i % 40 = 3 THEN NULL ELSE strftime('%Y-%m-%dT%H:%M:%SZ', start + 900 + (i * 31) % 3000, 'unixepoch') END,
        'Main Street and ' || (i % 90) || 'th', 'cad'
      FROM temp.seat_\(prefix);
    INSERT INTO participant SELECT id, coordinator_id FROM engagement WHERE id LIKE '\(prefix)%';
    INSERT OR IGNORE INTO participant SELECT printf('\(prefix)%07d', i), printf('P%06d',
        CASE seat WHEN 0 THEN line + 1 + (i / 3) % 4 WHEN 1 THEN line + 5 + (i / 7) % 31 ELSE line + 36 + i % 2 END)
      FROM temp.seat_\(prefix) JOIN (SELECT 0 AS seat UNION ALL SELECT 1 UNION ALL SELECT 2)
      WHERE seat < 2 OR i % 2 = 0;
    DROP TABLE temp.seat_\(prefix);
    """
  }
}
