/// The rule, quoted so that a reader can check it.
extension AlertText {
  /// "3 in a work week, each 30 min or longer; coordinated by: lieutenant in patrol, assigned to the neighborhood;
  /// with: 1 sergeant, 1 officer or detective."
  func rule(_ quota: Quota, _ snapshot: CaseSnapshot) -> String {
    var first = amount(quota, snapshot)
    if let minutes = quota.minutes {
      first += snapshot.required == 1 ? ", \(minutes) min or longer" : ", each \(minutes) min or longer"
    }
    var parts = [first]
    let coordinator = who(quota.coordinator)
    if !coordinator.isEmpty { parts.append("coordinated by: \(coordinator)") }
    let companions = quota.with.map(companion)
    if !companions.isEmpty { parts.append("with: \(companions.joined(separator: ", "))") }
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
    let one = companions.count == 1
    switch companions.who {
    case .persons(let rule):
      let who = who(rule)
      return "\(companions.count) \(who.isEmpty ? (one ? "person" : "people") : who)"
    case .guests(let categories):
      return "\(companions.count) \(one ? "guest" : "guests") (\(either(categories)))"
    }
  }

  /// "lieutenant in patrol, assigned to the neighborhood"; empty where everybody fits.
  private func who(_ rule: Quota.PersonRule) -> String {
    var text = rule.ranks.map(rankNames) ?? ""
    if let kinds = rule.unitKinds { text += " in \(either(kinds))" }
    if let kinds = rule.notUnitKinds { text += " not in \(either(kinds))" }
    if text.hasPrefix(" ") { text = "anyone" + text }
    guard rule.assigned else { return text }
    return (text.isEmpty ? "anyone" : text) + ", assigned to the neighborhood"
  }

  /// "sergeant or above" for the upper end of the ladder, else "officer or detective".
  private func rankNames(_ ids: [String]) -> String {
    if ids.count > 1, let first = ids.first, let level = ranks.level(of: first),
      ranks.ranks[level...].map(\.id) == ids
    {
      return "\(ranks.title(of: first).lowercased()) or above"
    }
    return ids.map { ranks.title(of: $0).lowercased() }.joined(separator: " or ")
  }

  private func either(_ words: [String]) -> String {
    words.map { String($0.map { $0 == "_" ? " " : $0 }) }.joined(separator: " or ")
  }
}
