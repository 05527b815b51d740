import Foundation
import Testing

@testable import RollCall

@Suite("Escalation: the climb")
struct EscalationClimbTests {
  private var story = EscalationRun()

  @Test("one supervisor at a time, each after its delay in working days, up to the head of the agency")
  mutating func climb() throws {
    #expect(story.run("2026-11-25 09:00", [obligation()]) == ["s missed"])
    #expect(story.nextDue("2026-11-25 09:00") == at("2026-11-27 09:00"))
    #expect(story.run("2026-11-27 08:59", [obligation()]) == [])
    #expect(story.run("2026-11-27 09:00", [obligation()]) == ["l escalated 1"])
    #expect(story.nextDue("2026-11-27 09:00") == at("2026-12-01 09:00"))
    #expect(story.run("2026-12-01 09:00", [obligation()]) == ["c escalated 2"])
    #expect(story.run("2026-12-03 09:00", [obligation()]) == ["h escalated 3"])
    #expect(story.nextDue("2026-12-03 09:00") == nil)
    let found = try #require(story.onlyCase)
    #expect(found.stateName == "exhausted")
    #expect(found.told.map(\.id) == ["s", "l", "c", "h"])
    #expect(
      story.eventTypes == ["quota.missed", "quota.escalated", "quota.escalated", "quota.escalated"])
    #expect(
      found.timeline.map(\.text) == [
        "Opened: Shift walk, Riverside, week of Nov 16: 2 of 3 logged, 1 not logged.",
        "Step 0: told Sgt. Bo Kelling (responsible).",
        "Step 1: told Lt. Ana Silva (supervises Sgt. Bo Kelling).",
        "Step 2: told Capt. Maria Ruiz (supervises Lt. Ana Silva).",
        "Step 3: told Chief Ida Ode (supervises Capt. Maria Ruiz).",
        "The climb ends: nobody further up is left to tell.",
      ])
  }

  @Test("an outage of three weeks does not storm: one step a run, each delay kept after the step before")
  mutating func outage() {
    story.run("2026-11-25 09:00", [obligation()])
    #expect(story.run("2026-12-16 10:00") == ["l escalated 1"])
    #expect(story.run("2026-12-16 10:00") == [])
    #expect(story.run("2026-12-17 10:00") == [])
    #expect(story.nextDue("2026-12-16 10:00") == at("2026-12-18 10:00"))
    #expect(story.run("2026-12-18 10:00") == ["c escalated 2"])
    #expect(story.nextDue("2026-12-18 10:00") == at("2026-12-22 10:00"))
  }

  @Test("a restart between any two runs changes nothing", arguments: [true, false])
  mutating func restart(_ restarting: Bool) throws {
    var heard: [[String]] = []
    for time in ["2026-11-25 09:00", "2026-11-25 09:01", "2026-11-27 09:00", "2026-12-01 09:00"] {
      heard.append(story.run(time, [obligation()]))
      guard restarting else { continue }
      let changes = story.escalator.takeChanges()
      #expect(story.escalator.takeChanges().cases.isEmpty)
      story.escalator = Escalator(
        cases: try story.escalator.cases.values.map { try EscalationCase(stored: $0.stored()) },
        memories: try changes.memories.map { try ObligationMemory(stored: $0.stored()) })
    }
    #expect(heard == [["s missed"], [], ["l escalated 1"], ["c escalated 2"]])
  }

  @Test("an open case keeps the rule it was opened under")
  mutating func frozen() throws {
    story.run("2026-11-25 09:00", [obligation()])
    story.world.rule = EscalationRule(steps: [.elapsed(.zero), .elapsed(.seconds(60))])
    #expect(story.run("2026-11-25 10:00", [obligation()]) == [])
    #expect(story.nextDue("2026-11-25 10:00") == at("2026-11-27 09:00"))
    #expect(try #require(story.onlyCase).rule.quota == EscalationWorld.shiftWalk)
  }

  @Test("what was not assessed opens nothing: the first start and a silent source are silent")
  mutating func unassessed() {
    #expect(story.run("2026-11-25 09:00", [obligation(.unassessed)]) == [])
    #expect(story.escalator.cases.isEmpty && story.escalator.memories.isEmpty && story.events.isEmpty)
    story.run("2026-11-25 10:00", [obligation()])
    #expect(story.run("2026-11-27 09:59", [obligation(.unassessed)]) == [])
    #expect(story.escalator.cases.count == 1)
  }

  struct Chart: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout EscalationWorld) -> Void
    var responsible = ["s"]
    /// What is heard in the runs at which a step is due, as long as there are any.
    let heard: [[String]]
    let skipped: [String]
  }

  static let charts = [
    Chart(
      testDescription: "the lieutenant has no address: the captain at once",
      change: { $0.change("l") { .init(like: $0, email: nil) } },
      heard: [["s missed"], ["c escalated 1"], ["h escalated 2"]], skipped: ["l no_address"]),
    Chart(
      testDescription: "the lieutenant has left: the captain at once",
      change: { $0.change("l") { .init(like: $0, until: LocalDay("2026-11-20")) } },
      heard: [["s missed"], ["c escalated 1"], ["h escalated 2"]], skipped: ["l inactive"]),
    Chart(
      testDescription: "lieutenant and captain cannot be told: the chief at once",
      change: {
        $0.change("l") { .init(like: $0, email: "") }
        $0.change("c") { .init(like: $0, until: LocalDay("2026-11-20")) }
      }, heard: [["s missed"], ["h escalated 1"]], skipped: ["l no_address", "c inactive"]),
    Chart(
      testDescription: "the lieutenant is away: told as well, not waited for",
      change: {
        let day: LocalDay = "2026-11-27"
        $0.absences = [.init(personID: "l", from: day, through: day)]
      }, heard: [["s missed"], ["c escalated 1", "l escalated 1"], ["h escalated 2"]], skipped: []),
    Chart(
      testDescription:
        "the sergeant is not in the roster any more and answers for it still: the head of the agency",
      change: { $0.change("s") { _ in nil } }, heard: [["h missed"]], skipped: ["s unknown"]),
    Chart(
      testDescription: "the sergeant's supervisor is unknown: the next filled rank of the district",
      change: { $0.change("s") { .init(like: $0, supervisor: "ghost") } },
      heard: [["s missed"], ["l escalated 1"], ["c escalated 2"], ["h escalated 3"]],
      skipped: ["ghost unknown"]),
    Chart(
      testDescription: "the roster names no supervisor: the next filled rank of the district",
      change: { $0.change("l") { .init(like: $0, supervisor: nil) } },
      heard: [["s missed"], ["l escalated 1"], ["c escalated 2"], ["h escalated 3"]], skipped: []),
    Chart(
      testDescription: "sergeant and lieutenant supervise each other: on with the next filled rank",
      change: { $0.change("l") { .init(like: $0, supervisor: "s") } },
      heard: [["s missed"], ["l escalated 1"], ["c escalated 2"], ["h escalated 3"]], skipped: []),
    Chart(
      testDescription: "everybody supervises themselves",
      change: { world in world.people = world.people.map { .init(like: $0, supervisor: $0.id) } },
      heard: [["s missed"], ["l escalated 1"], ["c escalated 2"], ["h escalated 3"]], skipped: []),
    Chart(
      testDescription: "the post is vacant: the owner of the neighborhood's plan",
      change: { $0.change("l") { _ in nil } }, responsible: [],
      heard: [["c missed"], ["h escalated 1"]], skipped: [" vacant"]),
    Chart(
      testDescription: "the post and the whole district are vacant: the head of the agency",
      change: { world in
        for id in ["s", "l", "c"] { world.change(id) { _ in nil } }
      }, responsible: [], heard: [["h missed"]], skipped: [" vacant"]),
    Chart(
      testDescription: "nobody at all can be told",
      change: { world in world.people = world.people.map { .init(like: $0, email: nil) } },
      heard: [[]], skipped: ["s no_address", "l no_address", "c no_address", "h no_address"]),
    Chart(
      testDescription: "there is nobody at all", change: { $0.people = [] }, heard: [[]],
      skipped: ["s unknown"]),
    Chart(
      testDescription: "two are responsible, with one lieutenant: told once",
      change: { $0.people.append(EscalationWorld.person("t", "Cy Moor", "sergeant", above: "l")) },
      responsible: ["s", "t"],
      heard: [["s missed", "t missed"], ["l escalated 1"], ["c escalated 2"], ["h escalated 3"]], skipped: []),
    Chart(
      testDescription: "a captain and the lieutenant below are both responsible: nobody twice",
      change: { _ in }, responsible: ["l", "c"],
      heard: [["c missed", "l missed"], ["h escalated 1"]], skipped: []),
    Chart(
      testDescription: "the chief alone is responsible", change: { _ in }, responsible: ["h"],
      heard: [["h missed"]], skipped: []),
  ]

  @Test("the climb finds its way", arguments: charts)
  mutating func chart(_ chart: Chart) throws {
    chart.change(&story.world)
    let missed = obligation(responsible: chart.responsible)
    var (now, heard) = (at("2026-11-25 09:00"), [[String]]())
    for _ in 0..<10 {
      heard.append(story.run(now, [missed]))
      guard let next = story.escalator.nextDue(story.world.facts, after: now) else { break }
      #expect(next > now)
      now = next
    }
    #expect(heard == chart.heard)
    let found = try #require(story.onlyCase)
    #expect(found.steps.flatMap(\.skipped).map { "\($0.id) \($0.why.rawValue)" } == chart.skipped)
    #expect(found.stateName == "exhausted")
  }

  @Test("the configured steps end the climb below the head")
  mutating func shortLadder() throws {
    story.world.rule = EscalationRule(steps: [.elapsed(.zero), .workingDays(1)])
    story.run("2026-11-25 09:00", [obligation()])
    story.run("2026-11-27 09:00")
    #expect(
      try #require(story.onlyCase).timeline.last?.text == "The climb ends: all configured steps are taken.")
    #expect(story.nextDue("2026-11-27 09:00") == nil)
  }

  @Test(
    "delays of hours, days and working days, also mixed",
    arguments: [
      (["0h", "6h", "30h"], "2026-11-25 15:00", "2026-11-26 15:00"),
      (["0h", "12h", "1wd"], "2026-11-25 21:00", "2026-11-27 09:00"),
      (["0h", "1wd", "7d"], "2026-11-27 09:00", "2026-12-02 09:00"),
    ])
  mutating func mixed(_ steps: [String], first: String, second: String) {
    story.world.rule = EscalationRule(steps: steps.compactMap(Span.init))
    story.run("2026-11-25 09:00", [obligation()])
    #expect(story.nextDue("2026-11-25 09:00") == at(first))
    story.run(first)
    #expect(story.nextDue(first) == at(second))
  }
}

extension Person {
  init(like other: Person, email: String?) {
    self.init(other, email: email, supervisor: other.supervisorID, until: other.activeUntil)
  }
  init(like other: Person, supervisor: String?) {
    self.init(other, email: other.email, supervisor: supervisor, until: other.activeUntil)
  }
  init(like other: Person, until: LocalDay?) {
    self.init(other, email: other.email, supervisor: other.supervisorID, until: until)
  }
  private init(_ other: Person, email: String?, supervisor: String?, until: LocalDay?) {
    self.init(
      id: other.id, name: other.name, rank: other.rank, unitID: other.unitID, supervisorID: supervisor,
      email: email, activeUntil: until)
  }
}
