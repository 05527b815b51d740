import Foundation

/// Days and times as people read them, in the agency's zone.
package struct LocalWords: Sendable {
  private let calendar: AgencyCalendar
  private let year: Int?

  /// Days of another year than that of `now` are said with it.
  package init(_ calendar: AgencyCalendar, now: Date? = nil) {
    self.calendar = calendar
    year = now.map { calendar.day(of: $0).year }
  }

  /// "Tue, Nov 17", or "Tue, Nov 17, 2025".
  package func day(_ day: LocalDay) -> String {
    let date = "\(Self.weekdays[day.weekday.index]), \(Self.months[day.month - 1]) \(day.day)"
    return year.map { $0 == day.year } ?? true ? date : "\(date), \(day.year)"
  }

  /// "Tue, Nov 17, 16:10".
  package func moment(_ instant: Date) -> String {
    "\(day(calendar.day(of: instant))), \(calendar.time(of: instant))"
  }

  /// The moment of an RFC 3339 text; the text itself where it is none.
  package func moment(rfc3339 text: String) -> String { Date(rfc3339: text).map(moment) ?? text }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension Sequence where Element == String {
  /// "Ana", "Ana and Bo", "Ana, Bo and Cy".
  package var listed: String {
    let words = Array(self)
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) and \(last)"
  }
}

extension Int {
  /// "1 officer", "3 officers".
  package func of(_ singular: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? singular : plural ?? singular + "s")"
  }
}

extension String {
  /// With its first letter in upper case.
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
