/// What a rule asks for, as people say it.
struct RuleWords {
  let ranks: RankLadder

  /// "sergeant", "officers or detectives of patrol", "person of the community policing unit".
  func person(_ rule: Quota.PersonRule, count: Int) -> String {
    let who = rule.ranks.map { ranks($0, plural: count > 1) } ?? (count > 1 ? "persons" : "person")
    return who + unit(rule) + (rule.assigned ? " assigned to the neighborhood" : "")
  }

  /// "guest (counselor or social services)".
  func guest(_ categories: [String], count: Int) -> String {
    (count > 1 ? "guests" : "guest") + " (\(categories.map(ReasonText.words).joined(separator: " or ")))"
  }

  func rank(_ id: String) -> String { ranks.title(of: id).lowercased() }

  /// "officer or detective"; "captain or above" where the list goes to the top of the ladder.
  func ranks(_ ids: [String], plural: Bool = false) -> String {
    func named(_ id: String) -> String { rank(id) + (plural ? "s" : "") }
    let levels = ids.compactMap(ranks.level).sorted()
    if let lowest = levels.first, levels.count > 2, levels == Array(lowest..<ranks.ranks.count) {
      return named(ranks.ranks[lowest].id) + " or above"
    }
    return ids.map(named).joined(separator: " or ")
  }

  /// " of patrol", " from outside patrol"; empty where any unit will do.
  func unit(_ rule: Quota.PersonRule) -> String {
    (rule.unitKinds.map { " of " + $0.map(unitKind).joined(separator: " or ") } ?? "")
      + (rule.notUnitKinds.map { " from outside " + $0.map(unitKind).joined(separator: " and ") } ?? "")
  }

  func ofUnit(_ kind: String) -> String { "of \(unitKind(kind))" }

  func withArticle(_ noun: String) -> String {
    ("aeiou".contains(noun.prefix(1).lowercased()) && !noun.isEmpty ? "an " : "a ") + noun
  }

  private func unitKind(_ kind: String) -> String {
    switch kind {
    case "executive": "the executive staff"
    case "community_policing": "the community policing unit"
    case "specialized": "the specialized units"
    default: ReasonText.words(kind)
    }
  }
}
