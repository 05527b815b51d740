import Foundation

/// Which engagements must be at hand to assess some days exactly as if all were: for the reader of the store, who
/// reads people and incidents whole (there are few) and engagements, of which there are years, by this.
///
/// An engagement is needed if
/// - it starts before `until`, and starts or ends at or after `from`; or
/// - it names one of `incidents`, whenever it starts (too early or too late, it is still listed); or
/// - it overlaps one of the latter and has the same coordinator.
package struct FactsNeeded: Hashable, Sendable {
  package let from: Date
  /// Not included; `.distantFuture` where an incident's walks have no end yet.
  package let until: Date
  /// In order.
  package let incidents: [String]

  /// For the days from `first` to `last`, both included.
  package init(
    quotas: [Quota], incidents: [Incident], calendar: AgencyCalendar, from first: LocalDay,
    until last: LocalDay
  ) {
    let days = first..<max(first, last).advanced(by: 1)
    let (start, end) = (calendar.start(of: days.lowerBound), calendar.start(of: days.upperBound))
    let periods = Set(quotas.compactMap(\.per)).flatMap { $0.periods(overlapping: days, calendar) }
    var (from, until) = (
      periods.map(\.from).min().map { min($0, start) } ?? start,
      periods.map(\.until).max().map { max($0, end) } ?? end
    )
    var named = Set<String>()
    let sorted = incidents.sorted { inByteOrder($0.id, $1.id) }
    for case .incident(let kinds, let within) in quotas.map(\.holder) {
      let book = IncidentBook(sorted, kinds: kinds, withinSeconds: within)
      for number in book.named {
        let period = Period(of: sorted[number], withinSeconds: within, calendar)
        guard period.from < end, period.until > start else { continue }
        named.insert(sorted[number].id)
        from = min(from, sorted[number].occurredAt)
        until = max(until, book.successor(of: number) ?? .distantFuture)
      }
    }
    self.from = from
    self.until = until
    self.incidents = named.sorted(by: inByteOrder)
  }
}
