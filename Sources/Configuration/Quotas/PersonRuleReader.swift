import RollCall

/// Reads who may coordinate and who must come along.
struct PersonRuleReader {
  let ladder: RankLadder

  /// The kinds of units that the store's table `unit` allows.
  static let unitKinds = [
    "executive", "patrol", "investigations", "community_policing", "administration", "support", "specialized",
  ]

  /// Nil, beside findings, where it is no rule; a rule that was left out fits everybody.
  func rule(_ node: Node) -> Quota.PersonRule? {
    let rule = node.object("an object: { rank, unitKind, notUnitKind, assigned }")
    let ranks = ranks(rule["rank"])
    let (unitKinds, notUnitKinds) = (kinds(rule["unitKind"]), kinds(rule["notUnitKind"]))
    if let unitKinds, !unitKinds.isEmpty, Set(unitKinds).isSubset(of: notUnitKinds ?? []) {
      rule["notUnitKind"].report(
        found: "every kind that unitKind names", expected: "a rule that somebody can fit")
    }
    let assigned = rule["assigned"].flag()
    let isSound = node.value == nil || node.value?.members != nil && (ranks != nil || !rule["rank"].isThere)
    return isSound
      ? Quota.PersonRule(
        ranks: ranks, unitKinds: unitKinds, notUnitKinds: notUnitKinds, assigned: assigned ?? false)
      : nil
  }

  /// So many persons who fit a rule, or guests.
  func companions(_ node: Node) -> Quota.Companions? {
    let entry = node.object("an object such as { count: 1, rank: [ \"officer\" ] }")
    let count = entry["count"].integer(1...1000)
    let guests = entry["guestCategory"]
    let categories = categories(guests)
    let rule = rule(entry)
    if guests.isThere {
      for key in ["rank", "unitKind", "notUnitKind", "assigned"] where entry[key].isThere {
        entry[key].report(expected: "no \(key) beside guestCategory: a guest is not of the agency")
      }
      return categories.map { Quota.Companions(count: count ?? 1, who: .guests(categories: $0)) }
    }
    return rule.map { Quota.Companions(count: count ?? 1, who: .persons($0)) }
  }

  private func categories(_ node: Node) -> [String]? {
    if let word = node.value?.text, Rule.isForeignIdentifier(word) { return [word] }
    return node.filledList("a word or a list of words such as [ \"city_official\", \"counselor\" ]") {
      $0.foreignIdentifier()
    }
  }

  private func kinds(_ node: Node) -> [String]? {
    node.filledList("a list of kinds of units: \(Wording.either(Self.unitKinds))") { kind in
      kind.choice(of: Self.unitKinds)
    }
  }

  /// A list of ranks; of `{ atLeast }` all from that rank on.
  private func ranks(_ node: Node) -> [String]? {
    let atLeast = node["atLeast"].required
    guard node.value?.members != nil else {
      return node.filledList("a list such as [ \"sergeant\" ], or { atLeast: \"sergeant\" }", rank)
    }
    guard let lowest = rank(atLeast) else { return nil }
    return ladder.ranks.drop { $0.id != lowest }.map(\.id)
  }

  private func rank(_ node: Node) -> String? {
    let ids = ladder.ranks.map(\.id)
    return ids.isEmpty
      ? node.text(where: Rule.isForeignIdentifier)
      : node.choice(of: ids, "a rank of the ladder: \(Wording.either(ids))")
  }
}
