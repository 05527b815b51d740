import Foundation
import Platform
import RollCall
import Store
import Testing

/// A folder that goes with the test.
final class TemporaryFolder {
  let path = NSTemporaryDirectory() + "rollcall-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// A second process writing the store with the `sqlite3` shell, as foreign programs do.
func foreign(_ path: String, _ sql: String) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
  // A script that begins with a comment would be taken for an option.
  process.arguments = ["-bail", path, "\n" + sql]
  try process.run()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0, "sqlite3 refused: \(sql)")
}

let sampleRows = """
  INSERT INTO unit VALUES ('D1', 'First District', 'patrol', NULL);
  INSERT INTO person (id, name, rank, unit_id) VALUES ('P1', 'Ana Silva', 'officer', 'D1'), ('P2', 'Bo Kelling', 'sergeant', 'D1');
  INSERT INTO neighborhood (id, name, unit_id, beats) VALUES ('riverside', 'Riverside', 'D1', '511 512');
  INSERT INTO engagement (id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at, source, source_ref)
    VALUES ('E1', 'walk.squad', 'riverside', 'P2', 'completed', '2026-11-17T21:10:00Z', '2026-11-17T21:45:00Z', 'cad', '17');
  INSERT INTO participant VALUES ('E1', 'P1'), ('E1', 'P2');
  INSERT INTO note VALUES ('N1', 'P1', 'riverside', 'E1', '2026-11-17T22:00:00Z', 'The streetlight at the bus stop is out.');
  """

@Suite("The journal")
struct JournalTests {
  private func store(_ folder: TemporaryFolder) throws -> EngagementStore {
    let path = folder.file("engagement.db")
    try Schema.create(at: path)
    try foreign(path, sampleRows)
    return try EngagementStore(path: path)
  }

  @Test("records what a plain sqlite3 session inserts, in order, with table, key and parent")
  func inserts() throws {
    let folder = try TemporaryFolder()
    let entries = try store(folder).journal(after: 0)
    #expect(
      entries.map(\.table.rawValue) == [
        "unit", "person", "person", "neighborhood", "engagement", "participant", "participant", "note",
      ])
    #expect(entries.map(\.id) == Array(1...8))
    #expect(entries[5].key == "E1\u{1f}P1")
    #expect(entries[5].parent == "E1")
    #expect(entries.allSatisfy { $0.change == .insert })
  }

  struct Case: CustomTestStringConvertible {
    let sql: String
    let expected: [String]
    var testDescription: String { sql }
  }

  @Test(
    "names what changed, and nothing where nothing did",
    arguments: [
      Case(
        sql: "UPDATE engagement SET place = 'Elm Street', status = 'void'",
        expected: ["engagement E1 update place status"]),
      Case(sql: "UPDATE engagement SET place = NULL", expected: []),
      Case(
        sql: "UPDATE engagement SET id = 'E2'",
        expected: ["engagement E1 delete ", "engagement E2 update id"]),
      Case(
        sql: "DELETE FROM participant WHERE person_id = 'P1'", expected: ["participant E1\u{1f}P1 delete "]),
      Case(
        sql: "PRAGMA foreign_keys = ON; DELETE FROM note; DELETE FROM engagement",
        expected: [
          "note N1 delete ", "participant E1\u{1f}P1 delete ", "participant E1\u{1f}P2 delete ",
          "engagement E1 delete ",
        ]),
      Case(
        sql:
          "INSERT OR REPLACE INTO engagement (id, activity, status, starts_at, source, source_ref) VALUES ('E9', 'walk', 'completed', '2026-11-18T10:00:00Z', 'cad', '17')",
        expected: ["engagement E1 conflict ", "engagement E9 insert "]),
      Case(sql: "BEGIN; DELETE FROM note; ROLLBACK", expected: []),
    ])
  func changes(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    try foreign(store.path, example.sql)
    let found = try store.journal(after: 8).map {
      "\($0.table.rawValue) \($0.key) \($0.change.rawValue) \($0.columns.sorted().joined(separator: " "))"
    }
    #expect(found == example.expected)
  }

  @Test("every table of the contract is journaled for insert, update and delete")
  func everyTable() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    let triggers = try store.connection.rows(
      "SELECT tbl_name || ' ' || name FROM sqlite_schema WHERE type = 'trigger'"
    ) { $0.text(0) }
    let tables = try store.connection.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'rollcall_%' AND name NOT LIKE 'sqlite_%'"
    ) { $0.text(0) }
    #expect(Set(tables) == Set(Journal.Table.allCases.map(\.rawValue)))
    for table in tables {
      for change in ["insert", "update", "delete"] {
        #expect(triggers.contains("\(table) rollcall_\(table)_\(change)"))
      }
    }
  }

  @Test("is pruned up to the cursor, but its newest row stays so that no id is given twice")
  func pruning() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    while try store.pruneJournal(upTo: 8, limit: 3) > 0 {}
    #expect(try store.journal(after: 0).map(\.id) == [8])
    try foreign(store.path, "DELETE FROM note")
    #expect(try store.journal(after: 8).map(\.id) == [9])
  }
}

@Suite("Adopting a store")
struct AdoptionTests {
  @Test("a version 1 store made by others keeps every row and can still be written by them")
  func foreignStore() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("engagement.db")
    try foreign(path, Schema.contract + sampleRows)
    let before = try contents(path)
    let store = try EngagementStore(path: path)
    #expect(try contents(path) == before)
    try foreign(
      path,
      "INSERT INTO note VALUES ('N2', 'P2', NULL, NULL, '2026-11-18T08:00:00Z', 'Thanks to the night watch.')"
    )
    #expect(try store.journal(after: 0).map(\.key) == ["N2"])
    let again = try EngagementStore(path: path)
    #expect(again.identity == store.identity)
    #expect(try again.journal(after: 0).count == 1)
  }

  @Test("another program's database, a newer store and one that lacks a table are refused in words")
  func refused() throws {
    let folder = try TemporaryFolder()
    let other = folder.file("other.db")
    let newer = folder.file("newer.db")
    let partial = folder.file("partial.db")
    try foreign(other, "PRAGMA application_id = 42; CREATE TABLE x(y)")
    try foreign(newer, Schema.contract + "PRAGMA user_version = 7")
    try foreign(partial, Schema.contract + "DROP TABLE outcome")
    #expect(throws: StoreError.notAStore(path: other, applicationID: 42)) { try EngagementStore(path: other) }
    #expect(throws: StoreError.newerVersion(path: newer, version: 7)) { try EngagementStore(path: newer) }
    #expect(throws: StoreError.lacksTable(path: partial, table: "outcome")) {
      try EngagementStore(path: partial)
    }
    #expect(throws: StoreError.missing(folder.file("none.db"))) {
      try EngagementStore(path: folder.file("none.db"))
    }
  }

  private func contents(_ path: String) throws -> [String] {
    let connection = try Connection(path: path, access: .readOnly)
    return try Journal.Table.allCases.flatMap { table in
      let columns = try connection.rows("SELECT name FROM pragma_table_info(?)", table.rawValue) {
        "quote(\($0.text(0)))"
      }
      return try connection.rows(
        "SELECT \(columns.joined(separator: " || ',' || ")) FROM \(table.rawValue) ORDER BY 1"
      ) {
        "\(table.rawValue): \($0.text(0))"
      }
    }
  }
}

@Suite("Looking for changes")
struct LookTests {
  @Test("sees a foreign commit, and nothing where there was none")
  func commits() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("engagement.db")
    try Schema.create(at: path)
    let store = try EngagementStore(path: path)
    #expect(try store.look() == .unchanged)
    try foreign(path, sampleRows)
    #expect(try store.hasCommitted())
    #expect(try store.look() == .committed)
    #expect(try store.look() == .unchanged)
    _ = try store.pruneJournal(upTo: 5)
    #expect(try store.look() == .unchanged, "its own writing is no news")
  }

  @Test(
    "goes on through checkpoint, truncation and VACUUM",
    arguments: ["PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM"])
  func maintenance(_ sql: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("engagement.db")
    try Schema.create(at: path)
    let store = try EngagementStore(path: path)
    try foreign(path, sampleRows)
    try foreign(path, sql)
    try foreign(path, "DELETE FROM note")
    #expect(try store.look() == .committed)
    #expect(try store.journal(after: 0).last?.change == .delete)
  }

  @Test("a file put in the store's place is opened and adopted, and its owner loses nothing")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("engagement.db")
    try Schema.create(at: path)
    try foreign(path, sampleRows)
    let store = try EngagementStore(path: path)
    let before = store.identity
    try store.settleFiles()
    let next = folder.file("next.db")
    try foreign(
      next, Schema.contract + sampleRows + "DELETE FROM participant; PRAGMA wal_checkpoint(TRUNCATE)")
    try #require(rename(next, path) == 0)
    #expect(try store.look() == .replaced)
    #expect(store.identity != before)
    #expect(try store.allEngagementIDs() == ["E1"])
    try foreign(path, "DELETE FROM note")
    #expect(try store.look() == .committed)
    #expect(
      try Connection(path: path, access: .readOnly).first("PRAGMA integrity_check") { $0.text(0) } == "ok")
  }

  @Test("a store that is gone is said to be gone, and found again when it is back")
  func gone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("engagement.db")
    try Schema.create(at: path)
    let store = try EngagementStore(path: path)
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    #expect(throws: StoreError.missing(path)) { try store.look() }
    #expect(throws: StoreError.missing(path)) { try store.journal(after: 0) }
    try Schema.create(at: path)
    try foreign(path, sampleRows)
    #expect(try store.look() == .replaced)
    #expect(try store.allNoteIDs() == ["N1"])
  }
}
