import Platform

/// The change journal of the engagement store: one row for each row that anybody's transaction inserts, updates or
/// deletes, written by triggers in that same transaction, in order. Foreign writers need not know of it.
package enum Journal {
  /// A row of the journal.
  package struct Entry: Hashable, Sendable {
    package enum Change: String, Sendable {
      case insert, update, delete
      /// Another row took this one's place in a UNIQUE constraint, or tried to: it may be gone.
      case conflict
    }
    /// Ascending; with gaps only where rows were pruned.
    package let id: Int
    package let table: Table
    /// The primary key; of several columns, joined by U+001F.
    package let key: String
    /// The engagement or story that a child row belongs to.
    package let parent: String?
    package let change: Change
    /// Of an update: the names of the columns that changed.
    package let columns: Set<String>
  }

  /// The tables whose changes matter, all of the contract's.
  package enum Table: String, CaseIterable, Sendable {
    case unit, person, absence, neighborhood, pause, assignment, crew, incident, source, engagement,
      participant,
      guest, photo, note, outcome, feedback, story, quote
    case storyText = "story_text"
    case storyPhoto = "story_photo"

    var key: [String] {
      switch self {
      case .participant: ["engagement_id", "person_id"]
      case .crew: ["call_sign", "person_id", "starts_at"]
      case .storyText: ["story_id", "language"]
      case .storyPhoto: ["story_id", "photo_id", "language"]
      default: ["id"]
      }
    }

    var parent: String? {
      switch self {
      case .participant, .guest, .photo, .quote: "engagement_id"
      case .storyText, .storyPhoto: "story_id"
      default: nil
      }
    }

    /// Columns of a further UNIQUE constraint, through which INSERT OR REPLACE removes a row of another key without
    /// firing its delete trigger (https://sqlite.org/lang_conflict.html, REPLACE).
    var unique: [String]? {
      switch self {
      case .engagement, .incident: ["source", "source_ref"]
      case .person: ["login"]
      default: nil
      }
    }
  }

  /// Tables and triggers of the journal for the columns that the store has now.
  static func create(in connection: Connection) throws {
    try connection.execute(String(decoding: PackageResources.v1_journal_sql, as: UTF8.self))
    for table in Table.allCases {
      let columns = try connection.rows("SELECT name FROM pragma_table_info(?)", table.rawValue) {
        $0.text(0)
      }
      try connection.execute(triggers(for: table, columns: columns))
    }
  }

  static func triggers(for table: Table, columns: [String]) -> String {
    func key(_ row: String) -> String {
      table.key.map { "\(row).\($0)" }.joined(separator: " || char(31) || ")
    }
    func parent(_ row: String) -> String { table.parent.map { "\(row).\($0)" } ?? "NULL" }
    func entry(_ row: String, _ change: String, _ changed: String = "NULL", where condition: String = "true")
      -> String
    {
      """
      INSERT INTO rollcall_journal (relation, key, parent, change, columns)
        SELECT '\(table.rawValue)', \(key(row)), \(parent(row)), '\(change)', \(changed) WHERE \(condition);
      """
    }
    let differs = columns.map { "NEW.\($0) IS NOT OLD.\($0)" }.joined(separator: " OR ")
    let changed = columns.map { "iif(NEW.\($0) IS NOT OLD.\($0), '\($0) ', '')" }.joined(separator: " || ")
    let moved = "\(key("OLD")) IS NOT \(key("NEW")) OR \(parent("OLD")) IS NOT \(parent("NEW"))"
    let name = "rollcall_\(table.rawValue)"
    return """
      CREATE TRIGGER \(name)_insert AFTER INSERT ON \(table.rawValue) BEGIN
        \(entry("NEW", "insert"))
      END;
      CREATE TRIGGER \(name)_update AFTER UPDATE ON \(table.rawValue) WHEN \(differs) BEGIN
        \(entry("OLD", "delete", where: moved))
        \(entry("NEW", "update", "rtrim(\(changed))"))
      END;
      CREATE TRIGGER \(name)_delete AFTER DELETE ON \(table.rawValue) BEGIN
        \(entry("OLD", "delete"))
      END;
      \(conflicts(of: table))
      """
  }

  private static func conflicts(of table: Table) -> String {
    guard let unique = table.unique else { return "" }
    let same = unique.map { "\($0) = NEW.\($0)" }.joined(separator: " AND ")
    return ["INSERT", "UPDATE OF \(unique.joined(separator: ", "))"].map { occasion in
      """
      CREATE TRIGGER rollcall_\(table.rawValue)_conflict_\(occasion.prefix(6).lowercased())
      BEFORE \(occasion) ON \(table.rawValue) WHEN NEW.\(unique[unique.count - 1]) IS NOT NULL BEGIN
        INSERT INTO rollcall_journal (relation, key, change)
          SELECT '\(table.rawValue)', id, 'conflict' FROM \(table.rawValue) WHERE \(same) AND id IS NOT NEW.id;
      END;
      """
    }.joined(separator: "\n")
  }

  // MARK: - Reading and pruning

  /// At most `limit` entries after `cursor`, in order. Entries of tables that this version does not know are left out.
  static func entries(after cursor: Int, limit: Int, in connection: Connection) throws -> [Entry] {
    try connection.rows(
      """
      SELECT id, relation, key, parent, change, columns FROM rollcall_journal
      WHERE id > ? ORDER BY id LIMIT ?
      """, cursor, limit
    ) { row -> Entry? in
      guard let table = Table(rawValue: row.text(1)), let change = Entry.Change(rawValue: row.text(4)) else {
        return nil
      }
      return Entry(
        id: row.int(0), table: table, key: row.text(2), parent: row.optionalText(3), change: change,
        columns: row.isNull(5) ? [] : Set(row.text(5).split(separator: " ").map(String.init)))
    }.compactMap { $0 }
  }

  /// The entry with this number in one line; empty where there is none.
  static func entry(at id: Int, in connection: Connection) throws -> String {
    try connection.first(
      """
      SELECT relation || ' ' || key || ' ' || ifnull(parent, '') || ' ' || change || ' ' || ifnull(columns, '')
      FROM rollcall_journal WHERE id = ?
      """, id
    ) { $0.text(0) } ?? ""
  }

  static func newest(in connection: Connection) throws -> Int {
    try connection.first("SELECT max(id) FROM rollcall_journal") { $0.int(0) } ?? 0
  }

  /// Deletes at most `limit` entries up to `cursor`, but never the newest of all, whose id must not be given again.
  static func prune(upTo cursor: Int, limit: Int, in connection: Connection) throws -> Int {
    try connection.run(
      """
      DELETE FROM rollcall_journal WHERE id IN (
        SELECT id FROM rollcall_journal
        WHERE id <= ? AND id < (SELECT max(id) FROM rollcall_journal) ORDER BY id LIMIT ?)
      """, cursor, limit)
  }
}
