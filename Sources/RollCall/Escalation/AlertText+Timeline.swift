/// What `explain CASE` prints, and why something that was said was not taken.
extension AlertText {
  func opened(_ snapshot: CaseSnapshot) -> String {
    "Opened: \(full(snapshot)): \(figures(snapshot)), \(shortfall(snapshot))."
  }

  func fired(_ step: EscalationCase.Step) -> String {
    let told = step.told.map { "\(titled($0.person)) (\(reason($0.because)))" }
    let whom = told.isEmpty ? "nobody could be told" : "told \(told.joined(separator: ", "))"
    return "Step \(step.number): \(whom).\(step.skipped.isEmpty ? "" : " \(passedOver(step.skipped))")"
  }

  /// "Not told: Lt. Ana Silva (no e-mail address)."
  func passedOver(_ skipped: [EscalationCase.Skip]) -> String {
    "Not told: \(skipped.map { "\($0.name.oneLine) (\(word($0.why)))" }.joined(separator: ", "))."
  }

  func ended(_ end: EscalationCase.End) -> String {
    switch end {
    case .top: "The climb ends: nobody further up is left to tell."
    case .steps: "The climb ends: all configured steps are taken."
    case .nobody: "The climb ends: nobody in the chain of command could be told."
    }
  }

  var holdOver: String { "The time for the missing record is over; the case goes on." }

  func heard(_ kind: Notice.Kind, _ people: [PersonFacts]) -> String {
    switch kind {
    case .reopened: "Told that it is open again: \(names(people))."
    default: "Told that it is cleared: \(names(people))."
    }
  }

  func nowCounted(_ snapshot: CaseSnapshot) -> String { "Now \(figures(snapshot))." }

  func cleared(_ clearing: EscalationCase.Clearing, _ snapshot: CaseSnapshot) -> String {
    "Cleared: \(why(clearing, snapshot))"
  }

  /// A sentence.
  func why(_ clearing: EscalationCase.Clearing, _ snapshot: CaseSnapshot) -> String {
    switch clearing {
    case .met: "The missing record has arrived: \(figures(snapshot))."
    case .excused: "Nothing was due after all."
    case .gone: "What it was due for no longer stands."
    case .notDue: "Its period was moved and is not over yet."
    }
  }

  func reopened(_ snapshot: CaseSnapshot) -> String {
    "Open again, because the records have changed: \(figures(snapshot)), \(shortfall(snapshot))."
  }

  func said(_ statement: EscalationCase.Statement) -> String {
    let words = statement.text.isEmpty ? "" : " \u{201C}\(statement.text.oneLine)\u{201D}"
    return "\(titled(statement.by)) \(verb(statement.saying)).\(words)"
  }

  func verb(_ saying: EscalationCase.Saying) -> String {
    switch saying {
    case .answer(let reason): "answered: \(word(reason))"
    case .acknowledgement: "acknowledged it"
    case .waiver: "waived it"
    }
  }

  // MARK: - Words for codes

  func word(_ reason: EscalationCase.AnswerReason) -> String {
    switch reason {
    case .doneNotLogged: "done, but not logged yet"
    case .callsForService: "calls for service"
    case .staffing: "staffing"
    case .weather: "weather"
    case .event: "an event"
    case .notReady: "the community was not ready"
    case .vacant: "the post is vacant"
    case .other: "another reason"
    }
  }

  func word(_ hindrance: EscalationCase.Hindrance) -> String {
    switch hindrance {
    case .inactive: "not active today"
    case .noAddress: "no e-mail address"
    case .unknown: "not in the roster"
    case .vacant: "nobody fills the post"
    case .away: "away today"
    case .noSupervisor: "no supervisor in the roster to tell"
    }
  }

  private func reason(_ because: EscalationCase.Because) -> String {
    switch because {
    case .responsible: "responsible"
    case .systemic: "in command"
    case .supervises(let person): "supervises \(titled(person))"
    case .inPlaceOf(let person, .noSupervisor):
      "above \(person.map(titled) ?? "the post"): \(word(.noSupervisor))"
    case .inPlaceOf(let person, .away): "with \(person.map(titled) ?? "the post"): \(word(.away))"
    case .inPlaceOf(let person, let why): "in place of \(person.map(titled) ?? "the post"): \(word(why))"
    }
  }

  // MARK: - Refusals

  func refusedCase(_ id: String) -> String {
    "There is no case '\(id.oneLine)'. 'rollcallctl cases' lists those there are."
  }

  func refusedStranger(_ id: String) -> String { "'\(id.oneLine)' is nobody in the roster." }

  func refusedInactive(_ name: String) -> String { "\(name.oneLine) is not active today." }

  func refusedAnswer(_ found: EscalationCase) -> String {
    "Only those responsible answer it: \(responsible(found)). A supervisor acknowledges or waives it."
  }

  var refusedOwn: String { "Those responsible do not acknowledge or waive it themselves: answer it instead." }

  func refusedSupervisor(_ found: EscalationCase) -> String {
    "Only a supervisor of those responsible may do this: \(responsible(found))."
  }

  func refusedState(_ found: EscalationCase) -> String {
    if let last = found.statements.last, !found.isCleared {
      return "\(titled(last.by)) already \(verb(last.saying)) on \(moment(last.at))."
    }
    return "It is \(found.stateName) already."
  }

  var refusedWordless: String { "Say it in words: the plan of an acknowledgement, the reason of a waiver." }

  func refusedLength(_ found: Int, _ allowed: Int) -> String {
    "The text has \(found) characters; at most \(allowed) are kept."
  }

  private func responsible(_ found: EscalationCase) -> String {
    let people =
      found.snapshot.responsible.isEmpty
      ? found.steps.first?.told.map(\.person) ?? [] : found.snapshot.responsible
    return people.isEmpty ? "nobody is, at present" : names(people)
  }
}
