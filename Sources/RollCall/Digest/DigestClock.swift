import Foundation

/// Instants in the words of a roll call: the agency's own zone, the weekday in place of a date within the
/// last week.
struct DigestClock {
  let calendar: AgencyCalendar
  let now: Date

  /// "Tue 16:10"; "today 05:10" on the day itself; "Tue Nov 10, 16:10" where the weekday alone could be
  /// mistaken.
  func past(_ instant: Date) -> String {
    let (day, today) = (calendar.day(of: instant), calendar.day(of: now))
    let time = calendar.time(of: instant)
    switch day.days(until: today) {
    case 0: return "today \(time)"
    case 1...6: return "\(day.weekday.short) \(time)"
    default: return "\(day.weekday.short) \(day.monthAndDay), \(time)"
    }
  }

  /// "16:00"; "Wed 01:00" after midnight.
  func coming(_ instant: Date) -> String {
    let day = calendar.day(of: instant)
    let time = calendar.time(of: instant)
    return day == calendar.day(of: now) ? "\(time)" : "\(day.weekday.short) \(time)"
  }

  /// The last day of a period that ends at `until`.
  func lastDay(before until: Date) -> LocalDay { calendar.day(of: until.addingTimeInterval(-1)) }
}

extension LocalDay {
  /// "Nov 17".
  var monthAndDay: String { "\(Self.months[month - 1].prefix(3)) \(day)" }

  /// "Sun Nov 22".
  var short: String { "\(weekday.short) \(monthAndDay)" }

  /// "Tuesday, November 17, 2026".
  var spelled: String { "\(weekday.rawValue.sentenceCase), \(Self.months[month - 1]) \(day), \(year)" }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
}

extension Weekday {
  /// "Tue".
  fileprivate var short: String { String(rawValue.prefix(3)).sentenceCase }
}
