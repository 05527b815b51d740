/// Who may read an event: each sees its own level and those below it (contract §5).
package enum Audience: Int, Hashable, Comparable, Sendable, CaseIterable {
  case `public`, agency, command

  package init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  package var name: String {
    switch self {
    case .public: "public"
    case .agency: "agency"
    case .command: "command"
    }
  }

  package static func < (one: Audience, other: Audience) -> Bool { one.rawValue < other.rawValue }
}

/// Every type of event there is (contract §5); on the wire with "rollcall." before it.
package enum EventType: String, Hashable, Sendable, CaseIterable {
  case engagementCompleted = "engagement.completed"
  case engagementCorrected = "engagement.corrected"
  case engagementWithdrawn = "engagement.withdrawn"
  case engagementUncounted = "engagement.uncounted"
  case leaderPlanned = "leader.planned"
  case leaderParticipated = "leader.participated"
  case leaderCorrected = "leader.corrected"
  case leaderWithdrawn = "leader.withdrawn"
  case noteShared = "note.shared"
  case noteCorrected = "note.corrected"
  case noteWithdrawn = "note.withdrawn"
  case storyPublished = "story.published"
  case storyCorrected = "story.corrected"
  case storyWithdrawn = "story.withdrawn"
  case feedbackAnswered = "feedback.answered"
  case feedbackCorrected = "feedback.corrected"
  case feedbackWithdrawn = "feedback.withdrawn"
  case feedbackOverdue = "feedback.overdue"
  case quotaAtRisk = "quota.at_risk"
  case quotaMissed = "quota.missed"
  case quotaEscalated = "quota.escalated"
  case quotaAnswered = "quota.answered"
  case quotaAcknowledged = "quota.acknowledged"
  case quotaWaived = "quota.waived"
  case quotaCleared = "quota.cleared"
  case quotaMet = "quota.met"
  case digestPublished = "digest.published"
  case reportPublished = "report.published"
  case sourceSilent = "source.silent"
  case sourceRecovered = "source.recovered"
  case storeProblem = "store.problem"

  /// As the CloudEvents attribute `type`.
  package var qualified: String { "rollcall." + rawValue }

  /// Who reads it, where the record itself does not say otherwise (stories and answers may be public).
  package var audience: Audience {
    switch self {
    case .engagementUncounted, .feedbackOverdue, .quotaAtRisk, .quotaMissed, .quotaEscalated, .quotaAnswered,
      .quotaAcknowledged, .quotaWaived, .quotaCleared, .reportPublished, .sourceSilent, .sourceRecovered,
      .storeProblem:
      .command
    default: .agency
    }
  }
}
