import Foundation
import Testing

@testable import RollCall

@Suite("Escalation: one notice in place of many")
struct SystemicGapTests {
  private var story = EscalationRun()

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// How many are missed with no record, missed with a record that does not count, met, and owe nothing.
    let silent: Int
    var uncounted = 0
    var met = 0
    var excused = 0
    let isSystemic: Bool
  }

  @Test(
    "at least five and more than half",
    arguments: [
      Case(testDescription: "five of five", silent: 5, isSystemic: true),
      Case(testDescription: "four of four", silent: 4, isSystemic: false),
      Case(testDescription: "five of nine", silent: 5, met: 4, isSystemic: true),
      Case(testDescription: "five of ten", silent: 5, met: 5, isSystemic: false),
      Case(testDescription: "six of eleven", silent: 6, uncounted: 2, met: 3, isSystemic: true),
      Case(
        testDescription: "four and a record that does not count", silent: 4, uncounted: 1, isSystemic: false),
      Case(testDescription: "five, and many that owe nothing", silent: 5, excused: 20, isSystemic: true),
    ])
  mutating func threshold(_ story: Case) {
    let short = [Obligation.Tally(id: "w", reasons: [.init(.tooShort, "22 min, 30 required")])]
    let all =
      places(story.silent, "a") { obligation(place: $0, named: $0, counted: 0) }
      + places(story.uncounted, "b") { obligation(place: $0, named: $0, counted: 0, uncounted: short) }
      + places(story.met, "c") { obligation(.met, place: $0, named: $0, counted: 3) }
      + places(story.excused, "d") { obligation(.excused, place: $0, named: $0, required: 0, counted: 0) }
    let heard = self.story.run("2026-11-25 09:00", all)
    let total = story.silent + story.uncounted + story.met
    let singles = Array(repeating: "s missed", count: story.uncounted)
    #expect(
      heard
        == (story.isSystemic
          ? Array(repeating: "c systemic 0: \(story.silent) of \(total)", count: story.silent) + singles
          : Array(repeating: "s missed", count: story.silent) + singles))
  }

  @Test("what was only planned or called off is no record")
  mutating func planned() {
    story.world.engagements = [
      "p": Engagement(
        id: "p", activity: "walk.shift", status: .planned, startsAt: at("2026-11-17 10:00")),
      "q": Engagement(
        id: "q", activity: "walk.shift", status: .inProgress, startsAt: at("2026-11-17 10:00")),
    ]
    func tally(_ id: String) -> [Obligation.Tally] {
      [.init(id: id, reasons: [.init(.notCompleted, "planned")])]
    }
    var all = places(5, "a") { obligation(place: $0, named: $0, counted: 0, uncounted: tally("p")) }
    #expect(story.run("2026-11-25 09:00", all).allSatisfy { $0 == "c systemic 0: 5 of 5" })
    story.escalator = Escalator()
    all[0] = obligation(place: "a0", named: "a0", counted: 0, uncounted: tally("q"))
    #expect(story.run("2026-11-25 09:00", all).allSatisfy { $0 == "s missed" })
  }

  @Test("each captain and each period by itself")
  mutating func apart() {
    story.world.people.append(
      EscalationWorld.person("c2", "Lou Marsh", "captain", above: "h"))
    story.world.neighborhoods += (0..<3).map {
      Neighborhood(id: "m\($0)", name: "m\($0)", unitID: "D1", captainID: "c2")
    }
    let all =
      places(4, "a") { obligation(place: $0, named: $0, counted: 0) }
      + places(3, "m") { obligation(place: $0, named: $0, counted: 0) }
      + places(3, "a") { obligation(place: $0, named: $0, week: "2026-11-09", counted: 0) }
    #expect(Set(story.run("2026-11-25 09:00", all)) == ["s missed"])
  }

  @Test("a captain who cannot be told: those above at once, and why; the climb goes on from there")
  mutating func unreachable() throws {
    story.world.change("c") {
      EscalationWorld.person($0.id, $0.name, $0.rank, above: "h", email: nil)
    }
    let all = places(5, "a") { obligation(place: $0, named: $0, counted: 0) }
    #expect(story.run("2026-11-25 09:00", all).allSatisfy { $0 == "h systemic 0: 5 of 5" })
    let found = try #require(story.escalator.cases.values.first)
    #expect(found.steps.first?.skipped.map(\.why) == [.noAddress])
    #expect(found.stateName == "exhausted")
  }

  @Test("survives being stored, and a case stored before there were any")
  mutating func stored() throws {
    story.run("2026-11-25 09:00", places(5, "a") { obligation(place: $0, named: $0, counted: 0) })
    let found = try #require(story.escalator.cases.values.first)
    #expect(try EscalationCase(stored: found.stored()) == found)
    story.escalator = Escalator()
    story.run("2026-11-25 09:00", [obligation()])
    let single = try #require(story.onlyCase).stored()
    #expect(!String(decoding: single, as: UTF8.self).contains("systemic"))
    #expect(try EscalationCase(stored: single).systemic == nil)
  }

  private func places(_ count: Int, _ prefix: String, _ body: (String) -> Obligation) -> [Obligation] {
    (0..<count).map { body("\(prefix)\($0)") }
  }
}
