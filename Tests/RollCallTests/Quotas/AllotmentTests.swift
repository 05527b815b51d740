import Foundation
import Testing

@testable import RollCall

/// Which engagement belongs to which quota (contract §3).
@Suite struct AllotmentTests {
  private func belongs(_ engagement: Engagement, to quotas: [Quota], incidents: [Incident] = []) -> String? {
    Town(engagements: [engagement], incidents: incidents, quotas: quotas).assessor.verdict(of: "e1")?.quota
  }

  static let sergeants = Quota.walk("squad", activity: "walk.squad", coordinator: .init(ranks: ["sergeant"]))
  static let lieutenants = Quota.walk(
    "shift", minutes: 30, coordinator: .init(ranks: ["lieutenant"]), with: [.persons(1, ["sergeant"])])
  static let anybody = Quota.walk("any", activity: "walk.any", minutes: 20)
  static let shooting = Incident(
    id: "i1", kind: "shooting", neighborhoodID: "riverside", occurredAt: "2026-11-17T02:00:00Z")

  @Test("a quota's own activity belongs to it alone, whether its rules are met or not")
  func own() {
    let quotas = [Self.anybody, Self.sergeants, Self.lieutenants]
    #expect(belongs(.walk(activity: "walk.squad"), to: quotas) == "squad")
    #expect(belongs(.walk(activity: "walk.squad", by: nil), to: quotas) == "squad")
  }

  @Test("a quota of the parent's own activity comes before those below it")
  func parentsOwn() {
    let walk = Quota.walk("walk", activity: "walk", coordinator: .init(ranks: ["captain"]))
    #expect(belongs(.walk(activity: "walk"), to: [Self.anybody, walk]) == "walk")
  }

  @Test("of two quotas with one activity the first in the file")
  func twins() {
    let (one, two) = (Quota.walk("one", coordinator: .init(ranks: ["chief"])), Quota.walk("two"))
    #expect(belongs(.walk(), to: [one, two]) == "one")
    #expect(belongs(.walk(), to: [two, one]) == "two")
  }

  @Test("one logged under a parent belongs to the first quota that it meets")
  func firstMet() {
    let quotas = [Self.lieutenants, Self.sergeants, Self.anybody]
    #expect(belongs(.walk(activity: "walk", with: ["kelling"]), to: quotas) == "shift")
    #expect(belongs(.walk(activity: "walk"), to: quotas) == "any")
    #expect(belongs(.walk(activity: "walk", by: "kelling"), to: quotas) == "squad")
  }

  @Test("if it meets none, to the first whose coordinator rule fits, with the reasons")
  func firstFit() {
    let town = Town(
      engagements: [.walk(activity: "walk", minutes: 10)],
      quotas: [Self.sergeants, Self.lieutenants, Self.anybody])
    let verdict = town.assessor.verdict(of: "e1")
    #expect(verdict?.quota == "shift")
    #expect(verdict?.reasons.map(\.code) == [.tooShort, .missingParticipants])
    #expect(verdict?.obligation == "shift/riverside/2026-11-16")
  }

  @Test("if no coordinator rule fits, to none")
  func none() {
    #expect(belongs(.walk(activity: "walk", by: "silva"), to: [Self.sergeants, Self.lieutenants]) == nil)
    #expect(belongs(.walk(activity: "walk", by: nil), to: [Self.anybody]) == nil)
  }

  @Test("what is not completed meets no rules, and goes to the first whose coordinator rule fits")
  func planned() {
    let quotas = [Self.sergeants, Self.lieutenants, Self.anybody]
    #expect(belongs(.walk(activity: "walk", status: .planned), to: quotas) == "shift")
    #expect(belongs(.walk(activity: "walk", status: .void), to: quotas) == "shift")
  }

  @Test("a parent is one by the dot, at any depth")
  func depth() {
    let night = Quota.walk("night", activity: "walk.shift.night")
    #expect(belongs(.walk(activity: "walk"), to: [night]) == "night")
    #expect(belongs(.walk(activity: "walk.shift"), to: [night]) == "night")
    #expect(belongs(.walk(activity: "wal"), to: [night]) == nil)
    #expect(belongs(.walk(activity: "walk.shift.night.late"), to: [night]) == nil)
  }

  @Test("overlaps plays no part: the second of two at once stays with the quota it met")
  func overlapping() {
    let town = Town(
      engagements: [.walk("e0", activity: "walk"), .walk("e1", activity: "walk")],
      quotas: [.walk("one", activity: "walk.one"), .walk("two", activity: "walk.two")])
    let verdict = town.assessor.verdict(of: "e1")
    #expect(verdict?.quota == "one")
    #expect(verdict?.reasons.map(\.code) == [.overlaps])
  }

  // MARK: - Incidents

  @Test("one that names an incident of the kinds goes to that incident's quota, before all others")
  func namedIncident() {
    let after = Quota.afterIncident(coordinator: .init(ranks: ["chief"]))
    let walk = Engagement.walk(activity: "walk", incident: "i1")
    #expect(belongs(walk, to: [Self.anybody, after], incidents: [Self.shooting]) == "after")
    let homicides = Quota.afterIncident("homicides", kinds: ["homicide"])
    #expect(belongs(walk, to: [homicides, Self.anybody, after], incidents: [Self.shooting]) == "after")
  }

  @Test("without an incident to belong to, an incident's quota is closed")
  func noIncident() {
    let after = Quota.afterIncident()
    #expect(belongs(.walk(activity: "walk"), to: [after, Self.anybody]) == "any")
    #expect(belongs(.walk(activity: "walk.after"), to: [after, Self.anybody]) == nil)
    let robbery = Incident(
      id: "i2", kind: "robbery", neighborhoodID: "riverside", occurredAt: "2026-11-17T02:00:00Z")
    let walk = Engagement.walk(activity: "walk.after", incident: "i2")
    #expect(belongs(walk, to: [after], incidents: [robbery, Self.shooting]) == nil)
    #expect(
      belongs(.walk(activity: "walk.after", incident: "gone"), to: [after], incidents: [Self.shooting]) == nil
    )
  }

  @Test("of two incident quotas with one activity, the first that has the incident")
  func twoIncidentQuotas() {
    let quotas = [
      Quota.afterIncident("homicides", kinds: ["homicide"]), Quota.afterIncident("rest", hours: 72),
    ]
    #expect(belongs(.walk(activity: "walk.after"), to: quotas, incidents: [Self.shooting]) == "rest")
  }

  @Test("without a named incident a walk belongs to the newest there that had occurred")
  func newest() {
    let later = Incident(
      id: "i0", kind: "homicide", neighborhoodID: "riverside", occurredAt: "2026-11-17T14:00:00Z")
    let elsewhere = Incident(
      id: "i3", kind: "homicide", neighborhoodID: "hilltop", occurredAt: "2026-11-17T14:30:00Z")
    let future = Incident(
      id: "i4", kind: "homicide", neighborhoodID: "riverside", occurredAt: "2026-11-17T15:00:01Z")
    let town = Town(
      engagements: [
        .walk(activity: "walk.after"), .walk("e2", activity: "walk.after", at: "2026-11-17T02:00:00Z"),
        .walk("e3", activity: "walk.after", in: nil),
      ], incidents: [future, elsewhere, later, Self.shooting], quotas: [.afterIncident()])
    #expect(town.assessor.verdict(of: "e1")?.obligation == "after/i0/incident")
    #expect(town.assessor.verdict(of: "e2")?.obligation == "after/i1/incident")
    #expect(town.assessor.verdict(of: "e3")?.quota == nil)
  }

  @Test("a walk weeks later is its incident's still, and too late; as a plain walk it is another quota's")
  func muchLater() {
    let walk = Engagement.walk(activity: "walk.after", at: "2026-12-07T15:00:00Z")
    let town = Town(engagements: [walk], incidents: [Self.shooting], quotas: [.afterIncident()])
    let reasons = town.assessor.verdict(of: "e1")?.reasons
    #expect(reasons == [.init(.tooLate, "starts 20 days 13 h after the incident was known, 24 h allowed")])
    let plain = Engagement.walk(activity: "walk", at: "2026-12-07T15:00:00Z")
    #expect(belongs(plain, to: [.afterIncident(), Self.anybody], incidents: [Self.shooting]) == "any")
  }

  @Test("a walk is of its quota though nobody holds it: no obligation, no count")
  func noHolder() {
    let units = Quota.walk("units", activity: "walk.units", for: .unit(ids: ["CPU"]))
    let town = Town(engagements: [.walk(activity: "walk")], quotas: [units, Self.anybody])
    let verdict = town.assessor.verdict(of: "e1")
    #expect(verdict?.quota == "units")
    #expect(verdict?.obligation == nil)
    #expect(verdict?.counts == false)
  }
}
