import TestSupport
import Testing

@Suite("What does not count: the coordinator hears it, once, while it can still be mended")
struct UncountedScenarios {
  @Test("the story of", arguments: stories, Town.Life.allCases)
  func plays(_ story: Scenario, _ life: Town.Life) async throws { try await story.play(life) }

  static let shifts = """
    shifts: [{ id: "day", name: "Day watch", rollCall: "06:45" }, { id: "evening", name: "Evening watch", rollCall: "14:45" }],
    """
  static let short = Riverton.walk("E1", "2026-11-17 08:00", minutes: 22)
  static let told = "mail kelling: Not counted yet: Squad walk, Riverside: 22 min, 30 required"

  static let stories = [
    Scenario(
      "a walk that is too short, told at the next roll call and never again",
      configuration: shifts, quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", "", "digest.published 2026-11-15/day"),
      at(
        "2026-11-17 09:00", short, "engagement.completed E1", "leader.participated E1",
        "engagement.uncounted E1", "digest.published 2026-11-17/day"),
      at("2026-11-17 14:44"),
      at("2026-11-17 14:45", "", "digest.published 2026-11-17/evening", told),
      at("2026-11-18 06:45", "", "digest.published 2026-11-18/day"),
      at(
        "2026-11-18 09:00", "UPDATE engagement SET ends_at = '2026-11-17T13:25:00Z'",
        "engagement.corrected E1", "leader.corrected E1", "engagement.uncounted E1"),
      at("2026-11-18 14:45", "", "digest.published 2026-11-18/evening")),
    Scenario(
      "a walk that counts by then",
      configuration: shifts, quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", "", "digest.published 2026-11-15/day"),
      at(
        "2026-11-17 09:00", short, "engagement.completed E1", "leader.participated E1",
        "engagement.uncounted E1", "digest.published 2026-11-17/day"),
      at(
        "2026-11-17 10:00", "UPDATE engagement SET ends_at = '2026-11-17T13:31:00Z'",
        "engagement.corrected E1", "leader.corrected E1",
        "quota.met squad-walk/riverside/2026-11-16"),
      at("2026-11-17 14:45", "", "digest.published 2026-11-17/evening")),
    Scenario(
      "a coordinator who hears it at the roll call of their own shift",
      configuration: shifts, quotas: Riverton.squadWalk,
      at(
        "2026-11-15 12:00", "UPDATE person SET shift = 'day' WHERE id = 'kelling'",
        "digest.published 2026-11-15/day"),
      at(
        "2026-11-17 09:00", short, "engagement.completed E1", "leader.participated E1",
        "engagement.uncounted E1", "digest.published 2026-11-17/day"),
      at("2026-11-17 14:45", "", "digest.published 2026-11-17/evening"),
      at("2026-11-18 06:45", "", "digest.published 2026-11-18/day", told)),
    Scenario(
      "two walks in one mail, and a coordinator without address, whose reasons nobody else hears",
      configuration: shifts, quotas: Riverton.squadWalk,
      at(
        "2026-11-15 12:00",
        """
        INSERT INTO person (id, name, rank, unit_id, supervisor_id) VALUES ('bell', 'Kim Bell', 'sergeant', 'D1', 'silva');
        INSERT INTO assignment (neighborhood_id, person_id) VALUES ('riverside', 'bell');
        """, "digest.published 2026-11-15/day"),
      at(
        "2026-11-17 09:00",
        short + Riverton.walk("E2", "2026-11-17 07:00", ["kelling"])
          + Riverton.walk("E3", "2026-11-17 07:30", ["bell"]),
        "engagement.completed E1", "leader.participated E1", "engagement.uncounted E1",
        "engagement.completed E2", "leader.participated E2", "engagement.uncounted E2",
        "engagement.completed E3", "leader.participated E3", "engagement.uncounted E3",
        "digest.published 2026-11-17/day"),
      at(
        "2026-11-17 14:45", "", "digest.published 2026-11-17/evening",
        "mail kelling: Not counted yet: Squad walk, Riverside")),
    Scenario(
      "a walk of before a roll call that the daemon comes to late",
      configuration: shifts, quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", "", "digest.published 2026-11-15/day"),
      at(
        "2026-11-18 06:47", short, "engagement.completed E1", "leader.participated E1",
        "engagement.uncounted E1", "digest.published 2026-11-18/day", told)),
    Scenario(
      "a period that began before the first start, and one that is over",
      configuration: shifts, quotas: Riverton.squadWalk,
      at(
        "2026-11-17 09:00", short, "engagement.completed E1", "leader.participated E1",
        "engagement.uncounted E1", "digest.published 2026-11-17/day"),
      at("2026-11-17 14:45", "", "digest.published 2026-11-17/evening"),
      at(
        "2026-11-30 09:00", "", "quota.at_risk squad-walk/riverside/2026-11-23",
        "digest.published 2026-11-30/day",
        "mail kelling: Squad walk, Riverside: 0 of 1 logged"),
      at(
        "2026-12-01 09:00", Riverton.walk("E2", "2026-11-27 08:00", minutes: 22),
        "engagement.completed E2", "leader.participated E2", "engagement.uncounted E2",
        "digest.published 2026-12-01/day"),
      at("2026-12-01 14:45", "", "digest.published 2026-12-01/evening")),
    Scenario(
      "a night watch whose roll call lies in the quiet hours",
      configuration: """
        shifts: [{ id: "night", name: "Night watch", rollCall: "22:45" }],
        escalation: { quiet: { from: "21:00", until: "06:00" } },
        """, quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", "", "digest.published 2026-11-14/night"),
      at(
        "2026-11-17 09:00", short, "engagement.completed E1", "leader.participated E1",
        "engagement.uncounted E1", "digest.published 2026-11-16/night"),
      at("2026-11-17 22:45", "", "digest.published 2026-11-17/night"),
      at("2026-11-18 05:59"),
      at("2026-11-18 06:00", "", told)),
    Scenario(
      "a workday with no roll call left, on which it is told at once",
      configuration: shifts,
      quotas: Riverton.squadWalk.replacing("workWeek", with: "workday"),
      at("2026-11-16 23:00", "", "digest.published 2026-11-16/evening"),
      at(
        "2026-11-17 14:50", "", "quota.at_risk squad-walk/riverside/2026-11-17",
        "digest.published 2026-11-17/evening",
        "mail kelling: Squad walk, Riverside: 0 of 1 logged, 1 working day left"),
      at(
        "2026-11-17 18:00", Riverton.walk("E1", "2026-11-17 17:00", minutes: 22),
        "engagement.completed E1", "leader.participated E1", "engagement.uncounted E1", told)),
  ]

  @Test("says plainly what was logged, why it does not count, and what would make it count")
  func words() async throws {
    let town = try Town(configuration: Self.shifts, quotas: Riverton.squadWalk)
    _ = try await town.at("2026-11-15 12:00")
    _ = try await town.at(
      "2026-11-17 09:00", Self.short + Riverton.walk("E2", "2026-11-17 07:00", ["kelling"]))
    _ = try await town.at("2026-11-17 14:45")
    let mail = try #require(try town.mails(to: "kelling").first)
    #expect(try town.mails(to: "kelling").count == 1)
    #expect(mail.headers("Rollcall-Case") == [])
    #expect(
      mail.text == """
        Squad walk, Riverside, week of Nov 16
        -------------------------------------

        These were logged with you as their coordinator. By the rule below they
        do not count yet:

        - Tue Nov 17, 07:00, 35 min: does not count (no officer or detective
          present)
        - Tue Nov 17, 08:00, 22 min: does not count (22 min, 30 required)

        What would make it count:

        - If such people took part, have them logged as participants; or another
          one that fits counts as well (until Sun Nov 22).
        - If it lasted longer than was logged, have its times corrected; or
          another one that fits counts as well (until Sun Nov 22).

        The expectation says: 1 in a work week, 30 min or longer; coordinated by
        a sergeant of patrol assigned to the neighborhood; with 1 officer or
        detective.

        0 of 1 logged so far, 4 working days left (Mon Nov 16 to Sun Nov 22).
        There is still time.

        Not for individual performance evaluation.

        """)
  }
}
