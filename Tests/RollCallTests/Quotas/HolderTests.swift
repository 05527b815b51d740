import Foundation
import Testing

@testable import RollCall

/// Holders, what each owes, and who answers for it (contract §3).
@Suite struct HolderTests {
  private func required(_ town: Town) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: town.obligations().map { ($0.holder.id, $0.required) })
  }

  // MARK: - Neighborhoods

  struct Prorating: Sendable, CustomTestStringConvertible {
    let times: Int
    /// The last day active in the week of five.
    let until: LocalDay
    let required: Int
    var testDescription: String { "\(times) a week until \(until)" }
  }

  @Test(
    "times × days ÷ working days, halves up",
    arguments: [
      Prorating(times: 3, until: "2026-11-16", required: 1),
      Prorating(times: 3, until: "2026-11-17", required: 1),
      Prorating(times: 3, until: "2026-11-18", required: 2),
      Prorating(times: 3, until: "2026-11-19", required: 2),
      Prorating(times: 3, until: "2026-11-20", required: 3),
      Prorating(times: 3, until: "2026-11-22", required: 3),
      Prorating(times: 2, until: "2026-11-16", required: 0),
      Prorating(times: 1, until: "2026-11-17", required: 0),
      Prorating(times: 1, until: "2026-11-18", required: 1),
    ])
  func prorated(_ example: Prorating) {
    var town = Town(quotas: [.walk(times: example.times)])
    town.neighborhoods = [Neighborhood(id: "riverside", name: "Riverside", activeUntil: example.until)]
    #expect(required(town) == ["riverside": example.required])
  }

  @Test("a half is rounded up: one of two working days of an odd number")
  func halves() {
    var town = Town(quotas: [.walk(times: 3)])
    town.calendar = AgencyCalendar(timeZone: .gmt, workDays: [.monday, .tuesday])
    town.pauses = [Pause(neighborhoodID: "riverside", from: "2026-11-17", through: nil)]
    #expect(required(town) == ["riverside": 2, "hilltop": 3])
  }

  @Test("a paused neighborhood holds the quota and owes nothing; one active on no working day holds none")
  func pausedAndInactive() {
    var town = Town(quotas: [.walk()])
    town.pauses = [Pause(neighborhoodID: "riverside", from: "2026-11-01", through: "2026-11-30")]
    town.neighborhoods[1] = Neighborhood(id: "hilltop", name: "Hilltop", activeFrom: "2026-11-21")
    #expect(town.obligations().map(\.status) == [.excused])
    #expect(required(town) == ["riverside": 0])
  }

  @Test("holidays are not owed, and do not shorten what is")
  func holidays() {
    var town = Town(quotas: [.walk()])
    town.calendar = Town.calendar(holidays: ["2026-11-19", "2026-11-20"])
    #expect(required(town)["riverside"] == 3)
    town.calendar = Town.calendar(holidays: Set(("2026-11-16"..<"2026-11-21").all))
    #expect(required(town).isEmpty)
  }

  // MARK: - Persons

  @Test("each leader who fits holds a person's quota, less the days away, not yet or no longer there")
  func persons() {
    var town = Town(quotas: [
      .walk(coordinator: .init(ranks: ["sergeant", "lieutenant"]), times: 5, for: .person)
    ])
    town.absences = [Absence(personID: "kelling", from: "2026-11-14", through: "2026-11-17")]
    town.people.append(Person(id: "new", name: "Nia New", rank: "sergeant", activeFrom: "2026-11-20"))
    town.people.append(Person(id: "weekend", name: "Wim End", rank: "sergeant", activeFrom: "2026-11-21"))
    town.people.append(Person(id: "gone", name: "Gus Gone", rank: "sergeant", activeUntil: "2026-11-15"))
    #expect(required(town) == ["kelling": 3, "okafor": 5, "cole": 5, "new": 1, "weekend": 0])
  }

  @Test("with `assigned` those assigned to any neighborhood on any day, for the days they are")
  func assignedPersons() {
    let rule = Quota.PersonRule(ranks: ["sergeant", "lieutenant", "captain"], assigned: true)
    var town = Town(quotas: [.walk(coordinator: rule, times: 5, for: .person)])
    town.assignments = [
      Assignment(neighborhoodID: "riverside", personID: "okafor", from: "2026-11-19"),
      Assignment(neighborhoodID: "hilltop", personID: "okafor", from: "2026-11-16", through: "2026-11-16"),
      Assignment(neighborhoodID: "hilltop", personID: "kelling", from: "2026-11-22"),
      Assignment(neighborhoodID: "hilltop", personID: "ruiz", from: "2026-11-23"),
      Assignment(neighborhoodID: "hilltop", personID: "silva"),
    ]
    #expect(required(town) == ["okafor": 3, "kelling": 0])
  }

  @Test("the engagements of a person are those coordinated, not those joined")
  func personsEngagements() throws {
    var town = Town(quotas: [.walk(coordinator: .init(ranks: ["sergeant", "lieutenant"]), for: .person)])
    town.engagements = [
      .walk("a", with: ["kelling"]), .walk("b", in: nil, by: "kelling"), .walk("c", by: "silva"),
    ]
    let obligations = town.obligations()
    #expect(obligations.first { $0.holder.id == "okafor" }?.engagements.map(\.id) == ["a"])
    #expect(obligations.first { $0.holder.id == "kelling" }?.engagements.map(\.id) == ["b"])
    #expect(town.assessor.verdict(of: "c")?.obligation == nil)
  }

  // MARK: - Units, agency, incidents

  @Test("a unit's are those coordinated from it or below it; of two nested units the nearest has it")
  func units() {
    var town = Town(quotas: [.walk(for: .unit(ids: ["HQ", "D1", "CPU"]))])
    town.engagements = [
      .walk("a", by: "kelling"), .walk("b", by: "ruiz"), .walk("c", by: "abel"), .walk("d", by: "frey"),
      .walk("e", by: "moss"),
    ]
    let found = Dictionary(
      uniqueKeysWithValues: town.obligations().map { ($0.holder.id, $0.engagements.map(\.id)) })
    #expect(found == ["D1": ["a", "b"], "HQ": ["c", "e"], "CPU": []])
  }

  @Test("a cycle of units ends")
  func unitCycle() {
    var town = Town(quotas: [.walk(for: .unit(ids: ["CPU"]))])
    town.units = [
      Unit(id: "D1", name: "D1", kind: "patrol", parentID: "D1A"),
      Unit(id: "D1A", name: "D1A", kind: "patrol", parentID: "D1"),
    ]
    town.engagements = [.walk()]
    #expect(town.obligations().map(\.engagements.count) == [0])
  }

  @Test("the agency's id is its holder's")
  func agency() {
    let town = Town(engagements: [.walk(in: nil)], quotas: [.walk(per: .quarter, for: .agency)])
    #expect(town.obligations().map(\.id) == ["walk/riverton-pd/2026-10-01"])
    #expect(town.obligations().map(\.counted) == [1])
  }

  @Test("incidents of the kinds, in neighborhoods active and not paused when their clock starts")
  func incidents() {
    var town = Town(quotas: [.afterIncident()])
    town.pauses = [Pause(neighborhoodID: "hilltop", from: "2026-11-17", through: "2026-11-17")]
    func incident(_ id: String, _ kind: String, _ place: String?, known: Date? = nil) -> Incident {
      Incident(
        id: id, kind: kind, neighborhoodID: place, occurredAt: "2026-11-17T12:00:00Z", knownAt: known)
    }
    town.incidents = [
      incident("a", "shooting", "riverside"), incident("b", "robbery", "riverside"),
      incident("c", "homicide", nil),
      incident("d", "homicide", "hilltop"),
      incident("e", "homicide", "hilltop", known: "2026-11-18T12:00:00Z"),
      incident("f", "homicide", "nowhere"),
    ]
    let found = town.obligations()
    #expect(found.map(\.id) == ["after/a/incident", "after/e/incident"])
    #expect(found.map(\.from) == ["2026-11-17T12:00:00Z", "2026-11-18T12:00:00Z"])
    #expect(found.map(\.until) == ["2026-11-18T12:00:00Z", "2026-11-19T12:00:00Z"])
    #expect(found.map(\.required) == [1, 1])
    #expect(found.first?.holder.name == "Shooting, Riverside")
  }

  @Test("the clock runs from `known_at`; a walk before that counts, one before it occurred does not")
  func incidentClock() {
    var town = Town(quotas: [.afterIncident(hours: 24)])
    town.incidents = [
      Incident(
        id: "i", kind: "shooting", neighborhoodID: "riverside", occurredAt: "2026-11-17T12:00:00Z",
        knownAt: "2026-11-17T18:00:00Z")
    ]
    let starts: [Date] = [
      "2026-11-17T11:59:59Z", "2026-11-17T12:00:00Z", "2026-11-18T18:00:00Z", "2026-11-18T18:00:01Z",
    ]
    town.engagements = starts.enumerated().map {
      .walk("e\($0)", activity: "walk.after", at: $1, minutes: nil, incident: "i")
    }
    #expect(["e0", "e1", "e2", "e3"].map(town.codes) == [[.tooEarly], [], [], [.tooLate]])
    #expect(town.assessor.verdict(of: "e0")?.reasons.first?.text == "starts 1 s before the incident")
  }

  // MARK: - Responsible

  struct Answering: Sendable, CustomTestStringConvertible {
    let name: String
    var rule = Quota.PersonRule()
    var holder = Quota.Holder.neighborhood
    let responsible: [String]
    var testDescription: String { name }
  }

  @Test(
    "those who fit, of the highest rank; below leaders, their supervisors",
    arguments: [
      Answering(
        name: "lieutenants there", rule: .init(ranks: ["lieutenant"], assigned: true), responsible: ["okafor"]
      ),
      Answering(
        name: "the highest of several ranks", rule: .init(ranks: ["sergeant", "captain"], assigned: true),
        responsible: ["ruiz"]),
      Answering(
        name: "officers' supervisors, once", rule: .init(ranks: ["officer"], assigned: true),
        responsible: ["kelling"]),
      Answering(
        name: "the supervisors of the higher of two line ranks",
        rule: .init(ranks: ["officer", "detective"], assigned: true), responsible: ["abel"]),
      Answering(
        name: "anywhere, where no assignment is asked", rule: .init(ranks: ["sergeant"]),
        responsible: ["cole", "kelling"]),
      Answering(name: "nobody", rule: .init(ranks: ["chief"], assigned: true), responsible: []),
      Answering(name: "a unit's highest rank", holder: .unit(ids: ["D1A"]), responsible: ["kelling"]),
      Answering(name: "a unit with what is below", holder: .unit(ids: ["D1"]), responsible: ["ruiz"]),
      Answering(name: "the agency's head", holder: .agency, responsible: ["abel"]),
    ])
  func responsible(_ example: Answering) {
    var town = Town(quotas: [.walk(coordinator: example.rule, for: example.holder)])
    town.neighborhoods.removeLast()
    #expect(town.obligations().map(\.responsible) == [example.responsible])
  }

  @Test("a person answers for the own; an incident's are of its neighborhood")
  func responsiblePersons() {
    var town = Town(quotas: [.walk(coordinator: .init(ranks: ["lieutenant"]), for: .person)])
    #expect(town.obligations().map(\.responsible) == [["okafor"]])
    town.quotas = [.afterIncident(coordinator: .init(ranks: ["sergeant"], assigned: true))]
    town.incidents = [
      Incident(id: "i", kind: "shooting", neighborhoodID: "riverside", occurredAt: "2026-11-17T12:00:00Z")
    ]
    #expect(town.obligations().map(\.responsible) == [["kelling"]])
  }

  @Test("with the people of the period's last day, whatever the hour; a step may ask for another day")
  func responsibleDay() throws {
    var town = Town(quotas: [.walk(coordinator: .init(ranks: ["lieutenant"], assigned: true))])
    town.assignments = [
      Assignment(neighborhoodID: "riverside", personID: "okafor", through: "2026-11-18"),
      Assignment(neighborhoodID: "riverside", personID: "next", from: "2026-11-19"),
    ]
    town.people.append(Person(id: "next", name: "Nell Next", rank: "lieutenant", unitID: "D1"))
    for now: Date in ["2026-11-16T12:00:00Z", "2027-01-01T12:00:00Z"] {
      let obligation = try #require(town.obligations(now: now).last)
      #expect(obligation.responsible == ["next"])
      #expect(town.assessor.responsible(for: obligation, on: "2026-11-17") == ["okafor"])
    }
  }
}
