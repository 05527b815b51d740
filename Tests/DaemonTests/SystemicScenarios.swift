import TestSupport
import Testing

@Suite("Nothing logged at all, nearly everywhere: one notice to the captain, then up")
struct SystemicScenarios {
  @Test("the story of", arguments: stories, Town.Life.allCases)
  func plays(_ story: Scenario, _ life: Town.Life) async throws { try await story.play(life) }

  /// Five more neighborhoods of Capt. Ruiz, all Sgt. Kelling's.
  static let places = ["ash", "birch", "elm", "oak", "pine"].map { id in
    """
    INSERT INTO neighborhood (id, name, unit_id, captain_id) VALUES ('\(id)', '\(id.prefix(1).uppercased())\(id.dropFirst())', 'D1', 'ruiz');
    INSERT INTO assignment (neighborhood_id, person_id) VALUES ('\(id)', 'kelling'), ('\(id)', 'tran');
    """
  }.joined(separator: "\n")

  static let short = Riverton.walk("E1", "2026-11-18 10:00", minutes: 22)
  static let shortPosts = ["engagement.completed E1", "leader.participated E1"]

  static func missed(_ places: String..., as type: String = "quota.missed") -> [String] {
    places.map { "\(type) squad-walk/\($0)/2026-11-16" }
  }

  static let stories = [
    Scenario(
      "five of six without any record: one mail to the captain, the sixth as ever, the chief a day later",
      configuration: "escalation: { nudgeAt: 1 },", quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", places),
      Scenario.Step(
        time: "2026-11-25 09:00", sql: short,
        expected: shortPosts + ["engagement.uncounted E1"]
          + missed("ash", "birch", "elm", "oak", "pine", "riverside") + [
            "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16",
            "mail ruiz: Nothing logged for 5 of 6, week of Nov 16",
          ]),
      Scenario.Step(
        time: "2026-11-26 08:00", sql: Riverton.walk("E2", "2026-11-19 10:00", neighborhood: "elm"),
        expected: ["engagement.completed E2", "leader.participated E2"]
          + missed("elm", as: "quota.cleared") + missed("elm", as: "quota.met") + [
            "mail ruiz: Cleared: Squad walk, Elm, week of Nov 16"
          ]),
      Scenario.Step(
        time: "2026-11-26 09:00", sql: "",
        expected: missed("ash", "birch", "oak", "pine", "riverside", as: "quota.escalated") + [
          "mail ode: Nothing logged for 5 of 6, week of Nov 16",
          "mail silva: Squad walk, Riverside: 0 of 1 logged, week of Nov 16",
        ])),
    Scenario(
      "four without any record, which stay with those responsible",
      quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", places),
      Scenario.Step(
        time: "2026-11-25 09:00",
        sql: short + Riverton.walk("E2", "2026-11-19 10:00", minutes: 5, neighborhood: "elm"),
        expected: shortPosts + ["engagement.uncounted E1"] + [
          "engagement.completed E2", "leader.participated E2", "engagement.uncounted E2",
        ] + missed("ash", "birch", "elm", "oak", "pine", "riverside") + [
          "mail kelling: Expectation: 6 not logged, 6 places"
        ])),
  ]

  @Test("says what is missing, whose command it is, and by which rule; every case has its header")
  func words() async throws {
    let town = try Town(quotas: Riverton.squadWalk)
    _ = try await town.at("2026-11-15 12:00", Self.places)
    _ = try await town.at("2026-11-25 09:00", Self.short)
    let mail = try #require(try town.mails(to: "ruiz").first)
    #expect(mail.headers("Rollcall-Case").count == 5)
    #expect(
      mail.text == """
        Nothing logged for 5 of 6, week of Nov 16
        -----------------------------------------

        Under Capt. Maria Ruiz, nothing at all was logged for 5 of 6 that were
        planned (Mon Nov 16 to Sun Nov 22). So much at once usually has a cause
        that no single person answers for: records that did not arrive, a large
        event, a plan that does not fit. So it is told in one notice, to the
        captain and then to those above, and not to everybody responsible.

        You hear of it first because it is your command.

        What it is about:

        - Squad walk, Ash: 0 of 1 logged; case squad-walk/ash/2026-11-16
        - Squad walk, Birch: 0 of 1 logged; case squad-walk/birch/2026-11-16
        - Squad walk, Elm: 0 of 1 logged; case squad-walk/elm/2026-11-16
        - Squad walk, Oak: 0 of 1 logged; case squad-walk/oak/2026-11-16
        - Squad walk, Pine: 0 of 1 logged; case squad-walk/pine/2026-11-16

        The expectation says:

        - Squad walk: 1 in a work week, 30 min or longer; coordinated by a
          sergeant of patrol assigned to the neighborhood; with 1 officer or
          detective.

        If it was done, have it logged: nothing more is needed. If it could not
        be done, say why: rollcallctl answer CASE. Those above the people
        responsible can acknowledge it with a plan (rollcallctl ack CASE) or
        waive it with a reason (rollcallctl waive CASE).

        Not for individual performance evaluation.

        """)
  }
}
