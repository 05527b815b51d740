import Foundation

/// The sentences of `explain PERSON --on DAY`.
package struct HearingText: Sendable {
  private let organization: Organization
  private let words: LocalWords
  private let day: LocalDay

  package init(_ organization: Organization, _ calendar: AgencyCalendar, on day: LocalDay) {
    self.organization = organization
    self.day = day
    words = LocalWords(calendar)
  }

  // MARK: - The person

  /// What about the person decides whether they can be told on the day.
  package func person(_ person: Person) -> [String] {
    [
      organization.titled(person) + " (\(person.id))" + above(person),
      person.isActive(on: day)
        ? nil : "Not active on \(words.day(day)): whoever is not active is not told; the next above is.",
      person.hasAddress
        ? nil : "Has no e-mail address: cannot be told; the next above is, and hears why.",
      organization.isAbsent(person.id, on: day)
        ? "Away on \(words.day(day)): told all the same, and the supervisor too." : nil,
      organization.ranks.level(of: person.rank) == nil
        ? "Has the rank \(person.rank), which the configuration does not know." : nil,
    ].compactMap { $0 }
  }

  private func above(_ person: Person) -> String {
    guard let id = person.supervisorID else { return ", without a supervisor" }
    return organization.people[id].map { ", supervised by \(organization.titled($0)) (\(id))" }
      ?? ", supervised by \(id), whom the store does not know"
  }

  // MARK: - A case

  package var nothing: String { "No case of theirs, or of those below them, is known." }

  /// "Told at 09:00 on Tue, Nov 24 with step 0, being responsible."
  package func outcome(_ hearing: Hearing) -> String {
    switch hearing.outcome {
    case .told(let step, let at, let because):
      "Told \(words.moment(at)), with step \(step): \(reason(because))."
    case .toldBefore(let step, let at):
      "Not told that day: told before, \(words.moment(at)), with step \(step). Each person is told once a case."
    case .toldLater(let step, let at):
      "Not told that day: told later, \(words.moment(at)), with step \(step)."
    case .passedOver(let step, let at, let reason):
      "Not told: step \(step), \(words.moment(at)), passed them over: \(hindrance(reason))."
    case .notOpenYet(let at): "Not told: the case was opened only later, \(words.moment(at))."
    case .ended(let kind, let by, let at):
      "Not told: \(ending(kind)) by \(by), \(words.moment(at)), ended the climb before it came to them."
    case .cleared: "Not told: the case was cleared before its climb came to them."
    case .exhausted: "Not told: all its steps are taken, and none came to them."
    case .notReached(let steps):
      steps == 0
        ? "Not told yet: no step was taken by then."
        : "Not told yet: \(steps.of("step was", "steps were")) taken by then, each to those above the one before."
    }
  }

  package func relation(_ hearing: Hearing) -> String {
    switch hearing.relation {
    case .responsible: "responsible"
    case .above: "above those responsible"
    case .reached: "in its path"
    }
  }

  private func reason(_ code: String) -> String {
    switch code {
    case "responsible": "they are responsible"
    case "supervises": "they supervise somebody who was told before"
    default: "in place of, or beside, somebody: \(hindrance(code))"
    }
  }

  private func hindrance(_ code: String) -> String {
    switch EscalationCase.Hindrance(rawValue: code) {
    case .inactive: "not active that day"
    case .noAddress: "no e-mail address"
    case .unknown: "not in the roster"
    case .vacant: "nobody fills the post"
    case .away: "away that day"
    case .noSupervisor: "the roster names no supervisor"
    case nil: code
    }
  }

  private func ending(_ kind: String) -> String {
    switch kind {
    case "answer": "an answer"
    case "acknowledgement": "an acknowledgement"
    default: "a waiver"
    }
  }
}

extension Hearing.Outcome {
  /// For machines.
  package var code: String {
    switch self {
    case .told: "told"
    case .toldBefore: "told_before"
    case .toldLater: "told_later"
    case .passedOver: "passed_over"
    case .notOpenYet: "not_open_yet"
    case .ended: "ended"
    case .cleared: "cleared"
    case .exhausted: "exhausted"
    case .notReached: "not_reached"
    }
  }
}
