import Foundation
import Testing

@testable import RollCall

@Suite struct AlarmTests {
  /// All that wakes the daemon from `now` on, at most so many.
  private func wakings(_ town: Town, from now: Date, _ count: Int) -> [String] {
    let assessor = town.assessor
    var (found, last) = ([String](), now)
    while found.count < count, let next = assessor.nextChange(after: last) {
      found.append(next.rfc3339)
      last = next
    }
    return found
  }

  @Test("without quotas nothing changes")
  func none() {
    #expect(Town().assessor.nextChange(after: "2026-11-16T12:00:00Z") == nil)
  }

  @Test("a week's quota may change at midnights, and 48 hours after its end")
  func week() {
    var town = Town(quotas: [.walk()])
    #expect(
      wakings(town, from: "2026-11-18T12:00:00Z", 2) == ["2026-11-19T05:00:00Z", "2026-11-20T05:00:00Z"])
    town.rule = JudgingRule(settle: .elapsed(.seconds(10 * 3600)), nudgeAt: 0.6)
    #expect(
      wakings(town, from: "2026-11-23T06:00:00Z", 2) == ["2026-11-23T15:00:00Z", "2026-11-24T05:00:00Z"])
  }

  @Test("a workday's quota changes when the day has reached the nudge, or leaves the count behind")
  func workday() {
    let town = Town(quotas: [.walk(times: 4, per: .workday)])
    #expect(
      wakings(town, from: "2026-11-17T06:00:00Z", 5) == [
        "2026-11-17T19:24:00Z", "2026-11-17T19:24:01Z", "2026-11-17T23:00:00Z", "2026-11-17T23:00:01Z",
        "2026-11-18T05:00:00Z",
      ])
  }

  @Test("an incident's hours have their quarters")
  func incident() {
    var town = Town(quotas: [.afterIncident()])
    town.incidents = [
      Incident(id: "i", kind: "shooting", neighborhoodID: "riverside", occurredAt: "2026-11-17T12:00:00Z")
    ]
    #expect(
      wakings(town, from: "2026-11-17T11:00:00Z", 9) == [
        "2026-11-17T12:00:00Z", "2026-11-17T18:00:00Z", "2026-11-18T06:00:00Z", "2026-11-18T12:00:00Z",
      ])
  }

  @Test("the facts needed reach from the first period's start, and to where an incident's walks end")
  func factsNeeded() {
    func incident(_ id: String, _ at: Date) -> Incident {
      Incident(id: id, kind: "shooting", neighborhoodID: "riverside", occurredAt: at)
    }
    func needed(_ incidents: [Incident]) -> FactsNeeded {
      FactsNeeded(
        quotas: [.walk(), .afterIncident()], incidents: incidents, calendar: Town.calendar(),
        from: "2026-11-18",
        until: "2026-11-18")
    }
    let week = needed([incident("old", "2026-10-17T12:00:00Z")])
    #expect(week.from == "2026-11-16T05:00:00Z")
    #expect(week.until == "2026-11-23T05:00:00Z")
    #expect(week.incidents == [])
    let open = needed([incident("new", "2026-11-17T12:00:00Z")])
    #expect(open.until == .distantFuture)
    #expect(open.incidents == ["new"])
    let followed = needed([incident("new", "2026-11-17T12:00:00Z"), incident("next", "2026-12-01T12:00:00Z")])
    #expect(followed.until == "2026-12-01T12:00:00Z")
  }
}
