import Foundation

/// How far a period has run at a given instant, and so how its obligations stand (contract §3, *Status*).
struct Course: Hashable, Sendable {
  private enum Kind { case calendar, incident }

  private let kind: Kind
  /// What has passed of `whole`: working days wholly past, of a workday and an incident's period: seconds.
  private let passed: Int
  private let whole: Int
  private let isSettled: Bool

  /// The course of a calendar period. `now` counts in whole seconds.
  init(
    of period: Period, per: Quota.Period, workingDays: [LocalDay], _ calendar: AgencyCalendar, settle: Span,
    now: Date
  ) {
    kind = .calendar
    if per == .workday {
      whole = period.until.seconds - period.from.seconds
      passed = min(max(0, now.seconds - period.from.seconds), whole)
    } else {
      whole = workingDays.count
      passed = workingDays.count { calendar.start(of: $0.advanced(by: 1)).seconds <= now.seconds }
    }
    isSettled = calendar.instant(settle, after: period.until).seconds <= now.seconds
  }

  /// The course of an incident's period, which is judged at its end.
  init(ofIncident period: Period, now: Date) {
    kind = .incident
    whole = period.until.seconds - period.from.seconds
    passed = now.seconds - period.from.seconds
    isSettled = period.until.seconds <= now.seconds
  }

  func status(required: Int, counted: Int, nudgeAt: Double) -> Obligation.Status {
    if required == 0 { return .excused }
    if counted >= required { return .met }
    if isSettled { return .missed }
    return isAtRisk(required: required, counted: counted, nudgeAt: nudgeAt) ? .atRisk : .open
  }

  private func isAtRisk(required: Int, counted: Int, nudgeAt: Double) -> Bool {
    switch kind {
    case .incident: return passed * 4 >= whole
    case .calendar:
      guard whole > 0 else { return false }
      return Double(passed) / Double(whole) >= nudgeAt && counted * whole < passed * required
    }
  }
}
