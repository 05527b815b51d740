import Foundation

/// That an engagement does not count, and whether its coordinator has heard of it.
package struct UncountedRecord: Hashable, Sendable {
  package struct Key: Hashable, Sendable {
    package let engagement: String
    /// Its coordinator.
    package let person: String

    package init(engagement: String, person: String) {
      self.engagement = engagement
      self.person = person
    }
  }

  package let key: Key
  /// When it was first seen that it does not.
  package let seenAt: Date
  /// Nil: not yet.
  package var toldAt: Date?

  package init(_ key: Key, seenAt: Date, toldAt: Date? = nil) {
    self.key = key
    self.seenAt = seenAt
    self.toldAt = toldAt
  }
}

/// *Does not count* (contract §4): the coordinator hears the reasons once, in one grouped mail at the next roll call,
/// while the period can still be saved; nobody else does.
///
/// The roll call is that of the coordinator's own shift; where they have none, or theirs comes after the period's
/// end, any shift's; where none is left, they hear at once. An agency without roll calls has nothing to wait for and
/// nobody is written to.
package struct UncountedRecords: Sendable {
  private var records: [UncountedRecord.Key: UncountedRecord]
  private var saved: [UncountedRecord.Key: UncountedRecord]
  /// When those not told yet are to hear.
  private var waiting: [Date] = []

  package init(_ records: [UncountedRecord] = []) {
    self.records = Dictionary(records.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    saved = self.records
  }

  /// Longer than any period: after it, nothing can be told a second time.
  private static let kept: TimeInterval = 400 * 86400

  /// - Parameters:
  ///   - running: the obligations whose period can still be saved.
  ///   - briefings: the roll calls whose digest is being made, late ones too: what was done before them is told.
  ///   - unsettled: the engagements, by id, that are still being written: nothing is said of them yet.
  package mutating func look(
    at running: [Obligation], _ timetable: DigestTimetable, _ briefings: [Briefing] = [],
    unsettled: Set<String> = [], _ facts: EscalationFacts, now: Date
  ) -> [EscalationAction] {
    let now = Date(seconds: now.seconds)
    let found = timetable.shifts.isEmpty ? [:] : Self.uncounted(running, facts, now)
    records = records.filter { key, record in
      record.toldAt.map { now.timeIntervalSince($0) < Self.kept } ?? (found[key] != nil)
    }
    waiting = []
    var told: [String: [(UncountedRecord.Key, Obligation)]] = [:]
    for (key, obligation) in found {
      guard !unsettled.contains(key.engagement) else {
        waiting.append(now.addingTimeInterval(60))
        continue
      }
      let record = records[key] ?? UncountedRecord(key, seenAt: now)
      records[key] = record
      guard record.toldAt == nil, let person = facts.organization.people[key.person] else { continue }
      let roll = RollCalls(of: person, timetable, facts, obligation)
      if roll.isDue(record, briefings, facts.engagements[key.engagement], now: now) {
        records[key]?.toldAt = now
        told["\(key.person)\u{1f}\(obligation.id)", default: []].append((key, obligation))
      } else {
        waiting.append(roll.moment(of: record, after: now))
      }
    }
    return told.sorted { $0.key < $1.key }.compactMap { Self.notice($0.value, facts) }
  }

  /// When somebody is to hear next, if nothing new arrives.
  package func nextDue(after now: Date) -> Date? { waiting.filter { $0 > now }.min() }

  /// What changed since the last call: to be stored in the transaction that queues the mails.
  package mutating func takeChanges() -> (changed: [UncountedRecord], gone: [UncountedRecord.Key]) {
    let changes = (
      changed: records.values.filter { saved[$0.key] != $0 },
      gone: saved.keys.filter { records[$0] == nil }
    )
    saved = records
    return changes
  }

  // MARK: -

  /// Completed engagements that do not count, whose coordinator can be written to, with what they were logged for.
  private static func uncounted(
    _ running: [Obligation], _ facts: EscalationFacts, _ now: Date
  ) -> [UncountedRecord.Key: Obligation] {
    var found: [UncountedRecord.Key: Obligation] = [:]
    for obligation in running {
      for tally in obligation.engagements where !tally.counts {
        guard let engagement = facts.engagements[tally.id], engagement.status == .completed,
          let coordinator = engagement.coordinatorID, facts.reachable(coordinator, at: now) != nil
        else { continue }
        found[.init(engagement: tally.id, person: coordinator)] = obligation
      }
    }
    return found
  }

  private static func notice(
    _ told: [(key: UncountedRecord.Key, obligation: Obligation)], _ facts: EscalationFacts
  ) -> EscalationAction? {
    guard let first = told.first, let quota = facts.quotas[first.obligation.quota] else { return nil }
    return .tell(
      Notice(
        personID: first.key.person, kind: .uncounted(Set(told.map(\.key.engagement))),
        snapshot: facts.snapshot(of: first.obligation), quota: quota))
  }
}

/// When one person hears what does not count for one obligation.
private struct RollCalls {
  private let own: DigestTimetable
  private let any: DigestTimetable
  private let facts: EscalationFacts
  private let until: Date
  /// An incident's clock does not wait for the morning.
  private let quiet: QuietHours?

  init(of person: Person, _ timetable: DigestTimetable, _ facts: EscalationFacts, _ obligation: Obligation) {
    let shifts = timetable.shifts.filter { $0.id == person.shift }
    own = shifts.isEmpty ? timetable : DigestTimetable(shifts: shifts, calendar: timetable.calendar)
    any = timetable
    self.facts = facts
    until = obligation.until
    quiet = obligation.holder.kind == .incident ? nil : facts.rule.quiet
  }

  func isDue(
    _ record: UncountedRecord, _ briefings: [Briefing], _ engagement: Engagement?, now: Date
  ) -> Bool {
    guard !quiet.isQuiet(at: now, facts.calendar) else { return false }
    let done = engagement.map { $0.endsAt ?? $0.startsAt } ?? now
    return planned(record.seenAt) <= now
      || briefings.contains { briefing in
        briefing.at >= done && own.shifts.contains { $0.id == briefing.shift.id }
      }
  }

  func moment(of record: UncountedRecord, after now: Date) -> Date {
    quiet.end(atOrAfter: max(planned(record.seenAt), now), facts.calendar)
  }

  /// The first roll call from `seen` on that comes before the period's end.
  private func planned(_ seen: Date) -> Date {
    [own, any].lazy.compactMap { $0.rollCall(after: seen.addingTimeInterval(-1)) }
      .map { quiet.end(atOrAfter: $0, facts.calendar) }.first { $0 < until } ?? seen
  }
}
