import Foundation
import RollCall

/// Instants as RFC 5322 §3.3 writes them in mails: `Mon, 16 Nov 2026 06:45:00 -0500`.
enum MailDate {
  static func text(_ instant: Date, in zone: TimeZone) -> String {
    // Offsets have whole minutes here; old local times are shown in the nearest such zone.
    let offset = zone.secondsFromGMT(for: instant) / 60
    let local = Date(seconds: instant.seconds + offset * 60).rfc3339
    let day = LocalDay(String(local.prefix(10))) ?? LocalDay(number: 0)
    let (hours, minutes) = (abs(offset) / 60, abs(offset) % 60)
    let zone = "\(offset < 0 ? "-" : "+")\(twoDigits(hours))\(twoDigits(minutes))"
    let weekday = weekdays[day.weekday.index]
    return
      "\(weekday), \(twoDigits(day.day)) \(months[day.month - 1]) \(local.prefix(4)) \(local.dropFirst(11).dropLast()) \(zone)"
  }

  /// From Monday on.
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
