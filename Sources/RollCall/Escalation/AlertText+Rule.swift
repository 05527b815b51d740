/// The rule, quoted so that a reader can check it.
extension AlertText {
  /// "3 in a work week, each 30 min or longer; coordinated by a lieutenant of patrol assigned to the neighborhood; with
  /// 1 sergeant and 1 officer or detective."
  func rule(_ quota: Quota, _ snapshot: CaseSnapshot) -> String {
    var first = amount(quota, snapshot)
    if let minutes = quota.minutes {
      first += snapshot.required == 1 ? ", \(minutes) min or longer" : ", each \(minutes) min or longer"
    }
    var parts = [first]
    if let coordinator = coordinator(quota.coordinator) { parts.append("coordinated by \(coordinator)") }
    if !quota.with.isEmpty { parts.append("with \(quota.with.map(companion).listed)") }
    return parts.joined(separator: "; ").oneLine + "."
  }

  private func amount(_ quota: Quota, _ snapshot: CaseSnapshot) -> String {
    if case .incident(_, let seconds) = quota.holder { return "1 within \(duration(seconds))" }
    let times = "\(quota.times) in \(quota.per.map(name(of:)) ?? "the period")"
    return snapshot.required == quota.times
      ? times : "\(times), here \(snapshot.required) for the days it was due"
  }

  private func duration(_ seconds: Int) -> String {
    seconds % 3600 == 0 ? "\(seconds / 3600) h" : "\(seconds / 60) min"
  }

  private func name(of period: Quota.Period) -> String {
    switch period {
    case .workday: "a working day"
    case .workWeek: "a work week"
    case .month: "a month"
    case .quarter: "a quarter"
    case .year: "a year"
    }
  }

  private func companion(_ companions: Quota.Companions) -> String {
    let count = companions.count
    return switch companions.who {
    case .persons(let rule): "\(count) \(ruleWords.person(rule, count: count))"
    case .guests(let categories): "\(count) \(ruleWords.guest(categories, count: count))"
    }
  }

  /// "a lieutenant of patrol assigned to the neighborhood"; nil where everybody fits.
  private func coordinator(_ rule: Quota.PersonRule) -> String? {
    guard rule.ranks != nil || rule.unitKinds != nil || rule.notUnitKinds != nil || rule.assigned else {
      return nil
    }
    return ruleWords.withArticle(ruleWords.person(rule, count: 1))
  }

  private var ruleWords: RuleWords { RuleWords(ranks: ranks) }
}
