import Foundation

/// The neighborhoods' progress: figures of places, never of persons, in the order of the alphabet.
extension DigestEditor {
  func progress() -> (items: [Digest.Item], isGrouped: Bool) {
    guard places.count > measure.items else { return (places.map(neighborhood), false) }
    let own = places.prefix { isOwn($0.members.first?.neighborhood) }
    let whole = min(own.count, measure.items - 1)
    let rest = Array(places.dropFirst(whole))
    return (places.prefix(whole).map(neighborhood) + [together(rest, more: whole > 0)], true)
  }

  private func neighborhood(_ group: Group<ProgressRow>) -> Digest.Item {
    let id = group.members.first?.neighborhood.id ?? ""
    return item(DigestText.purposed(group.name, facts.purposes[id]?.plain), group.members)
  }

  /// Many neighborhoods as one: each quota's figures added up. What one did beyond its plan does not stand
  /// for another.
  private func together(_ groups: [Group<ProgressRow>], more: Bool) -> Digest.Item {
    var (sums, order): ([String: ProgressRow], [String]) = ([:], [])
    for row in groups.flatMap(\.members) {
      let key = "\(row.quota)\u{0}\(row.per.rawValue)"
      if sums[key] == nil { order.append(key) }
      sums[key] = row.added(to: sums[key])
    }
    let rows = order.compactMap { sums[$0] }
    return item(DigestText.neighborhoods(groups.count, more: more), rows)
  }

  /// Figures are never cut to the measure, only to the contract's limit.
  private func item(_ headline: String, _ rows: [ProgressRow]) -> Digest.Item {
    let bars = bars(rows)
    return Digest.Item(
      headline: headline, text: sentence(bars).limited(words: Digest.Item.wordLimit), bars: bars)
  }

  private func bars(_ rows: [ProgressRow]) -> [Digest.Bar] {
    rows.prefix(Self.barLimit).map { row in
      Digest.Bar(
        name: row.quota.plain, counted: max(row.counted, 0), required: row.required,
        period: DigestText.period(row.per), through: clock.lastDay(before: row.until))
    }
  }

  /// "Logged so far, of each walk plan: this week to Sun Nov 22." What everybody else did stands with it, as
  /// totals.
  func progressLead(_ items: [Digest.Item]) -> String? {
    let longer = items.flatMap(\.bars).filter { $0.period != DigestText.period(.workday) }
    let periods = longer.map { DigestText.period($0.period, to: $0.through.short) }.eachOnce
    let progress =
      items.isEmpty
      ? [] : [DigestText.progressLead(plan: facts.planWord.plain.limited(to: 40), Array(periods.prefix(4)))]
    let others = facts.others.count > 0 ? [DigestText.others(facts.others)] : []
    return progress.isEmpty && others.isEmpty ? nil : (progress + others).joined(separator: " ")
  }

  /// "This week: squad walk 2 of 3, shift walk 1 of 3. Today: officer walk 0 of 1."
  private func sentence(_ bars: [Digest.Bar]) -> String {
    bars.map(\.period).eachOnce.map { period in
      DigestText.figures(
        period,
        bars.filter { $0.period == period }.map { DigestText.bar($0.name, $0.counted, of: $0.required) })
    }
    .joined(separator: " ")
  }

  /// Quotas shown of one neighborhood: the guide has six of its own for one.
  private static var barLimit: Int { 8 }
}

extension ProgressRow {
  fileprivate func added(to sum: ProgressRow?) -> ProgressRow {
    ProgressRow(
      neighborhood: neighborhood, quota: quota, per: per,
      counted: adding(sum?.counted ?? 0, min(max(counted, 0), required)),
      required: adding(sum?.required ?? 0, required), until: min(sum?.until ?? until, until))
  }
}
