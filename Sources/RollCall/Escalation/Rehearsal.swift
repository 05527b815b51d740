import Foundation

/// What a set of quotas would have asked in some days of the past, and who would have been told what, when: the
/// assessor and the escalator over the records, in memory, with a clock of their own that begins with the first day.
///
/// As after a first start on that day, only periods that begin in these days are asked about; the clock then goes on
/// until nothing waits for it any more, at most to the present. An engagement is there from its end on, people are as
/// the store knows them today, and nobody answers.
package struct Rehearsal: Sendable {
  /// One thing one person would have heard.
  package struct Telling: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case nudge
      /// A step of the climb, from 0.
      case step(Int)
    }
    package let kind: Kind
    package let at: Date
    package let person: PersonFacts
    /// The obligation's id.
    package let obligation: String
    package let quota: NamedFacts
    package let holder: NamedFacts
    package let from: Date
    package let until: Date
  }

  /// How one quota's obligations stood at the end.
  package struct Sum: Hashable, Sendable {
    package fileprivate(set) var owed = 0
    package fileprivate(set) var met = 0
    package fileprivate(set) var missed = 0
    package fileprivate(set) var excused = 0
    /// Not judged yet at the present.
    package fileprivate(set) var open = 0
  }

  /// By the id of each quota of the set.
  package private(set) var sums: [String: Sum] = [:]
  /// In order of place, obligation and time; never by person first.
  package private(set) var tellings: [Telling] = []

  /// - Parameters:
  ///   - days: periods that begin in these are asked about.
  ///   - present: where the clock ends.
  ///   - progress: hears each day that the clock comes to.
  package init(
    _ assessor: Assessor, _ facts: EscalationFacts, days: ClosedRange<LocalDay>, present: Date,
    progress: (LocalDay) -> Void = { _ in }
  ) {
    let clock = Clock(assessor: assessor, facts: facts, days: days)
    var (escalator, now) = (Escalator(), clock.start)
    var today: LocalDay?
    while now <= present {
      if case let day = facts.calendar.day(of: now), day != today {
        today = day
        progress(day)
      }
      let owed = clock.obligations(at: now)
      let actions = escalator.judged(owed, facts, now: now) + escalator.due(facts, now: now)
      tellings += actions.noticesByPerson.flatMap(\.notices).compactMap { Telling($0, facts, at: now) }
      guard let next = clock.next(after: now, owed, escalator) else { break }
      now = next
    }
    sums = Dictionary(assessor.quotas.map { ($0.id, Sum()) }, uniquingKeysWith: { first, _ in first })
    for obligation in clock.all(at: present) { sums[obligation.quota, default: Sum()].add(obligation.status) }
    tellings.sort { $0.isBefore($1) }
  }
}

extension Rehearsal {
  /// Which obligations there are at an instant, and which instant comes next.
  private struct Clock {
    let assessor: Assessor
    let facts: EscalationFacts
    let days: ClosedRange<LocalDay>

    var start: Date { facts.calendar.start(of: days.lowerBound) }
    private var end: Date { facts.calendar.start(of: days.upperBound.advanced(by: 1)) }

    /// Those that time may still change.
    func obligations(at now: Date) -> [Obligation] {
      let unsettled = assessor.unsettledDays(at: now)
      return assessor.obligations(
        from: max(unsettled.lowerBound, days.lowerBound), until: unsettled.upperBound, now: now,
        recordedBy: now
      ).filter(isAsked)
    }

    /// Those that have begun by then.
    func all(at now: Date) -> [Obligation] {
      assessor.obligations(from: days.lowerBound, until: days.upperBound, now: now, recordedBy: now)
        .filter { isAsked($0) && $0.from <= now }
    }

    private func isAsked(_ obligation: Obligation) -> Bool {
      start <= obligation.from && obligation.from < end
    }

    func next(after now: Date, _ owed: [Obligation], _ escalator: Escalator) -> Date? {
      let step = escalator.nextDue(facts, after: now)
      let isRunning = now < end || owed.contains { $0.status == .open || $0.status == .atRisk }
      let verdict = isRunning ? assessor.nextChange(after: now) : nil
      return [step, verdict].compactMap { $0 }.min().map { max($0, now.addingTimeInterval(1)) }
    }
  }
}

extension Rehearsal.Telling {
  fileprivate init?(_ notice: Notice, _ facts: EscalationFacts, at now: Date) {
    switch notice.kind {
    case .nudge: kind = .nudge
    case .missed: kind = .step(0)
    case .escalated(let step), .systemic(_, let step): kind = .step(step)
    case .cleared, .reopened, .uncounted: return nil
    }
    guard let person = facts.organization.people[notice.personID] else { return nil }
    let snapshot = notice.snapshot
    at = now
    self.person = facts.facts(of: person)
    obligation = snapshot.id
    quota = NamedFacts(id: snapshot.quota, name: snapshot.name)
    holder = snapshot.holder
    from = snapshot.from
    until = snapshot.until
  }

  /// By place, period and time.
  package func isBefore(_ other: Rehearsal.Telling) -> Bool { order < other.order }

  private var order: (String, Date, String, Date, String) {
    (holder.name, from, obligation, at, person.id)
  }
}

extension Rehearsal.Sum {
  fileprivate mutating func add(_ status: Obligation.Status) {
    owed += 1
    switch status {
    case .met: met += 1
    case .missed: missed += 1
    case .excused, .waived: excused += 1
    case .open, .atRisk, .unassessed: open += 1
    }
  }
}
