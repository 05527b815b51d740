import Foundation

/// A source of records, as far as judgement rests on it (contract §4).
package struct SourceStanding: Hashable, Sendable {
  /// It has delivered nothing for too long.
  package let isSilent: Bool
  /// When it was seen to deliver again; nil where it never was silent.
  package let backSince: Date?
  /// Its records are complete up to this instant, where it says so.
  package let coversUntil: Date?

  package init(isSilent: Bool, backSince: Date?, coversUntil: Date?) {
    self.isSilent = isSilent
    self.backSince = backSince
    self.coversUntil = coversUntil
  }

  /// Whether a record of a period that ends at `until` may still be on its way, so that none is held to be missing.
  /// Once the source is back, records have `settle` to arrive, as they have after a period's end.
  package func withholds(until: Date, settle: Span, _ calendar: AgencyCalendar, at now: Date) -> Bool {
    if isSilent { return true }
    if let coversUntil, coversUntil < until { return true }
    return settled(settle, calendar).map { now < $0 } ?? false
  }

  /// When it has been back for long enough; nil where it never was silent, or is.
  package func settled(_ settle: Span, _ calendar: AgencyCalendar) -> Date? {
    isSilent ? nil : backSince.map { calendar.instant(settle, after: $0) }
  }
}
