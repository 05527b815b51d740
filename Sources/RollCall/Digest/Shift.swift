import Foundation

/// One of the agency's shifts, as configured: when it is briefed, and whose it is.
package struct Shift: Hashable, Sendable {
  package let id: String
  package let name: String
  /// On the wall clock of the agency's zone.
  package let rollCall: TimeOfDay
  /// Ids of the units whose shift it is; nil: the whole agency's.
  package let units: [String]?

  package init(id: String, name: String, rollCall: TimeOfDay, units: [String]? = nil) {
    self.id = id
    self.name = name
    self.rollCall = rollCall
    self.units = units
  }
}

/// What names a digest for good: one shift on one local day. As text `2026-11-17/day`, the subject of
/// `digest.published` (contract §5).
package struct DigestKey: Hashable, Sendable, CustomStringConvertible {
  package let day: LocalDay
  /// The shift's id.
  package let shift: String

  package init(day: LocalDay, shift: String) {
    self.day = day
    self.shift = shift
  }

  package var description: String { "\(day)/\(shift)" }
}

/// A shift's roll call on one local day.
package struct Briefing: Hashable, Sendable {
  package let shift: Shift
  package let day: LocalDay
  /// When the wall clock first shows the shift's roll-call time on that day.
  package let at: Date
  /// The next roll call of any shift: leaders who walk before it are at this briefing (contract §8).
  package let next: Date
  /// Until when a missed digest is still made: the next roll call, and 24 h at most.
  package let runsUntil: Date

  package init(shift: Shift, day: LocalDay, at: Date, next: Date, runsUntil: Date) {
    self.shift = shift
    self.day = day
    self.at = at
    self.next = next
    self.runsUntil = runsUntil
  }

  package var key: DigestKey { DigestKey(day: day, shift: shift.id) }

  /// The span whose planned walks the digest announces: the local day, and beyond midnight the rest of a
  /// night shift.
  package func planned(in calendar: AgencyCalendar) -> Range<Date> {
    let (from, until) = (calendar.start(of: day), calendar.start(of: day.advanced(by: 1)))
    return from..<max(until, runsUntil)
  }
}
