import Foundation

/// Draws up the obligations of an assessor's quotas, period by period.
struct ObligationWriter {
  private let assessor: Assessor
  private let now: Date
  private let settled: [String: Obligation.Status]
  private let recordedBy: Date?
  private var responsibility: Responsibility
  private(set) var obligations: [Obligation] = []

  init(assessor: Assessor, now: Date, settled: [String: Obligation.Status], recordedBy: Date?) {
    self.assessor = assessor
    self.now = now
    self.settled = settled
    self.recordedBy = recordedBy
    responsibility = Responsibility(assessor.holders)
  }

  private var calendar: AgencyCalendar { assessor.calendar }

  /// One for each holder of a calendar period.
  mutating func write(_ quota: Int, _ per: Quota.Period, _ period: Period) {
    let workingDays = calendar.workingDays(in: period.days)
    let course = Course(
      of: period, per: per, workingDays: workingDays, calendar, settle: assessor.rule.settle, now: now)
    for holder in assessor.holders.candidates(quota) {
      let seat = Assessor.Seat(quota: quota, holder: holder, first: period.days.lowerBound)
      write(seat, period, course, workingDays)
    }
  }

  /// One for each incident whose hours share an instant with these days.
  mutating func writeIncidents(_ quota: Int, overlapping days: Range<LocalDay>) {
    let (start, end) = (calendar.start(of: days.lowerBound), calendar.start(of: days.upperBound))
    for holder in assessor.holders.candidates(quota) {
      guard let period = assessor.holders.incidentPeriod(holder, of: quota), period.from < end,
        period.until > start
      else { continue }
      let seat = Assessor.Seat(quota: quota, holder: holder, first: nil)
      write(seat, period, Course(ofIncident: period, now: now), [])
    }
  }

  private mutating func write(
    _ seat: Assessor.Seat, _ period: Period, _ course: Course, _ workingDays: [LocalDay]
  ) {
    guard
      let required = assessor.holders.required(
        seat.holder, of: seat.quota, in: period, workingDays: workingDays)
    else { return }
    let holder = assessor.holders.named(seat.holder, of: seat.quota)
    let id = assessor.obligationID(seat, holder)
    let tally = assessor.tally(seat, recordedBy: recordedBy)
    obligations.append(
      Obligation(
        id: id, quota: assessor.quotas[seat.quota].id, name: assessor.quotas[seat.quota].name, holder: holder,
        from: period.from, until: period.until, required: required,
        status: status(id, course, required: required, counted: tally.count { $0.counts }),
        responsible: responsibility.responsible(
          for: seat.holder, of: seat.quota, on: period.lastDay(calendar)),
        engagements: tally))
  }

  private func status(_ id: String, _ course: Course, required: Int, counted: Int) -> Obligation.Status {
    let status = course.status(required: required, counted: counted, nudgeAt: assessor.rule.nudgeAt)
    switch status {
    case .met, .excused: return status
    default: return settled[id] ?? status
    }
  }
}
