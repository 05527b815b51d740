/// What would make an engagement count: each way is tried by judging the engagement with that one thing changed.
struct Remedies {
  private let whatIf: WhatIf
  private let place: Allotment.Place?
  private let verdict: Verdict
  private let standing: Appraisal.Standing

  init(
    _ whatIf: WhatIf, _ place: Allotment.Place?, _ verdict: Verdict, _ standing: Appraisal.Standing
  ) {
    self.whatIf = whatIf
    self.place = place
    self.verdict = verdict
    self.standing = standing
  }

  var sentences: [String] {
    switch standing {
    case .counts, .calledOff: []
    case .toCome, .fallsShort: forReasons
    case .notOwed: [notOwed]
    case .fitsNone: forFittingNone
    case .unknownActivity: [text.unknownActivity(engagement.activity)]
    }
  }

  private var engagement: Engagement { whatIf.engagement }
  private var text: RemedyText { RemedyText(whatIf.organization) }

  /// So many names are given; more would be a list to choose from and no advice.
  private static let most = 3

  // MARK: - It belongs to a quota

  private var forReasons: [String] {
    guard let place else { return [text.completeIt] + forFittingNone }
    let rules = whatIf.rules[place.quota]
    let reasons = verdict.reasons.flatMap { reason -> [String] in
      switch reason.code {
      case .notCompleted: [standing == .toCome ? text.stillToCome : text.completeIt]
      case .coordinatorAbsent: coordinatorAbsent(rules)
      case .coordinatorNotEligible: notEligible(rules)
      case .noEnd: [text.recordEnd(rules.quota.minutes ?? 0)]
      case .tooShort: [text.correctEnd(rules.quota.minutes ?? 0)]
      case .missingParticipants: [text.addParticipants(reason.text)]
      case .overlaps: [text.correctTimes]
      case .tooEarly, .tooLate: [text.nameOtherIncident]
      }
    }
    return reasons + (standing == .toCome ? [] : otherActivities)
  }

  private func coordinatorAbsent(_ rules: CountingRules) -> [String] {
    if let coordinator = engagement.coordinatorID { return [text.addCoordinator(coordinator)] }
    let named = coordinators()
    return named.isEmpty ? [text.nameSomebody([rules])] : named
  }

  private func notEligible(_ rules: CountingRules) -> [String] {
    [text.nameSomebody([rules])] + coordinators().filter { _ in engagement.participants.count > 1 }
  }

  /// Logged under the wrong code of the same family.
  private var otherActivities: [String] {
    let family = engagement.activity.prefix { $0 != "." }
    let others = whatIf.rules.map(\.quota).filter {
      $0.activity != engagement.activity && $0.activity.prefix { $0 != "." } == family
    }
    return others.compactMap { quota in
      guard let outcome = whatIf.outcome(activity: quota.activity), outcome.counts,
        whatIf.rules[outcome.place.quota].quota.id == quota.id
      else { return nil }
      return text.logAs(quota)
    }.prefix(Self.most).map { $0 }
  }

  // MARK: - It fits none

  private var forFittingNone: [String] {
    let quotas = whatIf.quotasOfActivity.map { whatIf.rules[$0] }
    let incidents = quotas.filter { $0.quota.isIncidents }
    let led = quotas.filter { !$0.quota.isIncidents }
    var sentences = coordinators()
    if sentences.isEmpty, !led.isEmpty { sentences.append(text.nameSomebody(led)) }
    if !incidents.isEmpty { sentences.append(text.nameIncident(incidents.map(\.quota))) }
    return sentences
  }

  /// Each of those who took part as its coordinator: those with whom it would count, else those with whom it would
  /// at least belong to a quota.
  private func coordinators() -> [String] {
    let tried = engagement.participants.filter { $0 != engagement.coordinatorID }.compactMap { person in
      whatIf.outcome(coordinator: person).map { (person, $0) }
    }
    let counting = tried.filter { $0.1.counts }
    if !counting.isEmpty {
      return counting.prefix(Self.most).map { person, outcome in
        text.nameCoordinator(person, whatIf.rules[outcome.place.quota].quota.name)
      }
    }
    return tried.filter { !$0.1.place.reasons.contains(.coordinatorNotEligible) }.prefix(Self.most).map {
      person, outcome in
      text.nameCoordinator(
        person, whatIf.rules[outcome.place.quota].quota.name, but: whatIf.reasons(of: outcome))
    }
  }

  // MARK: - Nothing is owed

  private var notOwed: String {
    guard let place else { return text.nothingOwed }
    let quota = whatIf.rules[place.quota].quota
    switch quota.holder {
    case .neighborhood:
      guard let id = engagement.neighborhoodID else { return text.nameNeighborhood }
      guard let known = whatIf.organization.neighborhoods[id] else { return text.unknownNeighborhood(id) }
      return quota.per == .workday && !whatIf.assessor.calendar.isWorkingDay(whatIf.day)
        ? text.noWorkday(whatIf.day) : text.notActive(known.name)
    case .person: return text.notTheirs
    case .unit: return text.ofNoUnit
    case .incident: return text.incidentOwesNothing
    case .agency: return quota.per == .workday ? text.noWorkday(whatIf.day) : text.nothingOwed
    }
  }
}

extension Quota {
  var isIncidents: Bool { if case .incident = holder { true } else { false } }
}
