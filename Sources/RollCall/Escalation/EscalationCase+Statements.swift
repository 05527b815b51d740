import Foundation

/// What people say about a case, and who may say it.
extension EscalationCase {
  /// Why it was not done, or not logged (contract §4).
  package enum AnswerReason: String, Hashable, Sendable, Codable, CaseIterable {
    case doneNotLogged = "done_not_logged"
    case callsForService = "calls_for_service"
    case staffing, weather, event
    case notReady = "not_ready"
    case vacant, other
  }

  package enum Saying: Hashable, Sendable, Codable {
    case answer(AnswerReason)
    case acknowledgement
    case waiver
  }

  package struct Statement: Hashable, Sendable, Codable {
    package let saying: Saying
    package let by: PersonFacts
    package let at: Date
    package let text: String
  }

  /// How long `done_not_logged` holds a case (contract §4).
  static let hold = Span.workingDays(3)
  /// Characters of a statement's text.
  package static let textLimit = 4000

  /// - Throws: `EscalationRefusal`: `notAllowed` to whom it is not for, `conflict` where the case is past it,
  ///   `incomplete` where the words are missing or too many.
  mutating func say(
    _ saying: Saying, _ text: String, by person: Person, _ chain: ChainOfCommand, _ facts: EscalationFacts,
    now: Date
  ) throws(EscalationRefusal) -> [EscalationAction] {
    let text = text.trimmed
    try allow(saying, person, chain, facts)
    try checkOpen(for: saying, facts)
    try checkWords(saying, text, facts)
    let statement = Statement(saying: saying, by: facts.facts(of: person), at: now, text: text)
    statements.append(statement)
    state = state(after: saying, facts.calendar, now)
    note(facts.text.said(statement), now)
    return [.publish(facts.text.event(statement, on: self))]
  }

  // MARK: -

  private func allow(
    _ saying: Saying, _ person: Person, _ chain: ChainOfCommand, _ facts: EscalationFacts
  ) throws(EscalationRefusal) {
    let responsible = snapshot.responsible.contains { $0.id == person.id }
    guard person.isActive(on: chain.day) else { throw .notAllowed(facts.text.refusedInactive(person.name)) }
    switch saying {
    case .answer:
      let standsIn = steps.first?.told.contains { $0.person.id == person.id } ?? false
      if !responsible, !standsIn { throw .notAllowed(facts.text.refusedAnswer(self)) }
    case .acknowledgement, .waiver:
      // Nobody lets off themselves (research: approver is never the subject).
      if responsible { throw .notAllowed(facts.text.refusedOwn) }
      let above = snapshot.responsible.contains { chain.isAbove(person.id, $0.id) }
      if !above, !standsAbove(person), person.id != chain.head?.id {
        throw .notAllowed(facts.text.refusedSupervisor(self))
      }
    }
  }

  /// Told as somebody's superior, also across a gap of the roster.
  private func standsAbove(_ person: Person) -> Bool {
    steps.contains { $0.told.contains { $0.person.id == person.id && $0.because != .responsible } }
  }

  private func checkOpen(for saying: Saying, _ facts: EscalationFacts) throws(EscalationRefusal) {
    let past: Bool
    switch (state, saying) {
    case (.cleared, _), (.waived, _), (.acknowledged, .acknowledgement), (.answered, .answer): past = true
    case (_, .answer(.doneNotLogged)):
      past = statements.contains { $0.saying == .answer(.doneNotLogged) }
    default: past = false
    }
    if past { throw .conflict(facts.text.refusedState(self)) }
  }

  private func checkWords(
    _ saying: Saying, _ text: String, _ facts: EscalationFacts
  ) throws(EscalationRefusal) {
    if text.isEmpty, saying == .acknowledgement || saying == .waiver {
      throw .incomplete(facts.text.refusedWordless)
    }
    if text.count > Self.textLimit { throw .incomplete(facts.text.refusedLength(text.count, Self.textLimit)) }
  }

  private func state(after saying: Saying, _ calendar: AgencyCalendar, _ now: Date) -> State {
    switch (saying, state) {
    case (.waiver, _): return .waived
    case (.acknowledgement, _): return .acknowledged
    // Said afterwards, an answer stands beside what ended the climb.
    case (.answer, .acknowledged): return .acknowledged
    case (.answer(.doneNotLogged), _):
      return .held(until: calendar.instant(Self.hold, after: now), then: state)
    case (.answer, _): return .answered
    }
  }
}

/// Why something that was said of a case was not taken; the sentence says what to do.
package enum EscalationRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case notFound(String)
  case notAllowed(String)
  case conflict(String)
  case incomplete(String)

  package var description: String {
    switch self {
    case .notFound(let text), .notAllowed(let text), .conflict(let text), .incomplete(let text): text
    }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
