import EventLog
import Foundation
import Platform
import RollCall
import Store

/// Posts of engagements, of the leaders in them, and of those that do not count.
struct EngagementPosts {
  let store: EngagementStore
  let log: EventLog
  let composition: Composition
  let text: EventText
  let calendar: AgencyCalendar
  /// Activities whose walks are announced to nobody before they are completed.
  let incidentActivities: Set<String>
  let verdicts: Accountability

  /// Compares the engagement with what was last published of it and publishes the differences.
  func publish(_ id: String, into draft: inout Draft) throws {
    let reading = try store.engagement(id)
    for problem in reading.problems { try draft.report(problem) }
    guard let engagement = reading.value else {
      for family in [Publication.Family.engagement, .leader, .uncounted] {
        try withdraw(family, id, from: &draft)
      }
      return
    }
    let incident = try engagement.incidentID.flatMap { try store.incident($0) }
    for reason in composition.dangling(engagement, incidentExists: incident != nil) {
      try draft.report(RowProblem(table: "engagement", key: id, reason: reason))
    }
    let facts = composition.facts(engagement, incident: incident)
    let isCompleted = engagement.status == .completed
    try post(.engagement, facts, standing: isCompleted ? .engagementCompleted : nil, into: &draft) {
      text.engagement($0, facts)
    }
    try publishLeaders(engagement, facts, into: &draft)
    try publishUncounted(engagement, facts, into: &draft)
  }

  /// The leaders' post alone: walks that are planned for today become news when the day begins.
  func publishLeaders(_ engagement: Engagement, _ facts: EngagementFacts, into draft: inout Draft) throws {
    try post(.leader, facts, standing: leaderStanding(engagement, facts), into: &draft) {
      text.leaders($0, facts)
    }
  }

  func facts(of engagement: Engagement) throws -> EngagementFacts {
    composition.facts(engagement, incident: try engagement.incidentID.flatMap { try store.incident($0) })
  }

  // MARK: -

  private func leaderStanding(_ engagement: Engagement, _ facts: EngagementFacts) throws -> EventType? {
    guard !facts.leaders.isEmpty else { return nil }
    switch engagement.status {
    case .completed: return .leaderParticipated
    case .planned, .inProgress: return try isAnnounced(engagement) ? .leaderPlanned : nil
    default: return nil
    }
  }

  /// Whether a plan is everybody's news. Residents hear of a post-incident walk at the door, not from a post
  /// (contract §5). What was announced stays announced when its day is over: nobody took it back.
  private func isAnnounced(_ engagement: Engagement) throws -> Bool {
    guard engagement.incidentID == nil, !incidentActivities.contains(engagement.activity),
      let announced = try log.fact(.plannedDay).flatMap({ LocalDay($0) })
    else { return false }
    let day = calendar.day(of: engagement.startsAt)
    if day < announced { return try log.published(.leader, engagement.id)?.standing == .leaderPlanned }
    return day == announced
  }

  private func publishUncounted(_ engagement: Engagement, _ facts: EngagementFacts, into draft: inout Draft)
    throws
  {
    guard engagement.status == .completed, let verdict = verdicts.verdict(of: engagement) else {
      return try draft.forget(.uncounted, engagement.id)
    }
    let reasons = verdict.reasons.map { "\($0.code.rawValue) \($0.text)" }.joined(separator: "\n")
    let fingerprint = Publication.fingerprint("\(verdict.obligation ?? "") \(reasons)".utf8)
    let previous = try log.published(.uncounted, engagement.id)
    let step = Publication.step(
      .uncounted, previous: previous, standing: .engagementUncounted, fingerprint: fingerprint)
    guard case .publish = step else { return }
    let quota = verdict.quota.flatMap(verdicts.quota).map { NamedFacts(id: $0.id, name: $0.name) }
    let event = text.uncounted(facts, quota: quota, obligation: verdict.obligation, reasons: verdict.reasons)
    try draft.publish(event, family: .uncounted, standing: .engagementUncounted, fingerprint: fingerprint)
  }

  private func post(
    _ family: Publication.Family, _ facts: EngagementFacts, standing: EventType?, into draft: inout Draft,
    _ event: (EventType) -> Event
  ) throws {
    let fingerprint = Publication.fingerprint(JSONWriter.object(facts.json))
    let previous = try log.published(family, facts.id)
    switch Publication.step(family, previous: previous, standing: standing, fingerprint: fingerprint) {
    case .nothing: break
    case .withdraw: try withdraw(family, facts.id, from: &draft)
    case .publish(let type):
      try draft.publish(event(type), family: family, standing: standing, fingerprint: fingerprint)
    }
  }

  private func withdraw(_ family: Publication.Family, _ id: String, from draft: inout Draft) throws {
    guard try log.published(family, id)?.standing != nil else { return }
    guard let type = family.withdrawn else { return try draft.forget(family, id) }
    try draft.publish(EventText.withdrawal(type, subject: id), family: family, standing: nil, fingerprint: 0)
  }
}
