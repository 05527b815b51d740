import Foundation

/// The events of accountability; each stands on its own (contract §5).
extension AlertText {
  func event(
    atRisk snapshot: CaseSnapshot, _ mark: ObligationMemory.Mark, told: [PersonFacts], _ now: Date
  ) -> Event {
    let remaining = left(snapshot, now)
    return Event(
      .quotaAtRisk, subject: snapshot.id,
      headline: line(snapshot, "\(figures(snapshot)), \(remaining)", Event.headlineLimit),
      text: "\(full(snapshot)): \(figures(snapshot)). \(remaining.capitalizedFirst)."
    ) { json in
      json.field("mark", mark.rawValue)
      self.obligation(snapshot, .atRisk, &json)
      json.array("told", told) { $0.named($1) }
    }
  }

  func event(fired step: EscalationCase.Step, of found: EscalationCase) -> Event {
    let whom =
      step.told.isEmpty
      ? "Nobody in the chain of command could be told." : "Told: \(names(step.told.map(\.person)))."
    let whole = found.systemic.map { "\(self.whole($0)) " } ?? ""
    return event(step.number == 0 ? .quotaMissed : .quotaEscalated, found, then: whole + whom) { json in
      if let gap = found.systemic { gap.write(to: &json) }
      json.field("step", step.number)
      json.array("told", step.told.map(\.person)) { $0.named($1) }
      json.array("skipped", step.skipped) { json, skip in json.object { skip.write(to: &$0) } }
    }
  }

  func event(reopened found: EscalationCase) -> Event {
    event(.quotaMissed, found, then: "Open again, because the records have changed.") { json in
      json.field("reopened", true)
      json.array("told", found.told) { $0.named($1) }
    }
  }

  func event(cleared clearing: EscalationCase.Clearing, of found: EscalationCase) -> Event {
    let snapshot = found.snapshot
    return Event(
      .quotaCleared, subject: found.id,
      headline: self.cleared(snapshot, Event.headlineLimit),
      text: "\(full(snapshot)) is cleared. \(why(clearing, snapshot))"
    ) { json in
      json.field("case", found.id)
      json.field("reason", clearing.rawValue)
      self.obligation(snapshot, clearing.status, &json)
      json.array("told", found.told) { $0.named($1) }
    }
  }

  func event(_ statement: EscalationCase.Statement, on found: EscalationCase) -> Event {
    event(statement.saying.event, found, then: said(statement)) { json in
      if case .answer(let reason) = statement.saying { json.field("reason", reason.rawValue) }
      json.key("by")
      json.named(statement.by)
      json.field("at", statement.at.rfc3339)
      json.field("statement", statement.text)
    }
  }

  /// The neighborhood's progress, without names: where a person is the holder, for command alone.
  func event(met snapshot: CaseSnapshot, beside: [Obligation]) -> Event {
    Event(
      .quotaMet, subject: snapshot.id, audience: snapshot.isPerson ? .command : nil,
      headline: line(snapshot, figures(snapshot), Event.headlineLimit),
      text: "\(full(snapshot)): \(figures(snapshot))."
    ) { json in
      self.obligation(snapshot, .met, &json, people: false)
      json.array("progress", beside) { json, other in
        json.object { json in
          json.field("id", other.id)
          json.field("name", other.name)
          json.field("required", other.required)
          json.field("counted", other.counted)
        }
      }
    }
  }

  // MARK: -

  private func event(
    _ type: EventType, _ found: EscalationCase, then sentence: String, facts: (inout JSONWriter) -> Void
  ) -> Event {
    let snapshot = found.snapshot
    let status: Obligation.Status = found.isWaived ? .waived : .missed
    return Event(
      type, subject: found.id,
      headline: line(snapshot, "\(figures(snapshot)), \(period(snapshot))", Event.headlineLimit),
      text: "\(full(snapshot)): \(figures(snapshot)), \(shortfall(snapshot)). \(sentence)"
    ) { json in
      json.field("case", found.id)
      facts(&json)
      self.obligation(snapshot, status, &json)
    }
  }

  private func obligation(
    _ snapshot: CaseSnapshot, _ status: Obligation.Status, _ json: inout JSONWriter, people: Bool = true
  ) {
    json.object("obligation") { snapshot.write(to: &$0, status: status, people: people) }
    if people { json.field("notice", Self.disclaimer) }
  }

  /// "Cleared: Shift walk, Riverside, week of Nov 16"; where that is too long, without the period.
  func cleared(_ snapshot: CaseSnapshot, _ limit: Int) -> String {
    let whole = "Cleared: \(full(snapshot))"
    return whole.count <= limit ? whole : "Cleared: \(title(snapshot))".limited(to: limit)
  }

  /// "Shift walk, Riverside: 2 of 3 logged, week of Nov 16"; where that is too long, the first part gives way and the
  /// figures stand.
  /// "Shift walk, Riverside: 1 of 3 logged". Of what is too long the quota's name is cut first: the place tells one line of
  /// a list from the next.
  func line(_ snapshot: CaseSnapshot, _ figures: String, _ limit: Int) -> String {
    let place = snapshot.holder.name.oneLine
    let room = limit - figures.count - place.count - 4
    let subject = room >= 8 ? "\(snapshot.name.oneLine.limited(to: room)), \(place)" : title(snapshot)
    return line(subject, figures, limit)
  }

  func line(_ subject: String, _ figures: String, _ limit: Int) -> String {
    let whole = "\(subject): \(figures)"
    if whole.count <= limit { return whole }
    return "\(subject.limited(to: max(12, limit - figures.count - 2))): \(figures)".limited(to: limit)
  }
}

extension EscalationCase.Saying {
  fileprivate var event: EventType {
    switch self {
    case .answer: .quotaAnswered
    case .acknowledgement: .quotaAcknowledged
    case .waiver: .quotaWaived
    }
  }
}
