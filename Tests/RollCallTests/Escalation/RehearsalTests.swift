import Foundation
import Testing

@testable import RollCall

@Suite("Rehearsal of a policy on the past")
struct RehearsalTests {
  /// One walk a week in Riverside, on a Saturday, by Lt. Okafor.
  private static let town: Town = {
    var town = Town()
    town.neighborhoods = [Neighborhood(id: "riverside", name: "Riverside", unitID: "D1")]
    town.people = Town.everybody.map { person in
      Person(
        id: person.id, name: person.name, rank: person.rank, unitID: person.unitID,
        supervisorID: person.supervisorID, email: "\(person.id)@example.test")
    }
    town.engagements = [.walk("e1", at: "2026-11-21T15:00:00Z"), .walk("e2", at: "2026-11-28T15:00:00Z")]
    return town
  }()

  private static func rehearse(
    times: Int, from: LocalDay = "2026-11-16", until: LocalDay = "2026-11-22",
    present: Date = "2026-12-31T17:00:00Z"
  ) -> Rehearsal {
    var town = Self.town
    town.quotas = [.walk(coordinator: .init(ranks: ["lieutenant"], assigned: true), times: times)]
    let facts = EscalationFacts(
      organization: town.facts.organization, calendar: town.calendar,
      rule: EscalationRule(
        quiet: QuietHours(from: TimeOfDay(minutes: 21 * 60), until: TimeOfDay(minutes: 6 * 60))),
      quotas: town.quotas)
    return Rehearsal(town.assessor, facts, days: from...until, present: present)
  }

  private static func words(_ rehearsal: Rehearsal) -> [String] {
    rehearsal.tellings.map { telling in
      let local = "\(Town.calendar().day(of: telling.at)) \(Town.calendar().time(of: telling.at))"
      switch telling.kind {
      case .nudge: return "\(local) nudge \(telling.person.id)"
      case .step(let number): return "\(local) step \(number) \(telling.person.id)"
      }
    }
  }

  @Test("a met week was still at risk before the walk of its Saturday")
  func pastAsItLooked() {
    let rehearsal = Self.rehearse(times: 1)
    #expect(Self.words(rehearsal) == ["2026-11-19 06:00 nudge okafor"])
    #expect(rehearsal.sums["walk"]?.met == 1)
  }

  @Test("a stricter policy climbs the chain, at the hours that the rules say")
  func stricter() {
    let rehearsal = Self.rehearse(times: 2)
    #expect(
      Self.words(rehearsal) == [
        "2026-11-19 06:00 nudge okafor", "2026-11-25 06:00 step 0 okafor", "2026-11-26 06:00 step 1 ruiz",
        "2026-11-30 06:00 step 2 abel",
      ])
    #expect(rehearsal.sums["walk"]?.missed == 1)
    #expect(rehearsal.sums["walk"]?.owed == 1)
  }

  @Test("the clock ends at the present, and what is not judged by then is open")
  func present() {
    let rehearsal = Self.rehearse(times: 2, present: "2026-11-20T17:00:00Z")
    #expect(Self.words(rehearsal) == ["2026-11-19 06:00 nudge okafor"])
    #expect(rehearsal.sums["walk"]?.open == 1)
    let longer = Self.rehearse(times: 2, until: "2026-12-31", present: "2026-11-20T17:00:00Z")
    #expect(longer.sums["walk"]?.owed == 1, "weeks to come are not asked about")
  }

  @Test("only periods that begin in the days are asked about")
  func periods() {
    #expect(Self.rehearse(times: 2, from: "2026-11-17", until: "2026-11-22").tellings == [])
    #expect(Self.rehearse(times: 2, from: "2026-11-10", until: "2026-11-23").sums["walk"]?.owed == 2)
  }
}
