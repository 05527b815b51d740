import Foundation

/// Whether everybody is reachable before it is needed: every quota can be fulfilled, somebody answers for it, and an
/// alert about it finds its way up (issue 3, point 7). Pure; of one day.
package struct Reach {
  /// By kind, then by id.
  package private(set) var gaps: [Gap] = []

  private let facts: EscalationFacts
  private let quotas: [Quota]
  private let day: LocalDay
  private let roster: Roster
  private let active: [Int]
  private let chain: ChainOfCommand
  private let text: ReachText
  private var organization: Organization { facts.organization }

  /// - parameter quotas: in the order of the file.
  /// - parameter activities: those that were logged lately, but for those that the configuration names.
  package init(_ facts: EscalationFacts, quotas: [Quota], activities: [String], on day: LocalDay) {
    self.facts = facts
    self.quotas = quotas
    self.day = day
    roster = Roster(facts.organization)
    active = roster.people.indices.filter { [roster] in roster.people[$0].isActive(on: day) }
    chain = ChainOfCommand(facts.organization, on: day)
    text = ReachText(facts.organization)
    // A store that nobody has filled yet has no gaps: it has nothing.
    guard !active.isEmpty else { return }
    let hopeless = lookAtQuotas()
    lookAtNeighborhoods(but: hopeless)
    lookAtPeople()
    lookAtActivities(activities)
  }

  /// The span whose activities are looked at: the last thirty days.
  package static func lately(_ now: Date) -> Range<Date> {
    now.advanced(by: .seconds(-30 * 86400))..<now.advanced(by: .seconds(1))
  }

  // MARK: - Quotas

  /// Returns the ids of those that nobody could coordinate.
  private mutating func lookAtQuotas() -> Set<String> {
    var hopeless: Set<String> = []
    for quota in quotas {
      let rules = CountingRules(quota, roster, organization)
      if case .unit(let ids) = quota.holder {
        for id in ids where organization.units[id] == nil { add(.unfulfillable, quota, text.noUnit(id)) }
      }
      let coordinators = fitting(rules.coordinator)
      guard !coordinators.isEmpty else {
        add(.unfulfillable, quota, text.nobodyCoordinates(quota))
        hopeless.insert(quota.id)
        continue
      }
      // Different people for different places, the coordinator's among them.
      let wants =
        [Matching.Want(count: 1, candidates: coordinators)]
        + rules.persons.map { Matching.Want(count: $0.count, candidates: fitting($0.who)) }
      for (wanted, filled) in zip(rules.persons, Matching.filled(wants).dropFirst())
      where filled < wanted.count {
        add(
          .unfulfillable, quota,
          text.tooFew(filled, of: wanted.count, wanted.count == 1 ? wanted.words.one : wanted.words.many))
      }
    }
    return hopeless
  }

  /// The active people who fit, and are assigned anywhere if that is asked.
  private func fitting(_ rule: Eligibility) -> [Int] {
    active.filter { person in
      rule.fitsPost(person)
        && (!rule.rule.assigned
          || organization.assignments(ofPerson: roster.people[person].id).contains { $0.holds(on: day) })
    }
  }

  // MARK: - Neighborhoods

  private mutating func lookAtNeighborhoods(but hopeless: Set<String>) {
    let local = quotas.filter { !hopeless.contains($0.id) && $0.isOwedInNeighborhoods }
    let rules = local.map { CountingRules($0, roster, organization) }
    let places = organization.neighborhoods.values.filter { $0.isActive(on: day) }
      .sorted { inByteOrder($0.id, $1.id) }
    var climbs: [[String]: Int?] = [:]
    for place in places {
      let isAssigned = organization.assignments(toNeighborhood: place.id).contains { $0.holds(on: day) }
      if !isAssigned, local.contains(where: \.coordinator.assigned) {
        gaps.append(Gap(.nobodyResponsible, "neighborhood", place.id, text.nobodyAssigned))
      }
      var orphans: [String] = []
      for rule in rules {
        let responsible = responsible(for: rule, in: place.id)
        if responsible.isEmpty { orphans.append(rule.quota.name) }
        let key = responsible.isEmpty ? ["", rule.quota.id, place.id] : responsible
        let step = climbs[key] ?? deadStep(rule.quota, place, responsible)
        climbs.updateValue(step, forKey: key)
        if let step { gaps.append(Gap(.unreachable, "neighborhood", place.id, text.dead(step, rule.quota))) }
      }
      if isAssigned, !orphans.isEmpty {
        gaps.append(Gap(.nobodyResponsible, "neighborhood", place.id, text.nobodyResponsible(orphans)))
      }
    }
  }

  private func responsible(for rules: CountingRules, in place: String) -> [String] {
    let people =
      rules.coordinator.rule.assigned
      ? organization.assignments(toNeighborhood: place).filter { $0.holds(on: day) }
        .compactMap { roster.number(of: $0.personID) }
      : active
    let fitting = Set(people).sorted().filter {
      rules.coordinator.fitsPost($0) && roster.people[$0].isActive(on: day)
    }
    return Responsibility.leading(fitting, roster, organization)
  }

  /// The first step that would reach nobody though the head of the agency was not told yet.
  private func deadStep(_ quota: Quota, _ place: Neighborhood, _ responsible: [String]) -> Int? {
    let start = facts.calendar.start(of: day)
    let snapshot = CaseSnapshot(
      Obligation(
        id: "", quota: quota.id, name: quota.name,
        holder: .init(kind: .neighborhood, id: place.id, name: place.name), from: start, until: start,
        required: 1, status: .missed, responsible: responsible, engagements: []),
      neighborhood: place.id,
      responsible: responsible.compactMap { organization.people[$0].map(facts.facts(of:)) }, engagements: [:])
    var seen: Set<String> = []
    var last: [String] = []
    for step in facts.rule.steps.indices {
      let ascent =
        step == 0
        ? Ascent(toResponsible: snapshot, quota, chain, facts)
        : Ascent(above: last, seen: seen, chain, facts)
      last = ascent.told.map(\.person.id)
      seen.formUnion(last + ascent.skipped.map(\.id))
      if last.isEmpty {
        return chain.head.map { seen.contains($0.id) && $0.hasAddress } ?? false ? nil : step
      }
    }
    return nil
  }

  // MARK: - People

  private mutating func lookAtPeople() {
    for cycle in cycles() {
      gaps.append(Gap(.cycle, "person", cycle[0], text.cycle(cycle)))
    }
    var unaddressed = 0
    for number in active {
      let person = roster.people[number]
      if person.id != chain.head?.id, let gap = supervision(of: person) {
        gaps.append(Gap(.noSupervisor, "person", person.id, gap))
      }
      if !person.hasAddress {
        if organization.ranks.isLeader(person.rank) {
          gaps.append(Gap(.noAddress, "person", person.id, text.noAddress))
        } else {
          unaddressed += 1
        }
      }
      if person.unitID == nil { gaps.append(Gap(.noUnit, "person", person.id, text.noUnit)) }
    }
    if unaddressed > 0 { gaps.append(Gap(.noAddress, "person", "others", text.othersWithoutAddress)) }
    let order = Dictionary(uniqueKeysWithValues: Gap.Kind.allCases.enumerated().map { ($1, $0) })
    gaps = gaps.enumerated().sorted { one, other in
      (order[one.element.kind] ?? 0, one.offset) < (order[other.element.kind] ?? 0, other.offset)
    }.map(\.element)
  }

  /// A supervisor whom the store does not know is a row that makes no sense, and said as such elsewhere.
  private func supervision(of person: Person) -> String? {
    guard let id = person.supervisorID else { return text.noSupervisor }
    guard let supervisor = organization.people[id], !supervisor.isActive(on: day) else { return nil }
    return text.supervisorLeft(id)
  }

  /// Each circle once, from its smallest id on.
  private func cycles() -> [[String]] {
    var (done, found) = (Set<String>(), [[String]]())
    for number in active {
      var (path, current) = ([String](), roster.people[number].id as String?)
      while let id = current, organization.people[id] != nil, !done.contains(id), !path.contains(id) {
        path.append(id)
        current = organization.people[id]?.supervisorID
      }
      if let id = current, let start = path.firstIndex(of: id) {
        let circle = Array(path[start...])
        let first = circle.indices.min { inByteOrder(circle[$0], circle[$1]) } ?? 0
        found.append(Array(circle[first...] + circle[..<first]))
      }
      done.formUnion(path)
    }
    return found
  }

  // MARK: - Activities

  /// An agency without any quota only publishes, and misses none.
  private mutating func lookAtActivities(_ activities: [String]) {
    guard !quotas.isEmpty else { return }
    for activity in Set(activities).sorted(by: inByteOrder)
    where !quotas.contains(where: { Engagement.activity($0.activity, isOrIsBelow: activity) }) {
      gaps.append(Gap(.unknownActivity, "activity", activity, text.unknownActivity))
    }
  }

  private mutating func add(_ kind: Gap.Kind, _ quota: Quota, _ text: String) {
    gaps.append(Gap(kind, "quota", quota.id, text))
  }
}

extension Quota {
  fileprivate var isOwedInNeighborhoods: Bool {
    switch holder {
    case .neighborhood, .incident: true
    case .person, .agency, .unit: false
    }
  }
}
