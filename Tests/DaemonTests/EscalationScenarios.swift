import Foundation
import RollCall
import TestSupport
import Testing

@Suite("What is owed, from the first nudge to the chief")
struct EscalationScenarios {
  @Test("the story of", arguments: stories, Town.Life.allCases)
  func plays(_ story: Scenario, _ life: Town.Life) async throws { try await story.play(life) }

  /// Riverside is walked for one week: what is owed, is owed for the week of November 16.
  static let oneWeek = "UPDATE neighborhood SET active_until = '2026-11-22'"
  static let owed = "squad-walk/riverside/2026-11-16"

  static let missed = [
    at("2026-11-15 12:00", oneWeek),
    at("2026-11-18 23:59"),
    at(
      "2026-11-19 09:00", "", "quota.at_risk \(owed)",
      "mail kelling: Squad walk, Riverside: 0 of 1 logged, 2 working days left"),
    at("2026-11-23 09:00"),
    at("2026-11-24 23:59"),
    at(
      "2026-11-25 09:00", "", "quota.missed \(owed)",
      "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
    at("2026-11-26 08:59"),
    at(
      "2026-11-26 09:00", "", "quota.escalated \(owed)",
      "mail silva: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
    at("2026-11-27 09:00"),
    at(
      "2026-11-30 09:00", "", "quota.escalated \(owed)",
      "mail ruiz: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
  ]

  static let stories = [
    Scenario(
      "a week without a walk, up to the chief, and the record that turns up at last",
      quotas: Riverton.squadWalk,
      steps: missed + [
        at(
          "2026-12-02 09:00", "", "quota.escalated \(owed)",
          "mail ode: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
        at("2026-12-09 09:00"),
        at(
          "2026-12-10 09:00", Riverton.walk("E1", "2026-11-18 10:00"),
          "engagement.completed E1", "leader.participated E1", "quota.cleared \(owed)", "quota.met \(owed)",
          cleared("kelling"),
          cleared("ode"), cleared("ruiz"), cleared("silva")),
      ]),
    Scenario(
      "a record that clears a case, and is voided again",
      quotas: Riverton.squadWalk,
      steps: missed.dropLast(3) + [
        at(
          "2026-11-26 09:00", Riverton.walk("E1", "2026-11-18 10:00"),
          "engagement.completed E1", "leader.participated E1", "quota.cleared \(owed)", "quota.met \(owed)",
          cleared("kelling")),
        at(
          "2026-11-27 09:00", "UPDATE engagement SET status = 'void'", "engagement.withdrawn E1",
          "leader.withdrawn E1", "quota.missed \(owed)",
          "mail kelling: Open again: Squad walk, Riverside: 0 of 1 logged"),
      ]),
    Scenario(
      "two pieces of news for the same person in the same second",
      quotas: Riverton.squadWalk,
      steps: missed.prefix(5) + [
        at(
          "2026-11-25 09:00", "", "quota.missed \(owed)",
          "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
        at(
          "2026-11-25 09:00", Riverton.walk("E1", "2026-11-18 10:00"),
          "engagement.completed E1", "leader.participated E1", "quota.cleared \(owed)", "quota.met \(owed)",
          cleared("kelling")),
      ]),
    Scenario(
      "an outage of three weeks, after which nothing storms",
      quotas: Riverton.squadWalk,
      steps: [
        at("2026-11-15 12:00", oneWeek),
        at(
          "2026-12-09 09:00", "", "quota.missed \(owed)",
          "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
        at("2026-12-09 15:00"),
        at(
          "2026-12-10 09:00", "", "quota.escalated \(owed)",
          "mail silva: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
        at("2026-12-11 09:00"),
      ]),
    Scenario(
      "a store that is adopted with weeks missed long ago: not a word about them",
      quotas: Riverton.squadWalk,
      steps: [
        at("2026-11-25 09:00", oneWeek), at("2026-11-26 09:00"), at("2026-12-10 09:00"),
      ]),
    Scenario(
      "quiet hours, in which nobody is woken",
      configuration: #"escalation: { quiet: { from: "21:00", until: "06:00" } },"#,
      quotas: Riverton.squadWalk,
      steps: [
        at("2026-11-15 12:00", oneWeek),
        at("2026-11-19 00:30"),
        at("2026-11-19 05:59"),
        at(
          "2026-11-19 06:00", "", "quota.at_risk \(owed)",
          "mail kelling: Squad walk, Riverside: 0 of 1 logged, 2 working days left"),
        at("2026-11-25 00:00"),
        at("2026-11-25 05:59"),
        at(
          "2026-11-25 06:00", "", "quota.missed \(owed)",
          "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16"),
      ]),
  ]

  private static func cleared(_ person: String) -> String {
    "mail \(person): Cleared: Squad walk, Riverside, week of Nov 16"
  }

  @Test(
    "each person's mails about a case are one thread, with the case in a header",
    arguments: Town.Life.allCases)
  func threads(_ life: Town.Life) async throws {
    let town = try Town(life, quotas: Riverton.squadWalk)
    for step in Self.missed { _ = try await town.at(step.time, step.sql) }
    _ = try await town.at("2026-12-01 09:00", Riverton.walk("E1", "2026-11-18 10:00"))
    for (person, count) in [("kelling", 3), ("silva", 2), ("ruiz", 2), ("ode", 0)] {
      let mails = try town.mails(to: person)
      #expect(mails.count == count, "\(person)")
      #expect(Set(mails.map(\.messageID)).count == count)
      for (index, mail) in mails.enumerated() {
        #expect(mail.references == mails.prefix(index).map(\.messageID), "\(person), mail \(index)")
        #expect(mail.header("In-Reply-To") == (index == 0 ? "" : mails[index - 1].messageID))
        #expect(mail.text.contains("Not for individual performance evaluation."))
      }
    }
    // The nudge came before there was a case.
    #expect(
      try town.mails(to: "kelling").map { $0.headers("Rollcall-Case") } == [[], [Self.owed], [Self.owed]])
    #expect(try town.mails(to: "silva").allSatisfy { $0.headers("Rollcall-Case") == [Self.owed] })
    #expect(try town.mails(to: "silva")[0].text.contains("you supervise Sgt. Bo Kelling"))
  }
}
