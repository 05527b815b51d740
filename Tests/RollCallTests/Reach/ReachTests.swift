import Foundation
import Testing

@testable import RollCall

/// Gaps through which an expectation or an alert would fall, found before it is needed.
@Suite struct ReachTests {
  /// Riverton with an address for everybody and nothing missing.
  static func town() -> Town {
    var town = Town()
    town.people = town.people.map { with($0, email: "\($0.id)@example.test") }
    town.people = town.people.map { $0.id == "frey" ? with($0, unit: "HQ") : $0 }
    town.neighborhoods = [Neighborhood(id: "riverside", name: "Riverside", unitID: "D1")]
    town.quotas = [.walk(coordinator: .init(ranks: ["sergeant"], assigned: true))]
    return town
  }

  static func with(
    _ person: Person, supervisor: String?? = nil, email: String?? = nil, unit: String?? = nil,
    until: LocalDay? = nil
  ) -> Person {
    Person(
      id: person.id, name: person.name, rank: person.rank, unitID: unit ?? person.unitID,
      supervisorID: supervisor ?? person.supervisorID, email: email ?? person.email, activeUntil: until)
  }

  static func gaps(_ town: Town, activities: [String] = []) -> [String] {
    let facts = EscalationFacts(
      organization: town.facts.organization, calendar: town.calendar,
      rule: EscalationRule(
        steps: [.elapsed(.zero), .workingDays(1), .workingDays(3)], settle: .elapsed(.zero), quiet: nil),
      quotas: town.quotas)
    return Reach(facts, quotas: town.quotas, activities: activities, on: "2026-11-18").gaps.map {
      "\($0.kind.rawValue) \($0.table)/\($0.key)"
    }
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let gaps: [String]
    let activities: [String]
    let change: @Sendable (inout Town) -> Void

    init(
      _ name: String, _ gaps: [String], activities: [String] = [],
      _ change: @escaping @Sendable (inout Town) -> Void = { _ in }
    ) {
      testDescription = name
      self.gaps = gaps
      self.activities = activities
      self.change = change
    }
  }

  static func change(_ id: String, _ change: @escaping @Sendable (Person) -> Person)
    -> @Sendable (inout Town) -> Void
  {
    { $0.people = $0.people.map { $0.id == id ? change($0) : $0 } }
  }

  static let cases = [
    Case("an agency in which nothing is missing", []),
    Case("an agency of which nothing is known", []) { $0.people = [] },
    Case("nobody can coordinate", ["unfulfillable quota/walk"]) {
      $0.quotas = [.walk(coordinator: .init(ranks: ["captain"], unitKinds: ["investigations"]))]
    },
    Case("the one who could come along is the one who leads", ["unfulfillable quota/walk"]) {
      $0.quotas = [.walk(coordinator: .init(ranks: ["captain"]), with: [.persons(1, ["captain"])])]
    },
    Case("a unit that is not there", ["unfulfillable quota/walk"]) {
      $0.quotas = [.walk(coordinator: .init(ranks: ["sergeant"]), for: .unit(ids: ["D9"]))]
    },
    Case("nobody is assigned to a neighborhood", ["nobody_responsible neighborhood/hill"]) {
      $0.neighborhoods.append(Neighborhood(id: "hill", name: "Hilltop", unitID: "D1"))
    },
    Case("somebody is assigned, but nobody who would lead it", ["nobody_responsible neighborhood/hill"]) {
      $0.neighborhoods.append(Neighborhood(id: "hill", name: "Hilltop", unitID: "D1"))
      $0.assignments.append(Assignment(neighborhoodID: "hill", personID: "silva"))
    },
    Case("a neighborhood of the past", []) {
      $0.neighborhoods.append(Neighborhood(id: "hill", name: "Hilltop", activeUntil: "2026-11-17"))
    },
    Case(
      "a leader without an address", ["no_address person/okafor"],
      change("okafor") { with($0, email: .some(nil)) }),
    Case("officers without one are not listed one by one", ["no_address person/others"]) {
      $0.people = $0.people.map { ["silva", "tran"].contains($0.id) ? with($0, email: .some(nil)) : $0 }
    },
    Case(
      "the head without an address: the last step reaches nobody",
      [
        "unreachable neighborhood/riverside", "no_address person/abel", "no_address person/okafor",
        "no_address person/ruiz",
      ]
    ) {
      $0.people = $0.people.map {
        ["abel", "ruiz", "okafor"].contains($0.id) ? with($0, email: .some(nil)) : $0
      }
    },
    Case(
      "without a supervisor", ["no_supervisor person/kelling"],
      change("kelling") { with($0, supervisor: .some(nil)) }),
    Case(
      "supervised by somebody who has left", ["no_supervisor person/kelling"],
      change("okafor") { with($0, until: "2026-11-01") }),
    Case("a circle", ["cycle person/kelling"]) {
      $0.people = $0.people.map { $0.id == "okafor" ? with($0, supervisor: "kelling") : $0 }
    },
    Case("without a unit", ["no_unit person/frey"], change("frey") { with($0, unit: .some(nil)) }),
    Case(
      "an activity that no quota knows", ["unknown_activity activity/coffee"],
      activities: ["coffee", "walk", "walk.shift"]),
    Case("without quotas every activity is as good", [], activities: ["coffee"]) { $0.quotas = [] },
  ]

  @Test("each gap, and no other", arguments: cases)
  func gap(_ found: Case) {
    var town = Self.town()
    found.change(&town)
    #expect(Self.gaps(town, activities: found.activities) == found.gaps)
  }

  @Test("of very many of one kind few are told, and that there are more")
  func few() {
    let gaps = (1...50).map { Gap(.noUnit, "person", "p\($0)", "x") } + [Gap(.cycle, "person", "q", "y")]
    let few = Gap.few(gaps)
    #expect(few.count == 22)
    #expect(few[20].key == "more" && few[21].key == "q")
  }
}
