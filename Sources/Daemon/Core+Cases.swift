import Configuration
import EventLog
import Foundation
import Platform
import RollCall

/// What people say to a case: answers, acknowledgements and waivers (contract §4 and §6).
extension Core {
  /// What can be said of a case.
  enum Saying: String {
    case answer, acknowledgement, waiver
  }

  /// The id of the person with this login; nil where nobody has it.
  func person(withLogin login: String, at now: Date) throws -> Person? {
    try currentOrganization(at: now).people.values.first { $0.login == login }
  }

  /// Puts on record what a person says to a case, tells whom it concerns, and returns the case as it then stands.
  /// - throws: `EscalationRefusal`, `DatabaseError`.
  func say(
    _ saying: Saying, to caseID: String, reason: EscalationCase.AnswerReason?, text: String,
    by person: String,
    at now: Date
  ) throws -> EscalationCase? {
    let facts = try verdicts(at: now).escalationFacts
    return try escalate(facts, at: now) { escalator in
      switch saying {
      case .answer: try escalator.answer(caseID, reason ?? .other, text, by: person, facts, now: now)
      case .acknowledgement: try escalator.acknowledge(caseID, text, by: person, facts, now: now)
      case .waiver: try escalator.waive(caseID, text, by: person, facts, now: now)
      }
    }.cases[caseID]
  }

  /// All cases, in order of id.
  func allCases() throws -> [EscalationCase] { try currentEscalator().cases.values.sorted { $0.id < $1.id } }

  /// Whether this person may see a case in full: one of those responsible, or above one of them (contract §6).
  func concerns(_ found: EscalationCase, _ person: String, at now: Date) throws -> Bool {
    let organization = try currentOrganization(at: now)
    let chain = ChainOfCommand(organization, on: settings.calendar.day(of: now))
    let holder =
      found.snapshot.holderKind == Obligation.HolderKind.person.rawValue ? [found.snapshot.holder.id] : []
    let responsible = found.snapshot.responsible.map(\.id) + holder
    return responsible.contains { $0 == person || chain.isAbove(person, $0) }
  }
}
