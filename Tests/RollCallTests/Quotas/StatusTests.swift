import Foundation
import Testing

@testable import RollCall

@Suite struct StatusTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let walks: Int
    let now: Date
    let status: Obligation.Status
    var testDescription: String { "\(walks) walks at \(now.rfc3339)" }
  }

  private func town(_ quota: Quota, walks: Int) -> Town {
    var town = Town(quotas: [quota])
    town.neighborhoods.removeLast()
    town.engagements = (0..<walks).map {
      .walk("e\($0)", at: Date("2026-11-16T12:00:00Z").addingTimeInterval(Double($0 * 3600)))
    }
    return town
  }

  @Test(
    "three a week, at risk from the third working day past, missed 48 hours after its end",
    arguments: [
      Case(walks: 0, now: "2026-11-16T05:00:00Z", status: .open),
      Case(walks: 0, now: "2026-11-19T04:59:59Z", status: .open),
      Case(walks: 0, now: "2026-11-19T05:00:00Z", status: .atRisk),
      Case(walks: 1, now: "2026-11-19T05:00:00Z", status: .atRisk),
      Case(walks: 2, now: "2026-11-19T05:00:00Z", status: .open),
      Case(walks: 2, now: "2026-11-20T05:00:00Z", status: .atRisk),
      Case(walks: 3, now: "2026-11-19T05:00:00Z", status: .met),
      Case(walks: 2, now: "2026-11-25T04:59:59Z", status: .atRisk),
      Case(walks: 2, now: "2026-11-25T05:00:00Z", status: .missed),
      Case(walks: 3, now: "2027-11-25T05:00:00Z", status: .met),
    ])
  func week(_ example: Case) {
    #expect(
      town(.walk(), walks: example.walks).obligations(now: example.now).map(\.status) == [example.status])
  }

  @Test(
    "of a workday the day itself passes",
    arguments: [
      Case(walks: 0, now: "2026-11-16T19:23:59Z", status: .open),
      Case(walks: 0, now: "2026-11-16T19:24:00Z", status: .atRisk),
      Case(walks: 3, now: "2026-11-16T23:00:00Z", status: .open),
      Case(walks: 3, now: "2026-11-16T23:00:01Z", status: .atRisk),
      Case(walks: 4, now: "2026-11-16T23:00:01Z", status: .met),
      Case(walks: 3, now: "2026-11-19T05:00:00Z", status: .missed),
    ])
  func workday(_ example: Case) {
    let town = town(.walk(times: 4, per: .workday), walks: example.walks)
    #expect(
      town.obligations("2026-11-16", "2026-11-16", now: example.now).map(\.status) == [example.status])
  }

  @Test(
    "an incident's is at risk after a quarter and missed at its end",
    arguments: [
      Case(walks: 0, now: "2026-11-17T17:59:59Z", status: .open),
      Case(walks: 0, now: "2026-11-17T18:00:00Z", status: .atRisk),
      Case(walks: 0, now: "2026-11-18T12:00:00Z", status: .missed),
      Case(walks: 1, now: "2026-11-18T12:00:00Z", status: .met),
    ])
  func incident(_ example: Case) {
    var town = Town(quotas: [.afterIncident()])
    town.incidents = [
      Incident(id: "i", kind: "shooting", neighborhoodID: "riverside", occurredAt: "2026-11-17T12:00:00Z")
    ]
    town.engagements = (0..<example.walks).map { .walk("e\($0)", activity: "walk.after", incident: "i") }
    #expect(town.obligations(now: example.now).map(\.status) == [example.status])
  }

  @Test("`settle` may be working days")
  func settleInWorkingDays() {
    var town = town(.walk(), walks: 0)
    town.rule = JudgingRule(settle: .workingDays(2), nudgeAt: 0.6)
    #expect(town.obligations(now: "2026-11-25T04:59:59Z").map(\.status) == [.atRisk])
    #expect(town.obligations(now: "2026-11-25T05:00:00Z").map(\.status) == [.missed])
  }

  @Test("what the daemon's state says takes the place of open, at risk and missed alone")
  func settledElsewhere() {
    let id = "walk/riverside/2026-11-16"
    func status(_ walks: Int) -> Obligation.Status? {
      town(.walk(), walks: walks).assessor.obligations(
        from: "2026-11-16", until: "2026-11-16", now: "2027-01-01T00:00:00Z", settled: [id: .waived]
      ).first?.status
    }
    #expect(status(1) == .waived)
    #expect(status(3) == .met)
  }

  @Test("nothing but the status moves with `now`")
  func nowMovesStatusOnly() {
    let town = town(.walk(), walks: 2)
    let (early, late) = (
      town.obligations(now: "2026-11-01T00:00:00Z"), town.obligations(now: "2027-01-01T00:00:00Z")
    )
    #expect(early.map(\.status) == [.open])
    #expect(late.map(\.status) == [.missed])
    #expect(early.map(\.engagements) == late.map(\.engagements))
    #expect(early.map(\.responsible) == late.map(\.responsible))
  }

  @Test("an obligation's JSON has the contract's shape")
  func json() throws {
    var town = town(.walk(minutes: 40, coordinator: .init(ranks: ["lieutenant"], assigned: true)), walks: 1)
    town.calendar = Town.calendar("UTC")
    let obligation = try #require(town.obligations().first)
    var writer = JSONWriter()
    obligation.json(into: &writer, town.facts.organization)
    #expect(
      String(bytes: writer.bytes, encoding: .utf8)
        == #"{"id":"walk/riverside/2026-11-16","quota":"walk","name":"Walk","#
        + #""holder":{"kind":"neighborhood","id":"riverside","name":"Riverside"},"#
        + #""period":{"from":"2026-11-16T00:00:00Z","until":"2026-11-23T00:00:00Z"},"#
        + #""required":3,"counted":0,"status":"open","responsible":[{"id":"okafor","name":"Ada Okafor"}],"#
        + #""engagements":[{"id":"e0","counts":false,"reasons":[{"code":"too_short","text":"30 min, 40 required"}]}]}"#
    )
  }
}
