import Foundation

/// What time brings about: news to those told before, and the steps.
extension EscalationCase {
  /// When the case next needs a run; nil: not by time alone. Never in quiet hours, except for the first step of an
  /// incident, whose clock does not wait for the morning.
  package func nextDue(_ facts: EscalationFacts, after now: Date) -> Date? {
    let quiet = facts.rule.quiet
    let news = news.map { _ in quiet.end(atOrAfter: now, facts.calendar) }
    let step = stepDue(facts.calendar).map { due in
      let due = max(due, now)
      return ignoresQuiet ? due : quiet.end(atOrAfter: due, facts.calendar)
    }
    return [news, step].compactMap { $0 }.min()
  }

  private var ignoresQuiet: Bool { snapshot.isIncident && steps.isEmpty }

  /// When the next step is due, quiet hours aside.
  private func stepDue(_ calendar: AgencyCalendar) -> Date? {
    switch state {
    case .climbing: return plannedStep(calendar)
    case .held(let until, let then):
      guard then == .climbing, let planned = plannedStep(calendar) else { return until }
      return max(until, planned)
    case .answered, .acknowledged, .waived, .exhausted, .cleared: return nil
    }
  }

  private func plannedStep(_ calendar: AgencyCalendar) -> Date? {
    let before = [steps.last?.firedAt, resumedAt].compactMap { $0 }.max()
    return rule.due(steps.count, opened: openedAt, before: before, calendar)
  }

  /// What is due by now: at most one step.
  mutating func due(_ chain: ChainOfCommand, _ facts: EscalationFacts, now: Date) -> [EscalationAction] {
    var actions: [EscalationAction] = []
    let quiet = facts.rule.quiet.isQuiet(at: now, facts.calendar)
    if let news, !quiet {
      self.news = nil
      actions += tellAll(news, facts, now)
    }
    guard let due = stepDue(facts.calendar), due <= now, !quiet || ignoresQuiet else { return actions }
    if case .held(_, let then) = state {
      state = then
      note(facts.text.holdOver, now)
      guard then == .climbing, plannedStep(facts.calendar) != nil else { return actions }
    }
    return actions + fire(dueAt: due, chain, facts, now)
  }

  // MARK: - A step

  private mutating func fire(
    dueAt: Date, _ chain: ChainOfCommand, _ facts: EscalationFacts, _ now: Date
  ) -> [EscalationAction] {
    let ascent = nextAscent(chain, facts)
    let before = told
    let step = Step(
      number: steps.count, dueAt: dueAt, firedAt: now,
      told: ascent.told.map { Telling(person: facts.facts(of: $0.person), because: $0.because) },
      skipped: ascent.skipped)
    if step.number > 0, step.told.isEmpty, step.skipped.isEmpty {
      end(.top, facts, now)
      return []
    }
    steps.append(step)
    note(facts.text.fired(step), now)
    let kind: Notice.Kind =
      systemic.map { .systemic($0, step: step.number) }
      ?? (step.number == 0 ? .missed : .escalated(step: step.number))
    let notices = step.told.map { telling in
      EscalationAction.tell(
        Notice(
          personID: telling.person.id, kind: kind,
          snapshot: snapshot, quota: rule.quota, because: telling.because, skipped: step.skipped,
          toldBefore: before, statements: statements))
    }
    let event = facts.text.event(fired: step, of: self)
    closeIfAtTheEnd(step, chain, facts, now)
    return [.publish(event)] + notices
  }

  private func nextAscent(_ chain: ChainOfCommand, _ facts: EscalationFacts) -> Ascent {
    if steps.isEmpty, let systemic { return Ascent(to: systemic, chain, facts) }
    guard let last = steps.last else { return Ascent(toResponsible: snapshot, rule.quota, chain, facts) }
    return Ascent(above: last.told.map(\.person.id), seen: seen, chain, facts)
  }

  /// Everybody the climb has come by.
  private var seen: Set<String> { Set(steps.flatMap { $0.told.map(\.person.id) + $0.skipped.map(\.id) }) }

  private mutating func closeIfAtTheEnd(
    _ step: Step, _ chain: ChainOfCommand, _ facts: EscalationFacts, _ now: Date
  ) {
    if step.told.isEmpty { return end(step.number == 0 ? .nobody : .top, facts, now) }
    let next = nextAscent(chain, facts)
    if next.told.isEmpty, next.skipped.isEmpty { return end(.top, facts, now) }
    if steps.count == rule.steps.count { end(.steps, facts, now) }
  }

  private mutating func end(_ end: End, _ facts: EscalationFacts, _ now: Date) {
    state = .exhausted(end)
    note(facts.text.ended(end), now)
  }

  // MARK: - News

  private mutating func tellAll(_ news: News, _ facts: EscalationFacts, _ now: Date) -> [EscalationAction] {
    let kind: Notice.Kind
    switch (news, state) {
    case (.cleared, .cleared(let clearing, _)): kind = .cleared(clearing)
    default: kind = .reopened
    }
    let listeners = told.filter { facts.reachable($0.id, at: now) != nil }
    if !listeners.isEmpty { note(facts.text.heard(kind, listeners), now) }
    return listeners.map { person in
      .tell(
        Notice(
          personID: person.id, kind: kind, snapshot: snapshot, quota: rule.quota, toldBefore: told,
          statements: statements))
    }
  }
}
