import Configuration
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

  @Test("deleted and put back under the same name and number, and written on, while the daemon was away")
  func copiedBack() async throws {
    let town = try Town()
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    try copy(town, to: "backup.db")
    let later = (2...6).map { Riverton.note("N\($0)") }.joined()
    #expect(try await town.at("2026-11-17 10:00", later).count == 5)
    // Written into the same file, whose inode stays.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: town.scratch.file("backup.db")))
    for suffix in ["-wal", "-shm"] { unlink(town.settings.store + suffix) }
    try bytes.write(to: URL(fileURLWithPath: town.settings.store))
    try town.write((1...40).map { Riverton.note("M\($0)") }.joined())
    let found = try await town.at("2026-11-17 11:00")
    #expect(
      Set(found)
        == Set((1...40).map { "note.shared M\($0)" } + (2...6).map { "note.withdrawn N\($0)" }))
    #expect(found.count == 45)
  }

  @Test("held exclusively by somebody else: said once, and read when it is free again")
  func locked() async throws {
    let town = try Town(.living)
    // In WAL nobody shuts readers out; in the mode of a rollback journal a writer does.
    try town.write("PRAGMA journal_mode = DELETE; -- BEGIN: not in a transaction")
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    let session = try ForeignWriter(town.settings.store).session()
    try await session.run("BEGIN EXCLUSIVE;" + Riverton.note("N2"))
    #expect(try await town.at("2026-11-17 10:00") == [])
    #expect(try await town.at("2026-11-17 10:01") == [])
    try await session.run("COMMIT;")
    #expect(try await town.at("2026-11-17 11:00") == ["note.shared N2"])
    let said = town.lines.filter { $0.contains(">store: ") }
    #expect(said.count == 2)
    #expect(said.first?.contains("another program has it locked") == true)
    #expect(said.last?.contains("works again") == true)
  }

  @Test("a long transaction of another program delays nobody, and is seen whole when it is committed")
  func longTransaction() async throws {
    let town = try Town(.living)
    #expect(try await town.at("2026-11-17 09:00", Riverton.note("N1")) == ["note.shared N1"])
    let session = try ForeignWriter(town.settings.store).session()
    try await session.run("BEGIN EXCLUSIVE;" + Riverton.note("N2") + Riverton.note("N3"))
    #expect(try await town.at("2026-11-17 10:00") == [])
    try await session.run("COMMIT;")
    #expect(try await town.at("2026-11-17 11:00") == ["note.shared N2", "note.shared N3"])
    try await session.run("BEGIN EXCLUSIVE;" + Riverton.note("N4"))
    try await session.vanish()
    #expect(try await town.at("2026-11-17 12:00") == [])
    #expect(town.lines.filter { $0.hasPrefix("<3>") } == [])
  }
}
