/// The one notice in place of many (contract §4).
extension AlertText {
  /// "Nothing logged for 6 of 8, week of Nov 16".
  func heading(_ gap: SystemicGap, _ snapshot: CaseSnapshot) -> String {
    "Nothing logged for \(gap.missed) of \(gap.total), \(period(snapshot))"
  }

  func situation(_ gap: SystemicGap, _ snapshot: CaseSnapshot) -> String {
    "Under \(titled(gap.captain)), nothing at all was logged for \(gap.missed) of \(gap.total) that were planned (\(span(snapshot))). So much at once usually has a cause that no single person answers for: records that did not arrive, a large event, a plan that does not fit. So it is told in one notice, to the captain and then to those above, and not to everybody responsible."
  }

  func whole(_ gap: SystemicGap) -> String {
    "One of \(gap.missed) of \(gap.total) under \(titled(gap.captain)) with nothing logged at all: told in one notice."
  }

  /// "Squad walk, Riverside: 0 of 1 logged".
  func entry(_ snapshot: CaseSnapshot) -> String { "\(title(snapshot)): \(figures(snapshot))" }

  /// "Squad walk: 1 in a work week, 30 min or longer; …".
  func named(rule quota: Quota, _ snapshot: CaseSnapshot) -> String {
    "\(quota.name.oneLine): \(rule(quota, snapshot))"
  }

  var casesLabel: String { "What it is about:" }
}
