import Configuration
import EventLog
import Foundation
import Platform
import RollCall
import Store

/// Clock → log: verdicts, escalation and digests when their time has come.
extension Core {
  /// Judges when something changed that verdicts rest on, or when the time has come for a verdict or a step.
  func judge(at now: Date) throws {
    let isDue = nextVerdict.map { $0 <= now } ?? false
    guard judgedAt.map({ $0 > now }) ?? true || isDue, try !isUnsettled(at: now) else { return }
    if isDue { accountability = nil }
    var accountability = try verdicts(at: now)
    let facts = accountability.escalationFacts
    let before = accountability.sources.remembered
    let assessment = accountability.assess(cases: try currentEscalator().cases, at: now)
    let sources = accountability.sources.remembered
    var uncounted = try currentUncounted()
    let desk = try digestDesk(at: now)
    let reasons = try uncounted.look(
      at: assessment.running, desk.timetable, desk.due(at: now),
      unsettled: Set(log.pending(dueAt: .distantFuture, limit: .max)), facts, now: now)
    let (changed, gone) = uncounted.takeChanges()
    self.uncounted = nil
    let escalator = try escalate(
      facts, at: now,
      alongside: { draft in
        for event in assessment.news { try draft.publish(event) }
        if sources != before {
          try draft.replaceSourceMemories(with: sources.map { ($0.id, try $0.stored()) })
        }
        for record in changed { try draft.save(record) }
        for key in gone { try draft.forget(key) }
      },
      { escalator in
        reasons
          + escalator.judged(assessment.obligations, covering: accountability.covering, facts, now: now)
          + escalator.due(facts, now: now)
      })
    (self.accountability, self.uncounted) = (accountability, uncounted)
    (judgedAt, lastJudged) = (now, now)
    nextVerdict = [
      accountability.nextChange(after: now), escalator.nextDue(facts, after: now),
      uncounted.nextDue(after: now),
    ].compactMap { $0 }.min()
  }

  private func currentUncounted() throws -> UncountedRecords {
    try uncounted ?? UncountedRecords(log.uncountedRecords())
  }

  /// Whether records are still being written that will be judged anyway once they are quiet; for a while only.
  func isUnsettled(at now: Date) throws -> Bool {
    guard let lastJudged, abs(now.timeIntervalSince(lastJudged)) < 30 else { return false }
    return try log.nextPending() != nil
  }

  /// Lets something happen to the cases and commits what follows: events, what is remembered, and one mail a person.
  /// `alongside` goes before it, in the same transaction.
  func escalate(
    _ facts: EscalationFacts, at now: Date, alongside: (inout Draft) throws -> Void = { _ in },
    _ happening: (inout Escalator) throws -> [EscalationAction]
  ) throws -> Escalator {
    var changed = try currentEscalator()
    let actions = try happening(&changed)
    let changes = changed.takeChanges()
    let postbox = postbox(at: now)
    // Nothing is kept of what could not be committed.
    escalator = nil
    publish(
      try log.commit(at: now) { draft in
        try alongside(&draft)
        for event in actions.events { try draft.publish(event) }
        for found in changes.cases {
          try draft.save(caseID: found.id, isOpen: found.isClimbing, json: found.stored())
        }
        for memory in changes.memories { try draft.save(memoryOf: memory.id, json: memory.stored()) }
        for (person, notices) in actions.noticesByPerson {
          try postbox.post(notices, to: person, facts, in: draft)
        }
      }.events)
    escalator = changed
    return changed
  }

  func currentEscalator() throws -> Escalator {
    if let escalator { return escalator }
    let stored = Escalator(
      cases: try log.cases().map(EscalationCase.init(stored:)),
      memories: try log.memories().map(ObligationMemory.init(stored:)))
    escalator = stored
    return stored
  }

  func makeDigests(at now: Date) throws {
    // Asked once a minute of the clock: the timetable looks at days, not at seconds.
    if let next = nextDigest, now < next, next.timeIntervalSince(now) < 86400 { return }
    let desk = try digestDesk(at: now)
    for briefing in try desk.due(at: now) {
      publish(try desk.announce(settings.calendar.day(of: now), at: now))
      let progress = try verdicts(at: now).progress(at: now)
      publish(try desk.make(briefing, progress: progress, mail: postbox(at: now), at: now))
      journalLog.notice("digest \(briefing.key) made")
    }
    nextDigest = try desk.next(after: now)
  }
}
