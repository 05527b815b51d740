import Foundation

/// What one person was told of one case by the end of one day, or why not: `explain PERSON --on DAY`.
package struct Hearing: Hashable, Sendable {
  /// What the person has to do with the case.
  package enum Relation: String, Hashable, Sendable {
    case responsible
    /// Somewhere above one of those responsible.
    case above
    /// Neither, but a step came by them.
    case reached
  }

  package enum Outcome: Hashable, Sendable {
    /// On that very day.
    case told(step: Int, at: Date, because: String)
    /// On an earlier day; a person is told once a case.
    case toldBefore(step: Int, at: Date)
    /// On a later day.
    case toldLater(step: Int, at: Date)
    /// A step came by them on that day or before, and could not tell them.
    case passedOver(step: Int, at: Date, reason: String)
    case notOpenYet(at: Date)
    /// Somebody ended the climb before it came to them.
    case ended(kind: String, by: String, at: Date)
    /// The case is cleared, and the climb did not come to them.
    case cleared
    /// All steps are taken, and none came to them.
    case exhausted
    /// So many steps were taken by then, and none came to them yet.
    case notReached(steps: Int)
  }

  package let caseID: String
  /// "Squad walk, Riverside".
  package let title: String
  package let relation: Relation
  package let outcome: Outcome

  /// Nil where the case is none of theirs.
  /// - parameter chain: who stood above whom on the day.
  package init?(
    of person: String, about account: CaseAccount, on day: LocalDay, _ chain: ChainOfCommand,
    _ calendar: AgencyCalendar
  ) {
    guard let relation = Self.relation(of: person, to: account, chain) else { return nil }
    self.relation = relation
    caseID = account.id
    title = "\(account.obligation.name), \(account.obligation.holder.name)"
    outcome = Self.outcome(
      of: person, account, from: calendar.start(of: day), until: calendar.start(of: day.advanced(by: 1)))
  }

  private static func relation(
    of person: String, to account: CaseAccount, _ chain: ChainOfCommand
  ) -> Relation? {
    let holder = account.obligation.holder
    let own = holder.kind == Obligation.HolderKind.person.rawValue ? [holder.id] : []
    let responsible = account.obligation.responsible.compactMap(\.id) + own
    if responsible.contains(person) { return .responsible }
    if responsible.contains(where: { chain.isAbove(person, $0) }) { return .above }
    let reached = account.steps.contains { ($0.told + $0.skipped).contains { $0.id == person } }
    return reached || (responsible.isEmpty && person == chain.head?.id) ? .reached : nil
  }

  private static func outcome(
    of person: String, _ account: CaseAccount, from: Date, until: Date
  ) -> Outcome {
    if account.openedAt >= until { return .notOpenYet(at: account.openedAt) }
    for step in account.steps {
      if let told = step.told.first(where: { $0.id == person }) {
        if step.firedAt >= until { return .toldLater(step: step.step, at: step.firedAt) }
        return step.firedAt < from
          ? .toldBefore(step: step.step, at: step.firedAt)
          : .told(step: step.step, at: step.firedAt, because: told.because ?? "")
      }
    }
    for step in account.steps where step.firedAt < until {
      if let skip = step.skipped.first(where: { $0.id == person }) {
        return .passedOver(step: step.step, at: step.firedAt, reason: skip.reason ?? "")
      }
    }
    return unreached(account, until)
  }

  private static func unreached(_ account: CaseAccount, _ until: Date) -> Outcome {
    // What only holds a case does not end its climb.
    let endings = account.statements.filter {
      $0.reason != EscalationCase.AnswerReason.doneNotLogged.rawValue
    }
    if let ending = endings.first, ending.at < until {
      return .ended(kind: ending.kind, by: ending.by.name, at: ending.at)
    }
    if account.state == "cleared" { return .cleared }
    let taken = account.steps.filter { $0.firedAt < until }.count
    return account.state == "exhausted" && taken == account.steps.count
      ? .exhausted : .notReached(steps: taken)
  }
}
