import TestSupport
import Testing

/// Gaps in roster and quotas, told by the daemon before anybody misses anything.
@Suite struct GapTests {
  @Test("each gap is told once a change, looked for once a local day", arguments: Town.Life.allCases)
  func once(_ life: Town.Life) async throws {
    let town = try Town(life, quotas: Riverton.squadWalk, showsGaps: true)
    #expect(try await town.at("2026-11-16 05:00") == [])
    let silent = "UPDATE person SET email = NULL WHERE id = 'silva';"
    #expect(try await town.at("2026-11-16 09:00", silent) == [], "not twice a day")
    #expect(try await town.at("2026-11-17 05:00") == ["store.problem person/silva"])
    #expect(try await town.at("2026-11-18 05:00") == [])
    let mended = "UPDATE person SET email = 'silva@example.test' WHERE id = 'silva';"
    #expect(try await town.at("2026-11-19 05:00", mended) == [])
    #expect(try await town.at("2026-11-20 05:00", silent) == ["store.problem person/silva"], "it came back")
    let event = try #require(try town.events().last)
    #expect(
      event.text
        == "Person silva: a leader without a usable e-mail address; their alerts go to their supervisor.")
  }
}
