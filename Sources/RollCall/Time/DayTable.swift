import Foundation

/// The midnights of a span of days, so that thousands of instants find their local day without asking the zone for
/// each. Outside the span it asks the calendar and answers the same.
package struct DayTable: Sendable {
  /// About eight years: a row dated in year 1 must not make a table of two thousand years.
  static let longest = 3000

  private let calendar: AgencyCalendar
  private let first: LocalDay
  /// The first instant of `first` and of each day after it, in seconds since 1970.
  private let midnights: [Int]

  /// A table for the days from the one of `earliest` to the one of `latest`, or fewer where these are far apart.
  package init(_ calendar: AgencyCalendar, from earliest: Date, through latest: Date) {
    self.calendar = calendar
    first = calendar.day(of: earliest)
    let count = min(max(0, first.days(until: calendar.day(of: latest))), Self.longest) + 2
    midnights = (0..<count).map { [first] in calendar.start(of: first.advanced(by: $0)).seconds }
  }

  /// The day whose `[midnight, next midnight)` holds this instant: the day of the wall clock, but for the zones that
  /// once set it back across midnight, where the repeated minutes are the new day's.
  package func day(of instant: Date) -> LocalDay {
    let seconds = instant.seconds
    guard let start = midnights.first, let end = midnights.last, start <= seconds, seconds < end else {
      let day = calendar.day(of: instant)
      let next = day.advanced(by: 1)
      return calendar.start(of: next) <= instant ? next : day
    }
    var (low, high) = (0, midnights.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if midnights[middle] <= seconds { low = middle } else { high = middle }
    }
    return first.advanced(by: low)
  }
}
