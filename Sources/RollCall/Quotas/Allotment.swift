import Foundation

/// Which engagement belongs to which quota (contract §3, the paragraph of that name).
struct Allotment: Sendable {
  /// One engagement's place, and what is against it there.
  struct Place: Sendable {
    /// A place in the file of quotas.
    let quota: Int
    /// The number of the incident it belongs to, where the quota is an incident's.
    let incident: Int?
    var reasons: ReasonSet
  }

  let rules: [CountingRules]
  /// By quota; nil where it is no incident's.
  let books: [IncidentBook?]
  private let byActivity: [String: [Int]]

  init(rules: [CountingRules], books: [IncidentBook?]) {
    self.rules = rules
    self.books = books
    byActivity = Dictionary(grouping: rules.indices, by: { rules[$0].quota.activity })
  }

  /// The engagement's quota, or nil where it belongs to none.
  ///
  /// - An activity that is a quota's own belongs to the first such quota of the file that is open to it, and to no
  ///   other, whether its rules are met or not.
  /// - One logged under a parent goes to the incident it names; else to the first quota whose coordinator rule fits
  ///   and whose other rules are met; else to the first whose coordinator rule fits. What is not completed meets no
  ///   rules, so it goes the last way. Holder and period play no part, as the contract gives them none.
  func place(_ engagement: Engagement, on day: LocalDay) -> Place? {
    if let own = byActivity[engagement.activity] {
      for quota in own {
        if let place = open(quota, engagement, on: day) { return place }
      }
      return nil
    }
    let below = rules.indices.filter {
      Engagement.activity(rules[$0].quota.activity, isOrIsBelow: engagement.activity)
    }
    if let named = below.first(where: { books[$0]?.named(by: engagement) != nil }) {
      return open(named, engagement, on: day)
    }
    var fallback: Place?
    for quota in below where rules[quota].coordinatorFits(engagement, on: day) {
      guard let place = open(quota, engagement, on: day) else { continue }
      if place.reasons.isEmpty { return place }
      fallback = fallback ?? place
    }
    return fallback
  }

  /// The engagement as this quota judges it; nil where the quota is an incident's and there is none to belong to.
  private func open(_ quota: Int, _ engagement: Engagement, on day: LocalDay) -> Place? {
    guard let book = books[quota] else {
      return Place(
        quota: quota, incident: nil, reasons: rules[quota].reasons(against: engagement, on: day, nil))
    }
    guard let number = book.incident(of: engagement) else { return nil }
    let reasons = rules[quota].reasons(against: engagement, on: day, book.incidents[number])
    return Place(quota: quota, incident: number, reasons: reasons)
  }
}
