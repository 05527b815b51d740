import Foundation

/// The agency's own time: its zone, its work week, its holidays. Pure arithmetic over one zone.
package struct AgencyCalendar: Sendable {
  package let timeZone: TimeZone
  /// The day on which a work week's seven days begin.
  package let weekStarts: Weekday
  /// The days of the week on which work is owed.
  package let workDays: Set<Weekday>
  package let holidays: Set<LocalDay>

  package init(
    timeZone: TimeZone, weekStarts: Weekday = .monday,
    workDays: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday],
    holidays: Set<LocalDay> = []
  ) {
    self.timeZone = timeZone
    self.weekStarts = weekStarts
    self.workDays = workDays
    self.holidays = holidays
  }

  // MARK: - Days and instants

  /// The day that a clock on the wall shows at this instant.
  package func day(of instant: Date) -> LocalDay {
    LocalDay(number: floorDivide(localSeconds(at: instant.seconds), 86400))
  }

  /// The time of day that a clock on the wall shows at this instant.
  package func time(of instant: Date) -> TimeOfDay {
    let local = localSeconds(at: instant.seconds)
    return TimeOfDay(minutes: (local - floorDivide(local, 86400) * 86400) / 60)
  }

  /// The day's first instant: local midnight, or where the clock skips it the end of the gap.
  package func start(of day: LocalDay) -> Date { instant(day, .midnight) }

  /// When the wall clock first shows this time on this day. A time that the clock skips is the end of the gap; of
  /// one that it shows twice, the first.
  package func instant(_ day: LocalDay, _ time: TimeOfDay) -> Date {
    Date(seconds: firstInstant(showing: day.number * 86400 + time.minutes * 60))
  }

  // MARK: - Working days

  /// One of the work week's days, and no holiday.
  package func isWorkingDay(_ day: LocalDay) -> Bool {
    workDays.contains(day.weekday) && !holidays.contains(day)
  }

  package func workingDays(in days: Range<LocalDay>) -> [LocalDay] {
    days.all.filter(isWorkingDay)
  }

  /// `span` after `instant`: elapsed time, or the same local time on the n-th next working day.
  /// Where the configuration leaves no working day at all, the calendar's days count.
  package func instant(_ span: Span, after instant: Date) -> Date {
    switch span {
    case .elapsed(let duration): return instant.advanced(by: duration)
    case .workingDays(let count):
      guard count > 0 else { return instant }
      let local = localSeconds(at: instant.seconds)
      let time = local - floorDivide(local, 86400) * 86400
      let day = nthWorkingDay(count, after: day(of: instant))
      return Date(seconds: firstInstant(showing: day.number * 86400 + time))
    }
  }

  private func nthWorkingDay(_ count: Int, after day: LocalDay) -> LocalDay {
    // A year without a working day is a configuration without any.
    var (candidate, left, idle) = (day, count, 0)
    while left > 0 {
      candidate = candidate.advanced(by: 1)
      idle += 1
      if isWorkingDay(candidate) || idle > 366 {
        left -= 1
        idle = idle > 366 ? idle : 0
      }
    }
    return candidate
  }

  // MARK: - Wall clock

  private func offset(at seconds: Int) -> Int { timeZone.secondsFromGMT(for: Date(seconds: seconds)) }

  private func localSeconds(at seconds: Int) -> Int { seconds + offset(at: seconds) }

  /// The earliest instant at which the wall clock shows `local` (seconds since 1970-01-01 00:00 of the wall clock)
  /// or more. Offsets lie within a day of UTC, and no zone changes twice within two days.
  private func firstInstant(showing local: Int) -> Int {
    let (early, late) = (local - 86400, local + 86400)
    let (before, after) = (offset(at: early), offset(at: late))
    if before == after { return local - after }
    var (low, high) = (early, late)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(at: middle) == before { low = middle } else { high = middle }
    }
    // Before `high` the old offset holds, from it on the new one.
    return local - before < high ? local - before : max(high, local - after)
  }
}

/// Hours and minutes of a wall clock, as `06:45`.
package struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Since midnight, 0 to 1439.
  package let minutes: Int

  package init(minutes: Int) { self.minutes = minutes }
  package static let midnight = TimeOfDay(minutes: 0)

  /// Reads 'HH:MM'.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = decimal(bytes[0..<2]),
      let minute = decimal(bytes[3..<5]), hour < 24, minute < 60
    else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  package var description: String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }
  package static func < (one: TimeOfDay, other: TimeOfDay) -> Bool { one.minutes < other.minutes }
}

extension Range<LocalDay> {
  /// Each day of the range, in order.
  package var all: [LocalDay] { (lowerBound.number..<upperBound.number).map(LocalDay.init(number:)) }
}
