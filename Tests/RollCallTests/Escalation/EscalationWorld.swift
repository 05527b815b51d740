import Foundation

@testable import RollCall

/// An invented agency: Sgt. Kelling, Lt. Silva, Capt. Ruiz, Chief Ode, and Riverside, which they answer for.
struct EscalationWorld {
  static let ladder = RankLadder(
    [
      .init(id: "officer", title: "Officer", abbreviation: "Ofc."),
      .init(id: "detective", title: "Detective", abbreviation: "Det."),
      .init(id: "sergeant", title: "Sergeant", abbreviation: "Sgt."),
      .init(id: "lieutenant", title: "Lieutenant", abbreviation: "Lt."),
      .init(id: "captain", title: "Captain", abbreviation: "Capt."),
      .init(id: "chief", title: "Chief", abbreviation: "Chief"),
    ], leadersFrom: "sergeant")

  static let shiftWalk = Quota(
    id: "shift-walk", name: "Shift walk", activity: "walk.shift", minutes: 30,
    coordinator: .init(ranks: ["lieutenant"], unitKinds: ["patrol"], assigned: true),
    with: [
      .init(who: .persons(.init(ranks: ["sergeant"]))),
      .init(who: .persons(.init(ranks: ["officer", "detective"]))),
    ], times: 3, per: .workWeek, holder: .neighborhood)

  static let officerWalk = Quota(
    id: "officer-walk", name: "Officer walk", activity: "walk.officer", minutes: 20,
    coordinator: .init(ranks: ["officer"], assigned: true), with: [.init(who: .persons(.init()))], times: 3,
    per: .workWeek, holder: .neighborhood)

  static let incidentWalk = Quota(
    id: "post-incident", name: "Post-incident walk", activity: "walk.incident",
    coordinator: .init(unitKinds: ["community_policing"]), times: 1, per: nil,
    holder: .incident(kinds: ["shooting"], withinSeconds: 86400))

  var people: [Person] = [
    person("s", "Bo Kelling", "sergeant", above: "l"), person("l", "Ana Silva", "lieutenant", above: "c"),
    person("c", "Maria Ruiz", "captain", above: "h"), person("h", "Ida Ode", "chief", above: nil),
  ]
  var absences: [Absence] = []
  var assignments: [Assignment] = []
  var neighborhoods = [
    Neighborhood(id: "riverside", name: "Riverside", unitID: "D1", captainID: "c", lieutenantID: "l")
  ]
  var units = [
    Unit(id: "X", name: "Office of the Chief", kind: "executive"),
    Unit(id: "D1", name: "District 1", kind: "patrol", parentID: "X"),
  ]
  var engagements: [String: Engagement] = [:]
  var rule = EscalationRule(quiet: nil)

  static func person(
    _ id: String, _ name: String, _ rank: String, above supervisor: String?, unit: String? = "D1",
    email: String? = "someone@example.test", until: LocalDay? = nil
  ) -> Person {
    Person(
      id: id, name: name, rank: rank, unitID: unit, supervisorID: supervisor, email: email, activeUntil: until
    )
  }

  static let calendar = AgencyCalendar(
    timeZone: TimeZone(identifier: "America/New_York") ?? .gmt,
    holidays: Set([LocalDay("2026-11-26")].compactMap { $0 }))

  var facts: EscalationFacts {
    EscalationFacts(
      organization: Organization(
        people: people, units: units, neighborhoods: neighborhoods, absences: absences,
        assignments: assignments, ranks: Self.ladder), calendar: Self.calendar, rule: rule,
      quotas: [Self.shiftWalk, Self.officerWalk, Self.incidentWalk], engagements: engagements,
      incidents: [
        "I-7": Incident(
          id: "I-7", kind: "shooting", neighborhoodID: "riverside", occurredAt: at("2026-11-17 02:00"))
      ])
  }

  mutating func change(_ id: String, _ body: (Person) -> Person?) {
    people = people.compactMap { $0.id == id ? body($0) : $0 }
  }
}

/// A wall clock in Riverton: "2026-11-25 09:00".
func at(_ text: String) -> Date {
  let parts = text.split(separator: " ").map(String.init)
  guard parts.count == 2, let day = LocalDay(parts[0]), let time = TimeOfDay(parts[1]) else {
    return .distantPast
  }
  return EscalationWorld.calendar.instant(day, time)
}

func obligation(
  _ status: Obligation.Status = .missed, quota: Quota = EscalationWorld.shiftWalk,
  place: String = "riverside",
  named: String = "Riverside", week: String = "2026-11-16", required: Int = 3, counted: Int = 2,
  responsible: [String] = ["s"], uncounted: [Obligation.Tally] = []
) -> Obligation {
  let from = LocalDay(week) ?? LocalDay(number: 0)
  return Obligation(
    id: "\(quota.id)/\(place)/\(week)", quota: quota.id, name: quota.name,
    holder: .init(kind: .neighborhood, id: place, name: named),
    from: EscalationWorld.calendar.start(of: from),
    until: EscalationWorld.calendar.start(of: from.advanced(by: 7)), required: required, status: status,
    responsible: responsible,
    engagements: (0..<counted).map { .init(id: "e\($0)", reasons: []) } + uncounted)
}

func incidentObligation(_ status: Obligation.Status, counted: Int = 0) -> Obligation {
  Obligation(
    id: "post-incident/I-7/incident", quota: "post-incident", name: "Post-incident walk",
    holder: .init(kind: .incident, id: "I-7", name: "shooting I-7"), from: at("2026-11-17 02:00"),
    until: at("2026-11-18 02:00"), required: 1, status: status, responsible: ["s"],
    engagements: (0..<counted).map { .init(id: "w\($0)", reasons: []) })
}

/// Runs one after the other, noting who hears what.
struct EscalationRun {
  var world = EscalationWorld()
  var escalator = Escalator()
  var events: [Event] = []

  /// "l escalated", in order; one run of judging and firing.
  @discardableResult
  mutating func run(
    _ time: String, _ obligations: [Obligation] = [], covering: Range<Date>? = nil
  ) -> [String] {
    run(at(time), obligations, covering: covering)
  }

  @discardableResult
  mutating func run(
    _ now: Date, _ obligations: [Obligation] = [], covering: Range<Date>? = nil
  ) -> [String] {
    let actions =
      escalator.judged(obligations, covering: covering, world.facts, now: now)
      + escalator.due(world.facts, now: now)
    events += actions.events
    return actions.noticesByPerson.flatMap { entry in
      entry.notices.map { "\(entry.personID) \($0.kind.word)" }
    }
  }

  func nextDue(_ time: String) -> Date? { escalator.nextDue(world.facts, after: at(time)) }

  var onlyCase: EscalationCase? { escalator.cases.count == 1 ? escalator.cases.values.first : nil }
  var eventTypes: [String] { events.map(\.type.rawValue) }
}

extension Notice.Kind {
  var word: String {
    switch self {
    case .nudge(let mark): "nudge \(mark.rawValue)"
    case .uncounted(let ids): "uncounted \(ids.sorted().joined(separator: ","))"
    case .missed: "missed"
    case .escalated(let step): "escalated \(step)"
    case .systemic(let gap, let step): "systemic \(step): \(gap.missed) of \(gap.total)"
    case .cleared(let why): "cleared \(why.rawValue)"
    case .reopened: "reopened"
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed.
struct EscalationSeed: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
