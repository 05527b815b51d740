import Foundation

/// Who owes a quota, and how much in a period (contract §3, *Holders* and *Required*). Holders have numbers: the place
/// of a neighborhood, person or incident among all of them in order of id, of a unit in the quota's list.
struct Holders: Sendable {
  let facts: QuotaFacts
  let calendar: AgencyCalendar
  let rules: [CountingRules]
  let roster: Roster
  /// In order of id.
  let incidents: [Incident]
  private let books: [IncidentBook?]
  private let neighborhoods: [Neighborhood]
  private let neighborhoodNumbers: [String: Int]
  /// By quota: for each unit of the store the listed one that it is in or below.
  private let listedUnits: [[String: Int]]

  init(
    _ facts: QuotaFacts, _ allotment: Allotment, _ roster: Roster, incidents: [Incident],
    _ calendar: AgencyCalendar
  ) {
    self.facts = facts
    self.calendar = calendar
    self.roster = roster
    self.incidents = incidents
    rules = allotment.rules
    books = allotment.books
    neighborhoods = facts.organization.neighborhoods.values.sorted { inByteOrder($0.id, $1.id) }
    neighborhoodNumbers = Dictionary(uniqueKeysWithValues: neighborhoods.enumerated().map { ($1.id, $0) })
    listedUnits = rules.map { Self.listedUnits(of: $0.quota, facts.organization) }
  }

  /// The numbers of all who may hold this quota; `required` says which of them do in a period.
  func candidates(_ quota: Int) -> [Int] {
    switch rules[quota].quota.holder {
    case .neighborhood: Array(neighborhoods.indices)
    case .person: roster.people.indices.filter(rules[quota].coordinator.fitsPost)
    case .agency: [0]
    case .unit(let ids): ids.indices.filter { ids.firstIndex(of: ids[$0]) == $0 }
    case .incident: books[quota]?.named ?? []
    }
  }

  /// The number of the one whose obligation this engagement is of, if its quota has such a one.
  func holder(of engagement: Engagement, at place: Allotment.Place) -> Int? {
    switch rules[place.quota].quota.holder {
    case .neighborhood: engagement.neighborhoodID.flatMap { neighborhoodNumbers[$0] }
    case .person: engagement.coordinatorID.flatMap(roster.number)
    case .agency: 0
    case .unit:
      engagement.coordinatorID.flatMap { facts.organization.people[$0]?.unitID }
        .flatMap { listedUnits[place.quota][$0] }
    case .incident: place.incident
    }
  }

  func incidentPeriod(_ number: Int, of quota: Int) -> Period? {
    books[quota].map { Period(of: incidents[number], withinSeconds: $0.withinSeconds, calendar) }
  }

  /// How many this one owes; nil where it does not hold the quota in this period.
  func required(_ holder: Int, of quota: Int, in period: Period, workingDays: [LocalDay]) -> Int? {
    let rule = rules[quota].quota
    switch rule.holder {
    case .unit, .agency: return rule.times
    case .incident: return isOwed(incidents[holder]) ? 1 : nil
    case .neighborhood:
      let neighborhood = neighborhoods[holder]
      let active = workingDays.filter(neighborhood.isActive)
      guard !active.isEmpty else { return nil }
      let unpaused = active.count { !facts.organization.isPaused(neighborhood.id, on: $0) }
      return Self.prorated(rule.times, unpaused, workingDays.count)
    case .person:
      guard rules[quota].coordinator.fitsPost(holder) else { return nil }
      return daysPresent(roster.people[holder], rules[quota].coordinator, period, workingDays).map {
        Self.prorated(rule.times, $0, workingDays.count)
      }
    }
  }

  /// For people: who holds it.
  func named(_ holder: Int, of quota: Int) -> Obligation.Holder {
    switch rules[quota].quota.holder {
    case .neighborhood:
      .init(kind: .neighborhood, id: neighborhoods[holder].id, name: neighborhoods[holder].name)
    case .person: .init(kind: .person, id: roster.people[holder].id, name: roster.people[holder].name)
    case .agency: .init(kind: .agency, id: facts.agency.id, name: facts.agency.name)
    case .unit(let ids):
      .init(kind: .unit, id: ids[holder], name: facts.organization.units[ids[holder]]?.name ?? ids[holder])
    case .incident:
      .init(
        kind: .incident, id: incidents[holder].id,
        name: ReasonText.name(of: incidents[holder], facts.organization))
    }
  }

  // MARK: -

  /// `times × days ÷ of`, rounded to the nearest, halves up; 0 where there are no days.
  static func prorated(_ times: Int, _ days: Int, _ all: Int) -> Int {
    all == 0 ? 0 : (2 * times * days + all) / (2 * all)
  }

  /// Where two listed units lie one below the other, a unit is the nearest one's: no engagement counts twice.
  private static func listedUnits(of quota: Quota, _ organization: Organization) -> [String: Int] {
    guard case .unit(let ids) = quota.holder else { return [:] }
    let places = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return organization.units.compactMapValues { unit in
      var (current, seen) = (unit.id as String?, Set<String>())
      while let id = current, seen.insert(id).inserted {
        if let place = places[id] { return place }
        current = organization.units[id]?.parentID
      }
      return nil
    }
  }

  private func isOwed(_ incident: Incident) -> Bool {
    guard let neighborhood = incident.neighborhoodID.flatMap({ facts.organization.neighborhoods[$0] }) else {
      return false
    }
    let day = calendar.day(of: incident.clockStart)
    return neighborhood.isActive(on: day) && !facts.organization.isPaused(neighborhood.id, on: day)
  }

  /// The working days on which the person could do it; nil where the person does not hold the quota at all.
  private func daysPresent(
    _ person: Person, _ rule: Eligibility, _ period: Period, _ workingDays: [LocalDay]
  ) -> Int? {
    guard meet(person.activeFrom, person.activeUntil, period.days) else { return nil }
    guard rule.rule.assigned else {
      return workingDays.count { isPresent(person, on: $0) }
    }
    let assignments = facts.organization.assignments(ofPerson: person.id)
    guard assignments.contains(where: { meet($0.from, $0.through, period.days) }) else { return nil }
    return workingDays.count { day in
      isPresent(person, on: day) && assignments.contains { $0.holds(on: day) }
    }
  }

  private func isPresent(_ person: Person, on day: LocalDay) -> Bool {
    person.isActive(on: day) && !facts.organization.isAbsent(person.id, on: day)
  }
}

/// Whether a span whose ends are both inclusive and may both be open holds any of these days.
private func meet(_ first: LocalDay?, _ last: LocalDay?, _ days: Range<LocalDay>) -> Bool {
  let start = max(first ?? days.lowerBound, days.lowerBound)
  let end = min(last?.advanced(by: 1) ?? days.upperBound, days.upperBound)
  return start < end
}
