import Foundation

/// When digests are due: each shift's once a local day at its roll call, whatever the clock does (contract
/// §8).
///
/// The timetable keeps nothing. What was made is told each time, so that a restart, and a clock that is set
/// back, make no second digest.
package struct DigestTimetable: Sendable {
  package let shifts: [Shift]
  package let calendar: AgencyCalendar

  /// `shifts` with ids that are unique, in the order in which equal roll calls are to be briefed.
  package init(shifts: [Shift], calendar: AgencyCalendar) {
    self.shifts = shifts
    self.calendar = calendar
  }

  /// The digests to make now, the earliest first: their roll call has come, their shift is still running, and
  /// they were not made yet.
  package func due(at now: Date, made: Set<DigestKey>) -> [Briefing] {
    let today = calendar.day(of: now)
    return (-2...0).flatMap { briefings(on: today.advanced(by: $0)) }
      .filter { $0.at <= now && now < $0.runsUntil && !made.contains($0.key) }
  }

  /// The next roll call after `now` whose digest was not made: when to ask again. Nil without shifts.
  package func next(after now: Date, made: Set<DigestKey>) -> Briefing? {
    // Of a clock that was set back, days ahead may have been made already: a year is far enough to look.
    let today = calendar.day(of: now)
    for days in -1...366 {
      let found = briefings(on: today.advanced(by: days)).first { $0.at > now && !made.contains($0.key) }
      if let found { return found }
    }
    return nil
  }

  /// The roll calls of one local day, in order. None on a day that the zone's calendar skips altogether.
  package func briefings(on day: LocalDay) -> [Briefing] {
    guard calendar.start(of: day) < calendar.start(of: day.advanced(by: 1)) else { return [] }
    return rollCalls(on: day).map { shift, at in
      let next = rollCall(after: at) ?? at.advanced(by: .day)
      return Briefing(shift: shift, day: day, at: at, next: next, runsUntil: min(next, at.advanced(by: .day)))
    }
  }

  /// The first roll call of any shift after `instant`; nil without shifts.
  package func rollCall(after instant: Date) -> Date? {
    let today = calendar.day(of: instant)
    return (-1...2).lazy.flatMap { rollCalls(on: today.advanced(by: $0)) }.map(\.at)
      .first { $0 > instant }
  }

  /// What a digest made at `now` covers: the half-open span since the previous digest of its shift, and seven
  /// days at most (contract §8). Empty where the clock was set back behind the previous one.
  package static func span(since previous: Date?, until now: Date) -> Range<Date> {
    let earliest = now.advanced(by: .seconds(-86400 * DigestFacts.daysKept))
    return min(max(previous ?? earliest, earliest), now)..<now
  }

  private func rollCalls(on day: LocalDay) -> [(shift: Shift, at: Date)] {
    shifts.map { ($0, calendar.instant(day, $0.rollCall)) }
      .enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element)
  }
}

extension Duration {
  fileprivate static let day = Duration.seconds(86400)
}
