/// One rule of a quota held against one engagement: whether it is met, with the figures (contract §3, *Rules*).
package struct RuleCheck: Hashable, Sendable {
  /// What is said against an engagement that does not meet it.
  package let code: Obligation.Reason.Code
  package let isMet: Bool
  /// "35 min, 30 required".
  package let text: String

  package init(_ code: Obligation.Reason.Code, isMet: Bool, _ text: String) {
    self.code = code
    self.isMet = isMet
    self.text = text
  }
}

/// One quota held against one engagement, rule by rule.
package struct QuotaCheck: Hashable, Sendable {
  package let quota: NamedFacts
  /// In the contract's order; `not_completed` stands alone, as nothing else is then judged.
  package let rules: [RuleCheck]

  package init(quota: NamedFacts, rules: [RuleCheck]) {
    self.quota = quota
    self.rules = rules
  }
}

/// Holds the rules of one quota against one engagement, those that are met too.
struct RuleInspection {
  let rules: CountingRules
  let engagement: Engagement
  /// The local day it starts.
  let day: LocalDay
  let incident: Incident?
  /// The engagement that it overlaps.
  let blocker: Engagement?

  var check: QuotaCheck {
    QuotaCheck(
      quota: NamedFacts(id: rules.quota.id, name: rules.quota.name),
      rules: engagement.status == .completed
        ? [coordinator, eligibility, length].compactMap { $0 } + companions
          + [overlap, clock].compactMap { $0 }
        : [RuleCheck(.notCompleted, isMet: false, said(.notCompleted))])
  }

  // MARK: - One each

  private var coordinator: RuleCheck {
    let isThere = engagement.coordinatorID.map(engagement.participants.contains) ?? false
    return RuleCheck(
      .coordinatorAbsent, isMet: isThere, isThere ? text.coordinatorTookPart : said(.coordinatorAbsent))
  }

  private var eligibility: RuleCheck? {
    let fits = rules.coordinatorFits(engagement, on: day)
    // Anybody fits a rule that asks nothing, but for somebody whom the store does not know.
    guard engagement.coordinatorID != nil, !fits || rules.quota.coordinator != Quota.PersonRule() else {
      return nil
    }
    return RuleCheck(
      .coordinatorNotEligible, isMet: fits,
      fits ? text.coordinatorFits(rules.quota.coordinator) : said(.coordinatorNotEligible))
  }

  private var length: RuleCheck? {
    guard let required = rules.quota.minutes else { return nil }
    guard let minutes = engagement.minutes else { return RuleCheck(.noEnd, isMet: false, said(.noEnd)) }
    let isLong = !rules.reasons(against: engagement, on: day, incident).contains(.tooShort)
    return RuleCheck(
      .tooShort, isMet: isLong, isLong ? text.minutes(minutes, required: required) : said(.tooShort))
  }

  private var companions: [RuleCheck] {
    let (persons, guests) = rules.wants(engagement, on: day)
    return checks(persons, rules.persons.map(\.words)) + checks(guests, rules.guests.map(\.words))
  }

  private func checks(_ wants: [Matching.Want], _ words: [CountingRules.Wording]) -> [RuleCheck] {
    zip(zip(wants, words), Matching.filled(wants)).map { wanted, filled in
      let (want, words) = wanted
      return RuleCheck(
        .missingParticipants, isMet: filled >= want.count,
        text.present(filled, of: want.count, words.one, words.many))
    }
  }

  private var overlap: RuleCheck? {
    guard blocker == nil else { return RuleCheck(.overlaps, isMet: false, said(.overlaps)) }
    guard engagement.coordinatorID != nil, engagement.endsAt != nil else { return nil }
    return RuleCheck(.overlaps, isMet: true, text.noOverlap)
  }

  private var clock: RuleCheck? {
    guard case .incident(_, let within) = rules.quota.holder, let incident else { return nil }
    let found = rules.reasons(against: engagement, on: day, incident)
    if found.contains(.tooEarly) { return RuleCheck(.tooEarly, isMet: false, said(.tooEarly)) }
    if found.contains(.tooLate) { return RuleCheck(.tooLate, isMet: false, said(.tooLate)) }
    let after = engagement.startsAt.seconds - incident.clockStart.seconds
    return RuleCheck(.tooLate, isMet: true, text.inTime(after, within: within))
  }

  // MARK: -

  private var text: RemedyText { RemedyText(rules.organization) }

  private func said(_ code: Obligation.Reason.Code) -> String {
    ReasonText(rules: rules, engagement: engagement, day: day, incident: incident, blocker: blocker)
      .text(for: code)
  }
}
