import Foundation

@testable import RollCall

/// An invented agency in Riverton, in the work week of Monday 2026-11-16, for tests that change one thing in it.
struct Town {
  var people = Town.everybody
  var units = Town.everyUnit
  var neighborhoods = [
    Neighborhood(id: "riverside", name: "Riverside", unitID: "D1"),
    Neighborhood(id: "hilltop", name: "Hilltop", unitID: "D1"),
  ]
  var absences: [Absence] = []
  var pauses: [Pause] = []
  var assignments = ["silva", "kelling", "okafor", "ruiz", "tran", "moss"].map {
    Assignment(neighborhoodID: "riverside", personID: $0)
  }
  var engagements: [Engagement] = []
  var incidents: [Incident] = []
  var quotas: [Quota] = []
  var calendar = Town.calendar()
  var rule = JudgingRule(settle: .elapsed(.seconds(48 * 3600)), nudgeAt: 0.6)

  static func calendar(_ zone: String = "America/New_York", holidays: Set<LocalDay> = []) -> AgencyCalendar {
    AgencyCalendar(timeZone: TimeZone(identifier: zone) ?? .gmt, holidays: holidays)
  }

  static let ranks = RankLadder(
    [
      .init(id: "civilian", title: "Civilian", abbreviation: "Civ."),
      .init(id: "officer", title: "Officer", abbreviation: "Ofc."),
      .init(id: "detective", title: "Detective", abbreviation: "Det."),
      .init(id: "sergeant", title: "Sergeant", abbreviation: "Sgt."),
      .init(id: "lieutenant", title: "Lieutenant", abbreviation: "Lt."),
      .init(id: "captain", title: "Captain", abbreviation: "Capt."),
      .init(id: "chief", title: "Chief", abbreviation: "Chief"),
    ], leadersFrom: "sergeant")

  static let everyUnit = [
    Unit(id: "HQ", name: "Headquarters", kind: "executive"),
    Unit(id: "D1", name: "First District", kind: "patrol", parentID: "HQ"),
    Unit(id: "D1A", name: "Squad A", kind: "patrol", parentID: "D1"),
    Unit(id: "INV", name: "Investigations", kind: "investigations", parentID: "HQ"),
    Unit(id: "CPU", name: "Community Policing", kind: "community_policing", parentID: "HQ"),
  ]

  static let everybody = [
    Person(id: "abel", name: "Abel Stone", rank: "chief", unitID: "HQ"),
    Person(id: "ruiz", name: "Maria Ruiz", rank: "captain", unitID: "D1", supervisorID: "abel"),
    Person(id: "okafor", name: "Ada Okafor", rank: "lieutenant", unitID: "D1", supervisorID: "ruiz"),
    Person(id: "kelling", name: "Bo Kelling", rank: "sergeant", unitID: "D1A", supervisorID: "okafor"),
    Person(id: "silva", name: "Ana Silva", rank: "officer", unitID: "D1A", supervisorID: "kelling"),
    Person(id: "tran", name: "Linh Tran", rank: "officer", unitID: "D1A", supervisorID: "kelling"),
    Person(id: "moss", name: "Pat Moss", rank: "detective", unitID: "INV", supervisorID: "abel"),
    Person(id: "cole", name: "Jo Cole", rank: "sergeant", unitID: "CPU", supervisorID: "abel"),
    Person(id: "dietz", name: "Kim Dietz", rank: "officer", unitID: "CPU", supervisorID: "cole"),
    Person(id: "frey", name: "Lou Frey", rank: "civilian", supervisorID: "abel"),
  ]

  var facts: QuotaFacts {
    QuotaFacts(
      agency: NamedFacts(id: "riverton-pd", name: "Riverton Police Department"),
      organization: Organization(
        people: people, units: units, neighborhoods: neighborhoods, absences: absences, pauses: pauses,
        assignments: assignments, ranks: Town.ranks), engagements: engagements, incidents: incidents)
  }

  var assessor: Assessor { Assessor(quotas: quotas, facts: facts, calendar: calendar, rule: rule) }

  func obligations(
    _ from: LocalDay = "2026-11-16", _ until: LocalDay = "2026-11-22", now: Date = "2026-11-18T17:00:00Z"
  ) -> [Obligation] {
    assessor.obligations(from: from, until: until, now: now)
  }

  /// What is against the engagement in the quota that it belongs to.
  func codes(of engagement: String) -> [Obligation.Reason.Code] {
    assessor.verdict(of: engagement)?.reasons.map(\.code) ?? []
  }
}

extension Quota {
  /// A shift walk for each neighborhood, three a work week, with what a test wants otherwise.
  static func walk(
    _ id: String = "walk", activity: String = "walk.shift", minutes: Int? = nil,
    coordinator: PersonRule = PersonRule(), with: [Companions] = [], times: Int = 3, per: Period? = .workWeek,
    for holder: Holder = .neighborhood
  ) -> Quota {
    Quota(
      id: id, name: "Walk", activity: activity, minutes: minutes, coordinator: coordinator, with: with,
      times: times, per: per, holder: holder)
  }

  /// A walk within 24 hours of a shooting or homicide.
  static func afterIncident(
    _ id: String = "after", activity: String = "walk.after", kinds: [String] = ["homicide", "shooting"],
    hours: Int = 24, coordinator: PersonRule = PersonRule()
  ) -> Quota {
    Quota(
      id: id, name: "Post-incident walk", activity: activity, coordinator: coordinator, per: nil,
      holder: .incident(kinds: kinds, withinSeconds: hours * 3600))
  }
}

extension Quota.Companions {
  static func persons(
    _ count: Int, _ ranks: [String]? = nil, units: [String]? = nil, not: [String]? = nil,
    assigned: Bool = false
  ) -> Self {
    Self(
      count: count,
      who: .persons(
        Quota.PersonRule(ranks: ranks, unitKinds: units, notUnitKinds: not, assigned: assigned)))
  }
}

extension Engagement {
  /// A completed half hour in Riverside on Tuesday morning, led by Lt. Okafor, who is there, with what a test wants
  /// otherwise.
  static func walk(
    _ id: String = "e1", activity: String = "walk.shift", in neighborhood: String? = "riverside",
    by coordinator: String? = "okafor", status: Status = .completed, at start: Date = "2026-11-17T15:00:00Z",
    minutes: Int? = 30, incident: String? = nil, with others: [String] = [], guests: [String] = [],
    attended: Bool = true
  ) -> Engagement {
    Engagement(
      id: id, activity: activity, neighborhoodID: neighborhood, coordinatorID: coordinator, status: status,
      startsAt: start, endsAt: minutes.map { start.addingTimeInterval(Double($0 * 60)) },
      incidentID: incident,
      participants: (attended ? [coordinator].compactMap(\.self) : []) + others,
      guests: guests.map { Guest(category: $0) })
  }
}

extension Date: @retroactive ExpressibleByStringLiteral {
  /// RFC 3339; the epoch for anything else, which no test means.
  public init(stringLiteral text: String) { self = Date(rfc3339: text) ?? Date(seconds: 0) }
}

extension LocalDay: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = LocalDay(text) ?? LocalDay(number: 0) }
}
