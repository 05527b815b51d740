import Foundation

/// What is to be done about something that happened to a case.
package enum EscalationAction: Sendable {
  case publish(Event)
  case tell(Notice)
}

/// One thing that one person is to hear; all of a run go into one mail.
package struct Notice: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Before the period ends, while it can still be saved.
    case nudge(ObligationMemory.Mark)
    /// To the coordinator of these engagements, while they can still be mended: they do not count.
    case uncounted(Set<String>)
    /// To those responsible.
    case missed
    /// To a supervisor.
    case escalated(step: Int)
    /// To a captain, and then to those above, of many at once.
    case systemic(SystemicGap, step: Int)
    case cleared(EscalationCase.Clearing)
    /// A record that had cleared it was voided.
    case reopened
  }

  package let personID: String
  package let kind: Kind
  package let snapshot: CaseSnapshot
  package let quota: Quota
  /// Nil before there is a case, and for news to those told before.
  package let because: EscalationCase.Because?
  package let skipped: [EscalationCase.Skip]
  package let toldBefore: [PersonFacts]
  package let statements: [EscalationCase.Statement]

  package init(
    personID: String, kind: Kind, snapshot: CaseSnapshot, quota: Quota,
    because: EscalationCase.Because? = nil, skipped: [EscalationCase.Skip] = [],
    toldBefore: [PersonFacts] = [], statements: [EscalationCase.Statement] = []
  ) {
    self.personID = personID
    self.kind = kind
    self.snapshot = snapshot
    self.quota = quota
    self.because = because
    self.skipped = skipped
    self.toldBefore = toldBefore
    self.statements = statements
  }

  /// The obligation's id, which its case bears too.
  package var caseID: String { snapshot.id }
  /// Whether there is a case; nudges and what does not count come before there is any.
  package var isOfCase: Bool {
    switch kind {
    case .nudge, .uncounted: false
    case .missed, .escalated, .systemic, .cleared, .reopened: true
    }
  }
}

extension [EscalationAction] {
  package var events: [Event] { compactMap { if case .publish(let event) = $0 { event } else { nil } } }

  /// One entry a person, in order of id: each becomes one mail, however many cases.
  package var noticesByPerson: [(personID: String, notices: [Notice])] {
    let notices = compactMap { if case .tell(let notice) = $0 { notice } else { nil } }
    return Dictionary(grouping: notices, by: \.personID).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
