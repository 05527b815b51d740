import Foundation

/// A quota made ready to judge engagements one by one (contract §3, *Rules*), all but `overlaps`, for which others
/// must be known.
final class CountingRules: Sendable {
  struct PersonsWanted: Sendable {
    let count: Int
    let who: Eligibility
    let words: Wording
  }

  struct GuestsWanted: Sendable {
    let count: Int
    let categories: [String]
    let words: Wording
  }

  /// Whom a `with` rule asks for, as the sentences say it; found once, said of thousands.
  struct Wording: Sendable {
    /// "sergeant".
    let one: String
    /// "sergeants".
    let many: String
  }

  let quota: Quota
  let coordinator: Eligibility
  let persons: [PersonsWanted]
  let guests: [GuestsWanted]
  let roster: Roster
  let organization: Organization

  init(_ quota: Quota, _ roster: Roster, _ organization: Organization) {
    self.quota = quota
    self.roster = roster
    self.organization = organization
    coordinator = Eligibility(quota.coordinator, roster)
    let words = RuleWords(ranks: organization.ranks)
    var (persons, guests) = ([PersonsWanted](), [GuestsWanted]())
    for companions in quota.with {
      switch companions.who {
      case .persons(let rule):
        persons.append(
          PersonsWanted(
            count: companions.count, who: Eligibility(rule, roster),
            words: Wording(one: words.person(rule, count: 1), many: words.person(rule, count: 2))))
      case .guests(let categories):
        guests.append(
          GuestsWanted(
            count: companions.count, categories: categories,
            words: Wording(one: words.guest(categories, count: 1), many: words.guest(categories, count: 2))))
      }
    }
    self.persons = persons
    self.guests = guests
  }

  /// Everything against this engagement but `overlaps`. `incident` is the one it belongs to.
  func reasons(against engagement: Engagement, on day: LocalDay, _ incident: Incident?) -> ReasonSet {
    guard engagement.status == .completed else { return .notCompleted }
    var reasons = lengthReasons(engagement)
    if let coordinator = engagement.coordinatorID {
      if !engagement.participants.contains(coordinator) { reasons.insert(.coordinatorAbsent) }
      if !coordinatorFits(engagement, on: day) { reasons.insert(.coordinatorNotEligible) }
    } else {
      reasons.insert(.coordinatorAbsent)
    }
    if !hasCompanions(engagement, on: day) { reasons.insert(.missingParticipants) }
    if let incident { reasons.formUnion(clockReasons(engagement, incident)) }
    return reasons
  }

  /// Whether the engagement's coordinator fits the rule. Nobody, and somebody whom the store does not know, fits none.
  func coordinatorFits(_ engagement: Engagement, on day: LocalDay) -> Bool {
    guard let id = engagement.coordinatorID, let person = roster.number(of: id) else { return false }
    return coordinator.fits(person, in: engagement.neighborhoodID, on: day, organization)
  }

  private func lengthReasons(_ engagement: Engagement) -> ReasonSet {
    guard let minutes = quota.minutes else { return [] }
    guard let end = engagement.endsAt else { return .noEnd }
    return end.seconds - engagement.startsAt.seconds < minutes * 60 ? .tooShort : []
  }

  private func clockReasons(_ engagement: Engagement, _ incident: Incident) -> ReasonSet {
    guard case .incident(_, let within) = quota.holder else { return [] }
    if engagement.startsAt < incident.occurredAt { return .tooEarly }
    return engagement.startsAt.seconds > incident.clockStart.seconds + within ? .tooLate : []
  }

  // MARK: - Companions

  private func hasCompanions(_ engagement: Engagement, on day: LocalDay) -> Bool {
    guard !persons.isEmpty || !guests.isEmpty else { return true }
    let (wantedPersons, wantedGuests) = wants(engagement, on: day)
    return areMet(wantedPersons) && areMet(wantedGuests)
  }

  private func areMet(_ wants: [Matching.Want]) -> Bool {
    guard wants.allSatisfy({ $0.candidates.count >= $0.count }) else { return false }
    return wants.count < 2 || zip(wants, Matching.filled(wants)).allSatisfy { $0.count <= $1 }
  }

  /// Who of the participants but the coordinator, and who of the guests, could fill each of the `with` rules.
  func wants(
    _ engagement: Engagement, on day: LocalDay
  ) -> (persons: [Matching.Want], guests: [Matching.Want]) {
    let others = engagement.participants.compactMap {
      $0 == engagement.coordinatorID ? nil : roster.number(of: $0)
    }
    let persons = persons.map { wanted in
      Matching.Want(
        count: wanted.count,
        candidates: others.filter {
          wanted.who.fits($0, in: engagement.neighborhoodID, on: day, organization)
        })
    }
    let guests = guests.map { wanted in
      Matching.Want(
        count: wanted.count,
        candidates: engagement.guests.indices.filter {
          engagement.guests[$0].category.map(wanted.categories.contains) ?? false
        })
    }
    return (persons, guests)
  }
}
