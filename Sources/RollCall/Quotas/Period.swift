import Foundation

/// One span in which a quota is owed: whole local days, or the hours after an incident (contract §3, *Periods*).
struct Period: Hashable, Sendable {
  /// The local days it lies in; an incident's: the day of its clock's start alone.
  let days: Range<LocalDay>
  /// Half-open with `until`.
  let from: Date
  let until: Date

  init(days: Range<LocalDay>, _ calendar: AgencyCalendar) {
    self.days = days
    from = calendar.start(of: days.lowerBound)
    until = calendar.start(of: days.upperBound)
  }

  /// The period of an incident's quota: from its clock's start for `within`.
  init(of incident: Incident, withinSeconds: Int, _ calendar: AgencyCalendar) {
    let day = calendar.day(of: incident.clockStart)
    days = day..<day.advanced(by: 1)
    from = incident.clockStart
    until = incident.clockStart.addingTimeInterval(Double(withinSeconds))
  }

  /// The last local day that has an instant of it.
  func lastDay(_ calendar: AgencyCalendar) -> LocalDay {
    calendar.day(of: max(from, until.addingTimeInterval(-1)))
  }
}

extension Quota.Period {
  /// The days of the period that holds `day`; nil where there is none, as for a workday on a Sunday.
  func days(holding day: LocalDay, _ calendar: AgencyCalendar) -> Range<LocalDay>? {
    switch self {
    case .workday: return calendar.isWorkingDay(day) ? day..<day.advanced(by: 1) : nil
    case .workWeek:
      let back = (day.weekday.index - calendar.weekStarts.index + 7) % 7
      let first = day.advanced(by: -back)
      return first..<first.advanced(by: 7)
    case .month: return months(1, holding: day)
    case .quarter: return months(3, holding: day)
    case .year: return months(12, holding: day)
    }
  }

  /// The periods that share an instant with these days, in order.
  func periods(overlapping days: Range<LocalDay>, _ calendar: AgencyCalendar) -> [Period] {
    var (found, day) = ([Period](), days.lowerBound)
    while day < days.upperBound {
      let next = self.days(holding: day, calendar)
      // A day that the zone left out altogether (Pacific/Apia, 2011-12-30) has no instant to owe anything in.
      if let next, case let period = Period(days: next, calendar), period.from < period.until {
        found.append(period)
      }
      day = next?.upperBound ?? day.advanced(by: 1)
    }
    return found
  }

  private func months(_ count: Int, holding day: LocalDay) -> Range<LocalDay> {
    var first = day.firstOfMonth
    for _ in 0..<((first.month - 1) % count) { first = first.advanced(by: -1).firstOfMonth }
    var end = first
    for _ in 0..<count { end = end.advanced(by: 31).firstOfMonth }
    return first..<end
  }
}

extension LocalDay {
  fileprivate var firstOfMonth: LocalDay { advanced(by: 1 - day) }
}
