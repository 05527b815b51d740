import TestSupport
import Testing

@Suite("A case keeps the rule it was opened under, whatever the configuration says later")
struct RuleChangeScenarios {
  static let owed = "squad-walk/riverside/2026-11-16"
  static let missed = "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"
  static let escalated = "mail silva: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"

  /// Riverside is walked for one week, and was not: its case is open since Wednesday, November 25, 09:00.
  private func town(_ life: Town.Life) async throws -> Town {
    let town = try Town(life, quotas: Riverton.squadWalk)
    _ = try await town.at("2026-11-15 12:00", "UPDATE neighborhood SET active_until = '2026-11-22'")
    #expect(try await town.at("2026-11-25 09:00") == ["quota.missed \(Self.owed)", Self.missed])
    return town
  }

  @Test("its steps", arguments: Town.Life.allCases)
  func steps(_ life: Town.Life) async throws {
    let town = try await town(life)
    try await town.configure(#"escalation: { steps: ["0h", "1h", "2h"] },"#, quotas: Riverton.squadWalk)
    #expect(try await town.at("2026-11-25 12:00") == [])
    #expect(try await town.at("2026-11-26 09:00") == ["quota.escalated \(Self.owed)", Self.escalated])
    #expect(try await town.at("2026-11-26 12:00") == [])
  }

  @Test(
    "what counts and how many: a record that was enough then still clears it, once",
    arguments: [
      Riverton.squadWalk.replacing("minutes: 30", with: "minutes: 60"),
      Riverton.squadWalk.replacing("times: 1", with: "times: 3"),
      Riverton.squadWalk.replacing(#"rank: ["sergeant"]"#, with: #"rank: ["captain"]"#), "",
    ], Town.Life.allCases)
  func counting(_ quotas: String, _ life: Town.Life) async throws {
    let town = try await town(life)
    try await town.configure(quotas: quotas)
    #expect(try await town.at("2026-11-26 09:00") == ["quota.escalated \(Self.owed)", Self.escalated])
    #expect(
      try await town.at("2026-11-27 09:00", Riverton.walk("E1", "2026-11-18 10:00")) == [
        "engagement.completed E1", "leader.participated E1", "quota.cleared \(Self.owed)",
        "quota.met \(Self.owed)", "mail kelling: Cleared: Squad walk, Riverside, week of Nov 16",
        "mail silva: Cleared: Squad walk, Riverside, week of Nov 16",
      ])
    for time in ["2026-11-27 10:00", "2026-11-28 10:00", "2026-12-04 09:00"] {
      #expect(try await town.at(time) == [], "\(time)")
    }
    let voided = try await town.at("2026-12-04 10:00", "UPDATE engagement SET status = 'void'")
    #expect(voided.contains("quota.missed \(Self.owed)"))
    #expect(voided.contains("mail silva: Open again: Squad walk, Riverside: 0 of 1 logged"))
  }

  @Test("a rule that is gone: the case climbs to its end", arguments: Town.Life.allCases)
  func gone(_ life: Town.Life) async throws {
    let town = try await town(life)
    try await town.configure(quotas: "")
    #expect(try await town.at("2026-11-26 09:00") == ["quota.escalated \(Self.owed)", Self.escalated])
    #expect(
      try await town.at("2026-11-30 09:00") == [
        "quota.escalated \(Self.owed)",
        "mail ruiz: Squad walk, Riverside: 0 of 1 logged, week of Nov 16",
      ])
  }
}
