import Foundation
import Testing

@testable import RollCall

/// Each rule of contract §3 by itself: the code, and the sentence people read.
@Suite struct RuleTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    var quota = Quota.walk()
    var engagement = Engagement.walk()
    let reasons: [String]
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "nothing asked, nothing against it", reasons: []),
    Case(
      name: "planned: nothing else is judged", quota: .walk(minutes: 60),
      engagement: .walk(by: nil, status: .planned, minutes: 5),
      reasons: ["not_completed: planned, not completed"]),
    Case(
      name: "in progress", engagement: .walk(status: .inProgress, minutes: nil),
      reasons: ["not_completed: still in progress"]),
    Case(
      name: "cancelled", engagement: .walk(status: .cancelled), reasons: ["not_completed: cancelled"]),
    Case(name: "void", engagement: .walk(status: .void), reasons: ["not_completed: voided"]),
    Case(
      name: "without a coordinator it is not said that none fits",
      quota: .walk(coordinator: .init(ranks: ["captain"])), engagement: .walk(by: nil),
      reasons: ["coordinator_absent: no coordinator named"]),
    Case(
      name: "the coordinator stayed away", engagement: .walk(with: ["silva"], attended: false),
      reasons: ["coordinator_absent: the coordinator did not take part"]),
    Case(
      name: "absent and of the wrong rank", quota: .walk(coordinator: .init(ranks: ["captain"])),
      engagement: .walk(attended: false),
      reasons: [
        "coordinator_absent: the coordinator did not take part",
        "coordinator_not_eligible: the coordinator is a lieutenant, captain required",
      ]),
    Case(
      name: "wrong unit", quota: .walk(coordinator: .init(unitKinds: ["community_policing"])),
      reasons: [
        "coordinator_not_eligible: the coordinator is of patrol, of the community policing unit required"
      ]),
    Case(
      name: "a person without a unit fits no unit kind",
      quota: .walk(coordinator: .init(unitKinds: ["patrol"])),
      engagement: .walk(by: "frey"),
      reasons: ["coordinator_not_eligible: the coordinator is of no unit, of patrol required"]),
    Case(
      name: "a person without a unit is of none that is excluded",
      quota: .walk(coordinator: .init(notUnitKinds: ["patrol"])), engagement: .walk(by: "frey"), reasons: []),
    Case(
      name: "not assigned there", quota: .walk(coordinator: .init(assigned: true)),
      engagement: .walk(in: "hilltop"),
      reasons: ["coordinator_not_eligible: the coordinator was not assigned to Hilltop on 2026-11-17"]),
    Case(
      name: "unknown to the store", engagement: .walk(by: "ghost"),
      reasons: ["coordinator_not_eligible: the coordinator is not on the roster"]),
    Case(
      name: "no end where a length is asked", quota: .walk(minutes: 20), engagement: .walk(minutes: nil),
      reasons: ["no_end: no end recorded, 20 min required"]),
    Case(name: "no end where none is asked", engagement: .walk(minutes: nil), reasons: []),
    Case(
      name: "too short", quota: .walk(minutes: 30), engagement: .walk(minutes: 22),
      reasons: ["too_short: 22 min, 30 required"]),
    Case(name: "just long enough", quota: .walk(minutes: 30), reasons: []),
    Case(
      name: "ends before it starts", quota: .walk(minutes: 30), engagement: .walk(minutes: -10),
      reasons: ["too_short: ends before it starts, 30 min required"]),
    Case(
      name: "no sergeant", quota: .walk(with: [.persons(1, ["sergeant"])]),
      engagement: .walk(with: ["silva"]),
      reasons: ["missing_participants: no sergeant present"]),
    Case(
      name: "the coordinator is no companion", quota: .walk(with: [.persons(1, ["lieutenant"])]),
      reasons: ["missing_participants: no lieutenant present"]),
    Case(
      name: "one of two of a unit",
      quota: .walk(with: [.persons(2, units: ["community_policing"])]),
      engagement: .walk(with: ["dietz", "silva"]),
      reasons: ["missing_participants: 1 of 2 persons of the community policing unit present"]),
    Case(
      name: "one person cannot fill two places",
      quota: .walk(with: [.persons(1, ["officer"]), .persons(1, ["officer", "detective"])]),
      engagement: .walk(with: ["silva"]),
      reasons: ["missing_participants: no other officer or detective present"]),
    Case(
      name: "the wide rule leaves the officer to the narrow one",
      quota: .walk(with: [.persons(1, ["officer", "sergeant"]), .persons(1, ["officer"])]),
      engagement: .walk(with: ["silva", "kelling"]), reasons: []),
    Case(
      name: "three rules that only a matching can meet",
      quota: .walk(with: [
        .persons(1, ["officer", "detective"]), .persons(1, ["officer", "sergeant"]), .persons(1, ["officer"]),
      ]), engagement: .walk(with: ["silva", "kelling", "moss"]), reasons: []),
    Case(
      name: "somebody from outside patrol",
      quota: .walk(with: [.persons(1, ["sergeant", "lieutenant", "captain", "chief"], not: ["patrol"])]),
      engagement: .walk(with: ["kelling"]),
      reasons: ["missing_participants: no sergeant or above from outside patrol present"]),
    Case(
      name: "assigned companions", quota: .walk(with: [.persons(1, assigned: true)]),
      engagement: .walk(with: ["dietz"]),
      reasons: ["missing_participants: no person assigned to the neighborhood present"]),
    Case(
      name: "a guest of either word",
      quota: .walk(with: [.init(count: 2, who: .guests(categories: ["counselor", "social_services"]))]),
      engagement: .walk(guests: ["social_services", "resident"]),
      reasons: ["missing_participants: 1 of 2 guests (counselor or social services) present"]),
    Case(
      name: "one guest is not two",
      quota: .walk(with: [
        .init(who: .guests(categories: ["counselor", "resident"])),
        .init(who: .guests(categories: ["resident"])),
      ]), engagement: .walk(guests: ["resident"]),
      reasons: ["missing_participants: no other guest (resident) present"]),
    Case(
      name: "two guests, matched",
      quota: .walk(with: [
        .init(who: .guests(categories: ["counselor", "resident"])),
        .init(who: .guests(categories: ["resident"])),
      ]), engagement: .walk(guests: ["resident", "counselor"]), reasons: []),
    Case(
      name: "all that is wrong at once, in the contract's order",
      quota: .walk(
        minutes: 45, coordinator: .init(ranks: ["captain"]), with: [.persons(1, ["sergeant"]), .persons(2)]),
      engagement: .walk(minutes: 22, with: ["silva"], attended: false),
      reasons: [
        "coordinator_absent: the coordinator did not take part",
        "coordinator_not_eligible: the coordinator is a lieutenant, captain required",
        "too_short: 22 min, 45 required",
        "missing_participants: no sergeant present, 1 of 2 persons present",
      ]),
  ]

  @Test("each rule has its code and its sentence", arguments: cases)
  func rule(_ example: Case) {
    let town = Town(engagements: [example.engagement], quotas: [example.quota])
    let verdict = town.assessor.verdict(of: "e1")
    #expect(verdict?.quota == "walk")
    #expect(verdict?.reasons.map { "\($0.code.rawValue): \($0.text)" } == example.reasons)
  }

  @Test("an assignment is asked for on the local day the walk starts")
  func assignedThatDay() {
    var town = Town(quotas: [.walk(coordinator: .init(assigned: true))])
    town.assignments = [
      Assignment(
        neighborhoodID: "riverside", personID: "okafor", from: "2026-11-17", through: "2026-11-17")
    ]
    // 04:59Z on the 17th is 23:59 of the 16th in New York.
    town.engagements = [
      .walk("before", at: "2026-11-17T04:59:00Z"), .walk("first", at: "2026-11-17T05:30:00Z"),
      .walk("last", at: "2026-11-18T04:29:00Z"), .walk("after", at: "2026-11-18T05:00:00Z"),
    ]
    #expect(town.codes(of: "before") == [.coordinatorNotEligible])
    #expect(town.codes(of: "first") == [])
    #expect(town.codes(of: "last") == [])
    #expect(town.codes(of: "after") == [.coordinatorNotEligible])
  }

  @Test("a walk stands under its obligation with every status, and only counts completed")
  func everyRowIsListed() throws {
    var town = Town(quotas: [.walk()])
    let statuses: [Engagement.Status] = [.planned, .inProgress, .completed, .cancelled, .void]
    town.engagements = statuses.enumerated().map { .walk("e\($0)", status: $1) }
    let obligation = try #require(town.obligations().first { $0.holder.id == "riverside" })
    #expect(obligation.engagements.map(\.id) == ["e0", "e1", "e2", "e3", "e4"])
    #expect(obligation.engagements.map(\.counts) == [false, false, true, false, false])
    #expect(obligation.counted == 1)
  }
}
