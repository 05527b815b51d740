import Foundation

extension Assessor {
  /// The next instant at which a status may change, or an obligation begin, though nothing new is recorded: for the
  /// daemon's alarm. Never late; early at most by a midnight at which nothing happens. Nil without any quota.
  package func nextChange(after now: Date) -> Date? {
    let candidates = calendarChanges(now) + incidentChanges()
    return candidates.filter { $0 > now }.min()
  }

  /// The days whose obligations may still change by time alone: of the periods that are not settled at `now`, up to
  /// today.
  package func unsettledDays(at now: Date) -> ClosedRange<LocalDay> {
    let today = calendar.day(of: now)
    let oldest =
      switch rule.settle {
      case .elapsed(let duration): calendar.day(of: now.advanced(by: .zero - duration))
      case .workingDays(let count): calendar.workingDay(count, before: today)
      }
    return min(oldest.advanced(by: -1), today)...today
  }

  /// Periods begin, and working days are wholly past, at midnights; beside these a workday runs out by the hour, and
  /// a period is settled some time after its end.
  private func calendarChanges(_ now: Date) -> [Date] {
    let owed = quotas.indices.filter { !isIncidents($0) }.map { quotas[$0] }
    guard !owed.isEmpty else { return [] }
    let days = unsettledDays(at: now)
    let span = days.lowerBound..<days.upperBound.advanced(by: 1)
    var found = [calendar.start(of: span.upperBound)]
    for per in Set(owed.compactMap(\.per)) {
      let periods = per.periods(overlapping: span, calendar)
      found += periods.map { calendar.instant(rule.settle, after: $0.until) }
      if per == .workday, let today = periods.last {
        found += owed.filter { $0.per == per }.flatMap { workdayChanges(today, times: $0.times) }
      }
    }
    return found
  }

  /// The seconds at, and just after, the day has reached `nudgeAt` or has left behind what may have been counted.
  private func workdayChanges(_ day: Period, times: Int) -> [Date] {
    let length = day.until.seconds - day.from.seconds
    let nudge = Int(min(max(0, rule.nudgeAt), 1) * Double(length))
    // More than one a second cannot be told apart.
    let shares = (0..<min(max(1, times), length)).map { length * $0 / max(1, times) }
    return ([nudge] + shares.filter { $0 >= nudge }).flatMap {
      [day.from.seconds + $0, day.from.seconds + $0 + 1]
    }.map(
      Date.init(seconds:))
  }

  /// The start, a quarter, three quarters (of the escalation's nudges, contract §4) and the end of each one's hours.
  private func incidentChanges() -> [Date] {
    var found: [Date] = []
    for quota in quotas.indices where isIncidents(quota) {
      for holder in holders.candidates(quota) {
        guard let period = holders.incidentPeriod(holder, of: quota) else { continue }
        let length = period.until.seconds - period.from.seconds
        for quarters in [0, 1, 3, 4] {
          found.append(Date(seconds: period.from.seconds + (length * quarters + 3) / 4))
        }
      }
    }
    return found
  }
}

extension AgencyCalendar {
  /// The day so many working days back; where there are none, so many days of the calendar and a year.
  fileprivate func workingDay(_ count: Int, before day: LocalDay) -> LocalDay {
    var (candidate, left, idle) = (day, count, 0)
    while left > 0 {
      candidate = candidate.advanced(by: -1)
      idle += 1
      if isWorkingDay(candidate) {
        (left, idle) = (left - 1, 0)
      } else if idle > 366 {
        left -= 1
      }
    }
    return candidate
  }
}
