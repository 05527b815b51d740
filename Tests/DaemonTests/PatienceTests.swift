import Foundation
import Platform
import RollCall
import TestSupport
import Testing

@testable import Daemon

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
