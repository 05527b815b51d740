import Foundation
import Platform
import RollCall
import TestSupport
import Testing

@testable import Daemon

/// What owners do to a store's file, and what must not follow from it.
@Suite("A store that is locked, deleted, replaced or restored")
struct StoreTroubleTests {
  private func copy(_ town: Town, to name: String) throws {
    try town.write("VACUUM INTO \(town.scratch.file(name).sql); -- BEGIN: not in a transaction")
  }

  /// As `mv` does: the path leads to another file at once. No -wal of the old one stays beside it.
  private func put(_ name: String, inPlaceOf town: Town) throws {
    for suffix in ["-wal", "-shm"] { unlink(town.settings.store + suffix) }
    guard rename(town.scratch.file(name), town.settings.store) == 0 else { throw Unmet("rename failed") }
  }

  @Test(
    "a backup that is put back: what came after it is taken back, what comes then is told",
    arguments: Town.Life.allCases)
  func restored(_ life: Town.Life) async throws {
    let town = try Town(life)
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    try copy(town, to: "backup.db")
    let later = Riverton.note("N2") + Riverton.note("N3") + Riverton.walk("E1", "2026-11-17 08:00")
    #expect(try await town.at("2026-11-17 10:00", later).count == 4)
    try put("backup.db", inPlaceOf: town)
    #expect(
      try await town.at("2026-11-17 11:00") == [
        "note.withdrawn N2", "note.withdrawn N3", "engagement.withdrawn E1", "leader.withdrawn E1",
      ])
    #expect(try await town.at("2026-11-17 12:00", Riverton.note("N4")) == ["note.shared N4"])
    #expect(try await town.at("2026-11-17 13:00", Riverton.note("N2")) == ["note.shared N2"])
  }

  @Test("a backup that is put back and written on while the daemon was away", arguments: [1, 5, 40])
  func restoredAndWritten(_ notes: Int) async throws {
    let town = try Town()
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    try copy(town, to: "backup.db")
    #expect(
      try await town.at("2026-11-17 10:00", (2...6).map { Riverton.note("N\($0)") }.joined()).count == 5)
    try put("backup.db", inPlaceOf: town)
    try town.write((1...notes).map { Riverton.note("M\($0)") }.joined())
    let found = try await town.at("2026-11-17 11:00")
    #expect(
      Set(found) == Set((1...notes).map { "note.shared M\($0)" } + (2...6).map { "note.withdrawn N\($0)" }))
    #expect(found.count == notes + 5)
  }

  @Test("a backup that SQLite writes over the living store", arguments: Town.Life.allCases)
  func restoredInPlace(_ life: Town.Life) async throws {
    let town = try Town(life)
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    try copy(town, to: "backup.db")
    #expect(try await town.at("2026-11-17 10:00", Riverton.note("N2") + Riverton.note("N3")).count == 2)
    try await ForeignWriter(town.settings.store).run(".restore \(town.scratch.file("backup.db"))")
    #expect(try await town.at("2026-11-17 11:00") == ["note.withdrawn N2", "note.withdrawn N3"])
    #expect(try await town.at("2026-11-17 12:00", Riverton.note("N4")) == ["note.shared N4"])
  }

  @Test("another store with the same records: nothing is said twice", arguments: Town.Life.allCases)
  func replaced(_ life: Town.Life) async throws {
    let records = Riverton.note("N1") + Riverton.walk("E1", "2026-11-17 08:00")
    let town = try Town(life)
    #expect(try await town.at("2026-11-17 09:00", records).count == 3)
    let other = try Town()
    try other.write(records + Riverton.note("N2"))
    try copy(other, to: "copy.db")
    guard rename(other.scratch.file("copy.db"), town.scratch.file("other.db")) == 0 else {
      throw Unmet("rename")
    }
    try put("other.db", inPlaceOf: town)
    #expect(try await town.at("2026-11-17 10:00") == ["note.shared N2"])
  }

  @Test("deleted and back: it is said once, nothing is withdrawn, and nothing is lost")
  func deleted() async throws {
    let town = try Town(.living)
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    try copy(town, to: "kept.db")
    for suffix in ["", "-wal", "-shm"] { unlink(town.settings.store + suffix) }
    for minute in 10...13 { #expect(try await town.at("2026-11-17 09:\(minute)") == []) }
    let complaints = town.lines.filter { $0.hasPrefix("<3>store") }
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains("there is no such file") == true)
    try put("kept.db", inPlaceOf: town)
    #expect(try await town.at("2026-11-17 09:20") == [])
    #expect(try await town.at("2026-11-17 09:30", Riverton.note("N2")) == ["note.shared N2"])
    #expect(town.lines.last { $0.contains("store") }?.contains("works again") == true)
  }

  @Test("an empty file where the store was, as `cp` makes it first, is left to who is writing it")
  func empty() async throws {
    let town = try Town(.living)
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    try copy(town, to: "kept.db")
    for suffix in ["", "-wal", "-shm"] { unlink(town.settings.store + suffix) }
    try town.scratch.write("", to: "engagement.db")
    #expect(try await town.at("2026-11-17 09:10") == [])
    #expect(try Data(contentsOf: URL(fileURLWithPath: town.settings.store)).isEmpty)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: town.scratch.file("kept.db")))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: town.settings.store))
    #expect(try await town.at("2026-11-17 09:11") == [])
    try bytes.write(to: URL(fileURLWithPath: town.settings.store))
    #expect(try await town.at("2026-11-17 09:12", Riverton.note("N2")) == ["note.shared N2"])
  }

  @Test(
    "locked by somebody else: the rest goes on, and it is read when it is free again",
    arguments: Town.Life.allCases)
  func locked(_ life: Town.Life) async throws {
    let town = try Town(life, configuration: CalendarScenarios.shifts)
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")).first == "note.shared N1")
    // In a rollback journal's mode a writer shuts readers out; in WAL nobody can.
    try town.write("PRAGMA journal_mode = DELETE; -- BEGIN: not in a transaction")
    let session = try ForeignWriter(town.settings.store).session()
    try await session.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;" + Riverton.note("N2"))
    switch life {
    case .living: #expect(try await town.at("2026-11-17 10:00") == [])
    case .restarting:
      await #expect(throws: (any Error).self) { _ = try await town.at("2026-11-17 10:00") }
    }
    try await session.run("COMMIT; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM note;")
    #expect(try await town.at("2026-11-17 11:00") == ["note.shared N2"])
  }
}

@Suite("Time, and writers who take their time")
struct PatienceTests {
  @Test("an instant before the last run's is refused, the same one is not")
  func backwards() async throws {
    let town = try Town()
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    let before = try await #require(throws: Regression.self) { _ = try await town.at("2026-11-17 08:59") }
    #expect(before.description.contains("2026-11-17T13:59:00Z"))
    #expect(before.description.contains("2026-11-17T14:00:00Z"))
    #expect(try await town.at("2026-11-17 09:00") == [])
  }

  @Test("a walk written row by row over a minute is published once, when it has been quiet for ten seconds")
  func rowByRow() async throws {
    let town = try Town()
    let core = try Core(settings: town.settings, log: town.log) { _ in }
    let start = try Riverton.instant("2026-11-17 09:00")
    func beat(_ second: Int, _ sql: String = "") async throws -> [String] {
      if !sql.isEmpty { try town.write(sql) }
      await core.bringUpToDate(at: start.addingTimeInterval(Double(second)))
      return try town.news()
    }
    #expect(try await beat(0, Riverton.walk("E1", "2026-11-17 08:00", [])) == [])
    #expect(try await beat(8, "INSERT INTO participant VALUES ('E1', 'kelling')") == [])
    #expect(try await beat(16, "INSERT INTO participant VALUES ('E1', 'tran')") == [])
    #expect(try await beat(24, "INSERT INTO guest (engagement_id, name) VALUES ('E1', 'A neighbour')") == [])
    #expect(try await beat(33) == [])
    #expect(try await beat(34) == ["engagement.completed E1", "leader.participated E1"])
    #expect(try await beat(44) == [])
  }

  @Test(
    "tables emptied in one transaction and filled in later ones: nothing is withdrawn, nothing comes again")
  func reload() async throws {
    let town = try Town()
    let walks = (1...9).map { Riverton.walk("E\($0)", "2026-11-17 0\($0):00") }
    let core = try Core(settings: town.settings, log: town.log) { _ in }
    let start = try Riverton.instant("2026-11-17 12:00")
    try town.write(walks.joined())
    await core.bringUpToDate(at: start, flushing: true)
    #expect(try town.news().count == 18)
    try town.write("DELETE FROM participant; DELETE FROM engagement")
    for (index, walk) in walks.enumerated() {
      await core.bringUpToDate(at: start.addingTimeInterval(Double(60 + index)))
      try town.write(walk)
    }
    for second in [70, 90, 120] {
      await core.bringUpToDate(at: start.addingTimeInterval(Double(second)))
      #expect(try town.news() == [])
    }
  }

  @Test("a withdrawal blanks what was published before; numbers and types stay")
  func withdrawal() async throws {
    let town = try Town()
    _ = try await town.at("2026-11-17 09:00", Riverton.note("N1", "Mrs. Doe of 12 Elm Street called."))
    _ = try await town.at("2026-11-17 10:00", "UPDATE note SET body = 'Mrs. Doe called.'")
    _ = try await town.at("2026-11-17 11:00", "DELETE FROM note")
    let events = try town.events()
    #expect(events.map(\.type) == ["note.shared", "note.corrected", "note.withdrawn"])
    #expect(events.map(\.isWithdrawn) == [true, true, false])
    #expect(!events.contains { $0.json.contains("Doe") })
  }

  @Test("nobody who is not to be named stands in any event")
  func unnamed() async throws {
    let town = try Town()
    _ = try await town.at(
      "2026-11-17 09:00",
      Riverton.walk("E1", "2026-11-17 08:00", ["hart", "kelling"]) + Riverton.note("N1", by: "hart"))
    let events = try town.events()
    #expect(events.map(\.type) == ["note.shared", "engagement.completed", "leader.participated"])
    #expect(!events.contains { $0.json.contains("Hart") || $0.json.contains("hart") })
    #expect(events[1].text.contains("1 colleague"))
  }
}
