import Foundation

/// What obligations are judged from: the store's rows, or at least those that `FactsNeeded` asks for.
package struct QuotaFacts: Sendable {
  /// The agency's id and name: the holder of quotas `for: "agency"`.
  package let agency: NamedFacts
  package let organization: Organization
  /// Of any status, in any order, each id once.
  package let engagements: [Engagement]
  /// Of any kind, of any time: the newest in a neighborhood claims a walk that names none.
  package let incidents: [Incident]

  package init(
    agency: NamedFacts, organization: Organization, engagements: [Engagement], incidents: [Incident]
  ) {
    self.agency = agency
    self.organization = organization
    self.engagements = engagements
    self.incidents = incidents
  }
}

/// When an obligation is judged: `escalation.settle` and `escalation.nudgeAt` of the configuration.
package struct JudgingRule: Hashable, Sendable {
  /// How long after the period's end late paperwork may still meet it.
  package let settle: Span
  /// From which fraction of the period on it can be at risk, 0 to 1.
  package let nudgeAt: Double

  package init(settle: Span, nudgeAt: Double) {
    self.settle = settle
    self.nudgeAt = nudgeAt
  }
}

/// Where one engagement belongs, and what is said against it.
package struct Verdict: Hashable, Sendable {
  package let engagement: String
  /// Nil where it belongs to no quota: *uncounted*.
  package let quota: String?
  /// Nil also where its quota owes nothing there and then: no holder (a neighborhood not yet active, a coordinator
  /// of no listed unit), or no period (a Sunday).
  package let obligation: String?
  /// In the contract's order; empty where it belongs to no quota.
  package let reasons: [Obligation.Reason]
  package var counts: Bool { obligation != nil && reasons.isEmpty }

  package init(engagement: String, quota: String?, obligation: String?, reasons: [Obligation.Reason]) {
    self.engagement = engagement
    self.quota = quota
    self.obligation = obligation
    self.reasons = reasons
  }
}
