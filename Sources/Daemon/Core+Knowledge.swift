import Channels
import Configuration
import EventLog
import Foundation
import Platform
import RollCall
import Store

/// What is known now, read once and kept until something changes it.
extension Core {
  func readOrganization(at now: Date) throws {
    let reading = try store.organization(ranks: settings.ladder) { (try? MailAddress(parsing: $0)) != nil }
    organization = reading.value
    forgetVerdicts()
    guard !reading.problems.isEmpty else { return }
    publish(
      try log.commit(at: now) { draft in for problem in reading.problems { try draft.report(problem) } }
        .events)
  }

  func currentOrganization(at now: Date) throws -> Organization {
    if organization == nil { try readOrganization(at: now) }
    return organization ?? Organization(people: [], units: [], neighborhoods: [], ranks: settings.ladder)
  }

  func forgetVerdicts() {
    accountability = nil
    judgedAt = nil
    nextDigest = nil
  }

  /// New settings: everything that was derived from the old ones is derived anew.
  package func adopt(_ settings: Settings) {
    self.settings = settings
    organization = nil
    forgetVerdicts()
  }

  func verdicts(at now: Date) throws -> Accountability {
    if let accountability, accountability.covers(now) { return accountability }
    let fresh = try Accountability(
      settings: settings, organization: currentOrganization(at: now), store: store, log: log,
      cases: Array(currentEscalator().cases.values), at: now)
    if !fresh.problems.isEmpty {
      publish(
        try log.commit(at: now) { draft in for problem in fresh.problems { try draft.report(problem) } }
          .events)
    }
    accountability = fresh
    return fresh
  }

  func text(at now: Date) -> EventText { EventText(settings.calendar, now: now) }

  func composition(at now: Date) throws -> Composition {
    let settings = settings
    return Composition(organization: try currentOrganization(at: now)) { settings.activityName($0) }
  }

  func posts(at now: Date) throws -> EngagementPosts {
    let verdicts = try verdicts(at: now)
    return EngagementPosts(
      store: store, log: log, composition: try composition(at: now), text: text(at: now),
      calendar: settings.calendar,
      incidentActivities: settings.incidentActivities, verdicts: verdicts)
  }

  func digestDesk(at now: Date) throws -> DigestDesk {
    DigestDesk(
      settings: settings, store: store, log: log, organization: try currentOrganization(at: now),
      posts: try posts(at: now), text: text(at: now))
  }

  func postbox(at now: Date) -> Postbox { Postbox(settings: settings, now: now) }
}
