import Foundation

/// What is said before anything is missed, and when it was done.
extension Escalator {
  /// One nudge an obligation at risk, two on an incident's clock: to those responsible and, for a line rank, to those
  /// who could do it; nobody above (contract §4).
  mutating func nudge(
    _ snapshot: CaseSnapshot, _ status: Obligation.Status, _ quota: Quota, _ facts: EscalationFacts,
    _ now: Date
  ) -> [EscalationAction] {
    var memory = memories[snapshot.id] ?? ObligationMemory(snapshot)
    (memory.from, memory.until) = (snapshot.from, snapshot.until)
    let mark = memory.mark(status, now: now)
    let known = memories[snapshot.id] != nil
    guard let mark else {
      if known || (snapshot.isIncident && status != .excused) { memories[snapshot.id] = memory }
      return []
    }
    if !snapshot.isIncident, facts.rule.quiet.isQuiet(at: now, facts.calendar) {
      nudgesWait = true
      return []
    }
    memory.nudge(mark)
    memories[snapshot.id] = memory
    let people = recipients(snapshot, quota, facts, now)
    return [.publish(facts.text.event(atRisk: snapshot, mark, told: people, now))]
      + people.map { .tell(Notice(personID: $0.id, kind: .nudge(mark), snapshot: snapshot, quota: quota)) }
  }

  private func recipients(
    _ snapshot: CaseSnapshot, _ quota: Quota, _ facts: EscalationFacts, _ now: Date
  ) -> [PersonFacts] {
    let line = LineCoordinators(of: snapshot, quota, facts.organization, on: facts.calendar.day(of: now))
    return Set(snapshot.responsible.map(\.id) + line.ids).sorted()
      .compactMap { facts.reachable($0, at: now).map(facts.facts(of:)) }
  }

  /// `quota.met`, once an obligation, with what else is planned for the same holder.
  mutating func progress(
    _ obligations: [Obligation], _ facts: EscalationFacts, _ now: Date
  ) -> [EscalationAction] {
    let newly = obligations.filter { $0.status == .met && memories[$0.id]?.met != true }
    guard !newly.isEmpty else { return [] }
    let byHolder = Dictionary(grouping: obligations.filter { $0.status != .unassessed }, by: \.holder)
    return newly.map { obligation in
      let snapshot = facts.snapshot(of: obligation)
      memories[obligation.id, default: ObligationMemory(snapshot)].met = true
      let beside = (byHolder[obligation.holder] ?? []).filter {
        $0.from < obligation.until && obligation.from < $0.until
      }
      return .publish(facts.text.event(met: snapshot, beside: beside))
    }
  }
}

/// The people of a line rank who fit a quota's coordinator rule for its holder: those who could still do it.
struct LineCoordinators {
  /// Empty where somebody of a leader's rank fits: then those are responsible, and nobody below hears.
  let ids: [String]

  init(of snapshot: CaseSnapshot, _ quota: Quota, _ organization: Organization, on day: LocalDay) {
    let ranks = organization.ranks
    guard snapshot.holderKind != Obligation.HolderKind.person.rawValue,
      quota.coordinator.ranks.map({ !$0.allSatisfy(ranks.isLeader) }) ?? true
    else {
      ids = []
      return
    }
    let fitting = Self.candidates(snapshot, quota, organization, day).filter { person in
      person.isActive(on: day) && Self.fits(person, snapshot, quota, organization, day)
    }
    ids = fitting.contains { ranks.isLeader($0.rank) } ? [] : fitting.map(\.id).sorted()
  }

  private static func candidates(
    _ snapshot: CaseSnapshot, _ quota: Quota, _ organization: Organization, _ day: LocalDay
  ) -> [Person] {
    guard quota.coordinator.assigned, let neighborhood = snapshot.neighborhood else {
      return Array(organization.people.values)
    }
    return organization.assignments(toNeighborhood: neighborhood).filter { $0.holds(on: day) }
      .compactMap { organization.people[$0.personID] }
  }

  private static func fits(
    _ person: Person, _ snapshot: CaseSnapshot, _ quota: Quota, _ organization: Organization, _ day: LocalDay
  ) -> Bool {
    let rule = quota.coordinator
    if let ranks = rule.ranks, !ranks.contains(person.rank) { return false }
    let kind = organization.unitKind(of: person)
    if let kinds = rule.unitKinds, !(kind.map(kinds.contains) ?? false) { return false }
    if let kinds = rule.notUnitKinds, kind.map(kinds.contains) ?? false { return false }
    if rule.assigned, snapshot.neighborhood == nil { return false }
    return snapshot.holderKind != Obligation.HolderKind.unit.rawValue
      || organization.isUnit(person.unitID, withinOrSame: snapshot.holder.id)
  }
}
