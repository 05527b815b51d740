import Foundation

/// How a missed obligation climbs, as configured (contract §2, `escalation`).
package struct EscalationRule: Hashable, Sendable {
  /// `steps[n]`: how long after a case opened step n is due. Ascending; the first is to those responsible.
  package let steps: [Span]
  /// How long after a period's end the judgement waits for late paperwork.
  package let settle: Span
  /// When nothing is sent but what an incident's clock asks for; nil: there is no such time.
  package let quiet: QuietHours?

  package init(
    steps: [Span] = [.elapsed(.zero), .workingDays(1), .workingDays(3), .workingDays(5)],
    settle: Span = .elapsed(.seconds(48 * 3600)), quiet: QuietHours? = nil
  ) {
    self.steps = steps
    self.settle = settle
    self.quiet = quiet
  }
}

/// A daily stretch of the wall clock in which nobody is written to; over midnight where it ends before it begins.
package struct QuietHours: Hashable, Sendable {
  package let from: TimeOfDay
  package let until: TimeOfDay

  package init(from: TimeOfDay, until: TimeOfDay) {
    self.from = from
    self.until = until
  }

  /// The first instant from `instant` on that is not quiet.
  package func end(atOrAfter instant: Date, _ calendar: AgencyCalendar) -> Date {
    let time = calendar.time(of: instant)
    guard contains(time) else { return instant }
    let day = calendar.day(of: instant)
    let end = calendar.instant(until <= time ? day.advanced(by: 1) : day, until)
    // Where the clock is set back over `until`, the hour that comes twice is quiet only once.
    return max(end, instant)
  }

  private func contains(_ time: TimeOfDay) -> Bool {
    from <= until ? from <= time && time < until : from <= time || time < until
  }
}

extension QuietHours? {
  func isQuiet(at instant: Date, _ calendar: AgencyCalendar) -> Bool {
    end(atOrAfter: instant, calendar) > instant
  }

  func end(atOrAfter instant: Date, _ calendar: AgencyCalendar) -> Date {
    self?.end(atOrAfter: instant, calendar) ?? instant
  }
}

/// The rule a case was opened under, kept with it whatever the configuration says later (contract §2).
package struct FrozenRule: Hashable, Sendable, Codable {
  package let quota: Quota
  package let steps: [Span]

  package init(quota: Quota, steps: [Span]) {
    self.quota = quota
    self.steps = steps
  }

  /// When step `number` of a case opened at `opened` is due, where `before` is when the step before fired, or the
  /// case was reopened: not before the difference of the two spans has passed (contract §4). Nil: no such step.
  func due(_ number: Int, opened: Date, before: Date?, _ calendar: AgencyCalendar) -> Date? {
    guard steps.indices.contains(number) else { return nil }
    let planned = calendar.instant(steps[number], after: opened)
    guard let before else { return planned }
    guard number > 0 else { return max(planned, before) }
    return max(planned, spaced(number, opened: opened, before: before, calendar))
  }

  private func spaced(_ number: Int, opened: Date, before: Date, _ calendar: AgencyCalendar) -> Date {
    switch (steps[number - 1], steps[number]) {
    case (.workingDays(let first), .workingDays(let second)):
      calendar.instant(.workingDays(max(0, second - first)), after: before)
    case (.elapsed(.zero), let second):
      calendar.instant(second, after: before)
    case (let first, let second):
      // Spans of different kinds have a difference only on the case's own calendar.
      before.addingTimeInterval(
        max(
          0,
          calendar.instant(second, after: opened)
            .timeIntervalSince(calendar.instant(first, after: opened))))
    }
  }

  // MARK: - Codable: spans as the configuration writes them

  private enum CodingKeys: CodingKey {
    case quota, steps
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    quota = try container.decode(Quota.self, forKey: .quota)
    steps = try container.decode([String].self, forKey: .steps).map { text in
      guard let span = Span(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .steps, in: container, debugDescription: "'\(text)' is no span")
      }
      return span
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(quota, forKey: .quota)
    try container.encode(steps.map(\.description), forKey: .steps)
  }
}
