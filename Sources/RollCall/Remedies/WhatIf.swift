/// The same engagement with one thing changed, judged by the same rules.
struct WhatIf {
  /// A change, and what would then still be against it.
  struct Outcome {
    let place: Allotment.Place
    /// What it would be judged as.
    let engagement: Engagement
    /// Whether there is an obligation for it there and then.
    let isOwed: Bool
    var counts: Bool { isOwed && place.reasons.isEmpty }
  }

  let assessor: Assessor
  let engagement: Engagement
  let day: LocalDay

  init(_ assessor: Assessor, _ engagement: Engagement) {
    self.assessor = assessor
    self.engagement = engagement
    day = assessor.day(of: engagement)
  }

  var organization: Organization { assessor.facts.organization }
  var rules: [CountingRules] { assessor.allotment.rules }

  /// The quotas that speak of its activity: those of that very activity, else those below it. Numbers.
  var quotasOfActivity: [Int] {
    let own = rules.indices.filter { rules[$0].quota.activity == engagement.activity }
    guard own.isEmpty else { return own }
    return rules.indices.filter {
      Engagement.activity(rules[$0].quota.activity, isOrIsBelow: engagement.activity)
    }
  }

  /// As completed, with another coordinator or activity; nil where it would belong to no quota.
  func outcome(coordinator: String? = nil, activity: String? = nil) -> Outcome? {
    let changed = engagement.with(activity: activity, coordinator: coordinator, status: .completed)
    guard let place = assessor.allotment.place(changed, on: day) else { return nil }
    return Outcome(
      place: place, engagement: changed, isOwed: assessor.obligationID(of: changed, at: place) != nil)
  }

  /// It as this quota would judge it, whether it belongs there or not.
  func place(in quota: Int) -> Allotment.Place {
    let incident = assessor.allotment.books[quota]?.incident(of: engagement)
    return Allotment.Place(
      quota: quota, incident: incident,
      reasons: rules[quota].reasons(
        against: engagement, on: day, incident.map { assessor.holders.incidents[$0] }))
  }

  func inspection(of place: Allotment.Place, _ blocker: Engagement?) -> RuleInspection {
    RuleInspection(
      rules: rules[place.quota], engagement: engagement, day: day,
      incident: place.incident.map { assessor.holders.incidents[$0] }, blocker: blocker)
  }

  /// What is against an outcome, as sentences.
  func reasons(of outcome: Outcome) -> [String] {
    let text = ReasonText(
      rules: rules[outcome.place.quota], engagement: outcome.engagement, day: day,
      incident: outcome.place.incident.map { assessor.holders.incidents[$0] }, blocker: nil)
    return outcome.place.reasons.codes.map(text.text)
  }
}
