import Foundation
import Testing

@testable import RollCall

@Suite("Escalation: whatever the roster says")
struct EscalationPropertyTests {
  @Test(
    "no chart loops, nobody is told twice, no step comes early, all who were told hear the end",
    arguments: [0, 100, 200])
  func anyChart(_ first: Int) throws {
    for seed in first..<first + 100 { try climb(seed) }
  }

  private func climb(_ seed: Int) throws {
    var random = EscalationSeed(UInt64(seed))
    var story = EscalationRun()
    story.world = Self.world(&random)
    let missed = obligation(responsible: Self.some(of: story.world.people.map(\.id) + ["ghost"], &random))
    var (now, heard) = (at("2026-11-25 09:00"), [String]())
    var runs = 0
    heard += story.run(now, [missed])
    while let next = story.escalator.nextDue(story.world.facts, after: now) {
      runs += 1
      try #require(runs < 20, "seed \(seed)")
      #expect(next > now, "seed \(seed)")
      now = next.addingTimeInterval(Double(Int.random(in: 0..<3, using: &random) * 40_000))
      heard += story.run(now, [missed])
    }
    let found = try #require(story.onlyCase)
    Self.check(found, seed)
    #expect(try EscalationCase(stored: found.stored()) == found, "seed \(seed)")
    let told = heard.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(told.count == Set(told).count && told.sorted() == found.told.map(\.id).sorted(), "seed \(seed)")
    let cleared = story.run(now.addingTimeInterval(60), [obligation(.met, counted: 3)])
    #expect(cleared == told.sorted().map { "\($0) cleared met" }, "seed \(seed)")
    #expect(story.run(now.addingTimeInterval(120), [obligation(.met, counted: 3)]) == [])
  }

  private static func check(_ found: EscalationCase, _ seed: Int) {
    let calendar = EscalationWorld.calendar
    #expect(found.stateName == "exhausted", "seed \(seed)")
    #expect(found.steps.map(\.number) == Array(found.steps.indices))
    for (number, step) in found.steps.enumerated() {
      let span = found.rule.steps[number]
      #expect(step.firedAt >= step.dueAt && step.dueAt >= calendar.instant(span, after: found.openedAt))
      guard number > 0 else { continue }
      let gap = [0, 1, 2, 2][number]
      #expect(step.firedAt >= calendar.instant(.workingDays(gap), after: found.steps[number - 1].firedAt))
    }
    let passed = found.steps.flatMap { $0.told.map(\.person.id) + $0.skipped.map(\.id) }
    #expect(passed.count == Set(passed).count, "seed \(seed)")
  }

  /// Up to nine people of any rank, supervised by anybody, nobody or a ghost; some gone, unreachable or away.
  private static func world(_ random: inout EscalationSeed) -> EscalationWorld {
    var world = EscalationWorld()
    let ids = (0..<Int.random(in: 0...9, using: &random)).map { "p\($0)" }
    let ranks = EscalationWorld.ladder.ranks.map(\.id) + ["unheard-of"]
    world.people = ids.map { id in
      EscalationWorld.person(
        id, "Person \(id)", ranks.randomElement(using: &random) ?? "officer",
        above: (ids + ["ghost"]).randomElement(using: &random).flatMap {
          Int.random(in: 0..<4, using: &random) == 0 ? nil : $0
        },
        unit: [nil, "D1", "X", "U"].randomElement(using: &random) ?? nil,
        email: Int.random(in: 0..<4, using: &random) == 0 ? nil : "\(id)@example.test",
        until: Int.random(in: 0..<4, using: &random) == 0 ? LocalDay("2026-11-20") : nil)
    }
    world.units.append(Unit(id: "U", name: "A unit above itself", kind: "support", parentID: "U"))
    world.absences = some(of: ids, &random).map { id in
      Absence(personID: id, from: "2026-11-01", through: LocalDay("2026-11-01").advanced(by: 40))
    }
    return world
  }

  private static func some(of ids: [String], _ random: inout EscalationSeed) -> [String] {
    ids.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
  }
}
