import Foundation

@testable import RollCall

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func one<Item>(of items: [Item]) -> Item { items[number(0...(items.count - 1))] }

  mutating func some<Item>(of items: [Item], _ percent: Int) -> [Item] {
    items.filter { _ in chance(percent) }
  }
}

/// A small agency drawn by lot, around a change of the clocks, with rows that make no sense among the others.
struct RandomTown {
  var town = Town()
  private var lot: Seeded
  /// Some agencies have few who lead, often two things at once, and ask for little.
  private let busy: Bool

  static let ranks = Town.ranks.ranks.map(\.id)
  static let kinds = ["patrol", "investigations", "community_policing", "executive"]
  static let activities = ["walk", "walk.a", "walk.b", "walk.a.x", "coffee", "coffee.cop"]
  static let zones = [
    "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo", "Asia/Kathmandu", "UTC",
  ]
  /// The clocks change in New York and St John's on 1 November 2026, in Cairo on 29 October, on Lord Howe on 4 October.
  static let days = Array(("2026-10-01"..<"2026-11-09" as Range<LocalDay>).all)

  init(seed: UInt64) {
    lot = Seeded(seed)
    busy = lot.chance(50)
    makeCalendar()
    makePeople()
    makePlaces()
    makeQuotas()
    makeIncidents()
    makeEngagements()
  }

  private mutating func makeCalendar() {
    let holidays = lot.some(of: Self.days, 5)
    var workDays = Set(lot.some(of: Weekday.allCases, 75))
    if workDays.isEmpty, lot.chance(90) { workDays = [.monday, .friday] }
    town.calendar = AgencyCalendar(
      timeZone: TimeZone(identifier: lot.one(of: Self.zones)) ?? .gmt,
      weekStarts: lot.one(of: Weekday.allCases), workDays: workDays, holidays: Set(holidays))
    town.rule = JudgingRule(
      settle: lot.chance(70)
        ? .elapsed(.seconds(lot.number(0...80) * 3600)) : .workingDays(lot.number(0...3)),
      nudgeAt: lot.one(of: [0.25, 0.5, 0.6, 0.75, 1]))
  }

  private mutating func makePeople() {
    let ids = (1...6).map { "u\($0)" }
    town.units = ids.map { id in
      Unit(
        id: id, name: id.uppercased(), kind: lot.one(of: Self.kinds),
        parentID: lot.chance(60) ? lot.one(of: ids + ["gone"]) : nil)
    }
    let badges = (1...12).map { "p\($0)" }
    town.people = badges.map { id in
      Person(
        id: id, name: "Person \(id)", rank: lot.chance(95) ? lot.one(of: Self.ranks) : "cadet",
        unitID: lot.chance(85) ? lot.one(of: ids + ["gone"]) : nil,
        supervisorID: lot.chance(80) ? lot.one(of: badges + ["gone"]) : nil,
        activeFrom: lot.chance(15) ? lot.one(of: Self.days) : nil,
        activeUntil: lot.chance(15) ? lot.one(of: Self.days) : nil)
    }
    town.absences = (0..<lot.number(0...6)).map { _ in
      let day = lot.one(of: Self.days)
      return Absence(personID: lot.one(of: badges), from: day, through: day.advanced(by: lot.number(-1...6)))
    }
  }

  private mutating func makePlaces() {
    let ids = ["n1", "n2", "n3", "n4"]
    town.neighborhoods = ids.map { id in
      Neighborhood(
        id: id, name: "Place \(id)", activeFrom: lot.chance(20) ? lot.one(of: Self.days) : nil,
        activeUntil: lot.chance(20) ? lot.one(of: Self.days) : nil)
    }
    town.pauses = (0..<lot.number(0...3)).map { _ in
      let day = lot.one(of: Self.days)
      return Pause(
        neighborhoodID: lot.one(of: ids), from: day,
        through: lot.chance(80) ? day.advanced(by: lot.number(0...9)) : nil)
    }
    town.assignments = (0..<lot.number(4...30)).map { _ in
      let day = lot.one(of: Self.days)
      return Assignment(
        neighborhoodID: lot.one(of: ids + ["gone"]), personID: lot.one(of: town.people).id,
        from: lot.chance(30) ? day : nil, through: lot.chance(30) ? day.advanced(by: lot.number(0...20)) : nil
      )
    }
  }

  private mutating func makeRule() -> Quota.PersonRule {
    if lot.chance(busy ? 80 : 35) { return Quota.PersonRule() }
    return Quota.PersonRule(
      ranks: lot.chance(60) ? lot.some(of: Self.ranks, 50) : nil,
      unitKinds: lot.chance(25) ? lot.some(of: Self.kinds, 50) : nil,
      notUnitKinds: lot.chance(20) ? lot.some(of: Self.kinds, 30) : nil, assigned: lot.chance(30))
  }

  private mutating func makeQuotas() {
    town.quotas = (0..<lot.number(1...7)).map { number in
      let with = (0..<lot.number(0...(busy ? 1 : 3))).map { _ in
        Quota.Companions(
          count: lot.chance(75) ? 1 : 2,
          who: lot.chance(85)
            ? .persons(makeRule()) : .guests(categories: lot.some(of: ["city", "media", "resident"], 60)))
      }
      let holder: Quota.Holder =
        switch lot.number(0...6) {
        case 0, 1: .neighborhood
        case 2: .person
        case 3: .agency
        case 4: .unit(ids: lot.some(of: ["u1", "u2", "u3", "u9"], 60))
        default:
          .incident(
            kinds: lot.some(of: ["homicide", "shooting"], 70), withinSeconds: lot.number(1...96) * 3600)
        }
      var per: Quota.Period? = lot.one(of: Quota.Period.allCases)
      if case .incident = holder { per = nil }
      return Quota(
        id: "q\(number)", name: "Quota \(number)", activity: lot.one(of: Self.activities),
        minutes: lot.chance(50) ? lot.number(1...60) : nil, coordinator: makeRule(), with: with,
        times: per == nil ? 1 : lot.number(1...5), per: per, holder: holder)
    }
  }

  private mutating func instant() -> Date {
    let day = lot.one(of: Self.days)
    // Often on the hour, and round local midnight, where the mistakes are.
    let midnight = town.calendar.start(of: day)
    return midnight.addingTimeInterval(
      Double(lot.chance(30) ? lot.number(-2...2) : lot.number(0...23) * 3600))
  }

  /// In one week, by the half hour.
  private mutating func crowded() -> Date {
    town.calendar.start(of: "2026-10-28").addingTimeInterval(Double(lot.number(0...200) * 1800))
  }

  private mutating func makeIncidents() {
    town.incidents = (0..<lot.number(0...8)).map { number in
      let at = instant()
      return Incident(
        id: "i\(number)", kind: lot.one(of: ["homicide", "shooting", "robbery"]),
        neighborhoodID: lot.chance(85) ? lot.one(of: ["n1", "n2", "n3", "n4", "gone"]) : nil, occurredAt: at,
        knownAt: lot.chance(30) ? at.addingTimeInterval(Double(lot.number(0...60) * 3600)) : nil)
    }
  }

  /// Now and then the very second of an incident, or of the end of its hours.
  private mutating func atIncident() -> Date? {
    guard lot.chance(12), !town.incidents.isEmpty else { return nil }
    let incident = lot.one(of: town.incidents)
    let ends = town.quotas.compactMap { quota -> Date? in
      guard case .incident(_, let within) = quota.holder else { return nil }
      return incident.clockStart.addingTimeInterval(Double(within))
    }
    return lot.one(of: ends + [incident.occurredAt])
  }

  private mutating func makeEngagements() {
    let people = town.people.map(\.id)
    let leading = busy ? Array(people.prefix(3)) : people
    town.engagements = (0..<lot.number(0...60)).map { number in
      let start = atIncident() ?? (lot.chance(busy ? 95 : 30) ? crowded() : instant())
      let coordinator = lot.chance(93) ? lot.one(of: leading + (lot.chance(10) ? ["ghost"] : [])) : nil
      var participants = Set(lot.some(of: people, 35))
      if let coordinator, lot.chance(85) { participants.insert(coordinator) }
      if lot.chance(5) { participants.insert("ghost") }
      return Engagement(
        id: "e\(number)", activity: lot.one(of: Self.activities + ["walk", "picnic"]),
        neighborhoodID: lot.chance(88) ? lot.one(of: ["n1", "n2", "n3", "n4", "n4", "gone"]) : nil,
        coordinatorID: coordinator,
        status: lot.chance(85)
          ? .completed : lot.one(of: [.planned, .inProgress, .cancelled, .void] as [Engagement.Status]),
        startsAt: start,
        endsAt: lot.chance(90) ? start.addingTimeInterval(Double(lot.number(-5...200) * 60)) : nil,
        incidentID: lot.chance(20) ? lot.one(of: (0...8).map { "i\($0)" }) : nil,
        participants: participants.sorted(),
        guests: (0..<lot.number(0...2)).map { _ in
          Guest(category: lot.chance(80) ? lot.one(of: ["city", "media", "resident"]) : nil)
        })
    }
  }
}
