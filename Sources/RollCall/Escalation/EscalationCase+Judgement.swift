import Foundation

/// What a new judgement of the obligation means for its case.
extension EscalationCase {
  mutating func judged(
    _ snapshot: CaseSnapshot, _ status: Obligation.Status, _ facts: EscalationFacts, now: Date
  ) -> [EscalationAction] {
    switch status {
    case .unassessed: return []
    case .met: return clear(.met, snapshot, facts, now)
    case .excused: return clear(.excused, snapshot, facts, now)
    case .open, .atRisk:
      // Only where the period itself was moved; a longer `settle` does not call a case back.
      return snapshot.until > now ? clear(.notDue, snapshot, facts, now) : stays(snapshot, facts, now)
    case .missed, .waived:
      return isCleared ? reopen(snapshot, facts, now) : stays(snapshot, facts, now)
    }
  }

  /// The obligation itself exists no more: an incident that was none, a neighborhood that was never active.
  mutating func vanished(_ facts: EscalationFacts, now: Date) -> [EscalationAction] {
    clear(.gone, snapshot, facts, now)
  }

  // MARK: -

  private mutating func stays(
    _ latest: CaseSnapshot, _ facts: EscalationFacts, _ now: Date
  ) -> [EscalationAction] {
    if (latest.counted, latest.required) != (snapshot.counted, snapshot.required) {
      note(facts.text.nowCounted(latest), now)
    }
    snapshot = latest
    return []
  }

  private mutating func clear(
    _ clearing: Clearing, _ latest: CaseSnapshot, _ facts: EscalationFacts, _ now: Date
  ) -> [EscalationAction] {
    snapshot = latest
    guard !isCleared else { return [] }
    state = .cleared(clearing, before: state)
    note(facts.text.cleared(clearing, latest), now)
    // Of a case that nobody has heard of, nobody hears that it is over.
    guard !steps.isEmpty else { return [] }
    news = news == .reopened ? nil : .cleared
    return [.publish(facts.text.event(cleared: clearing, of: self))]
  }

  /// What had ended the climb before still stands; where nothing had, the next step's delay begins anew.
  private mutating func reopen(
    _ latest: CaseSnapshot, _ facts: EscalationFacts, _ now: Date
  ) -> [EscalationAction] {
    guard case .cleared(_, let before) = state else { return [] }
    snapshot = latest
    state = before
    resumedAt = now
    note(facts.text.reopened(latest), now)
    guard !steps.isEmpty else { return [] }
    news = news == .cleared ? nil : .reopened
    return [.publish(facts.text.event(reopened: self))]
  }
}
