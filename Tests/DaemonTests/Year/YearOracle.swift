import Configuration
import Foundation
import RollCall
import Store

@testable import Daemon

/// What is owed according to everything the store holds, read anew from outside: what the daemon must have come to,
/// however often it was interrupted and however little of it it looked at.
struct YearOracle {
  /// By id; of periods that began at or after the first start.
  let obligations: [String: Obligation]
  /// Those who can be written to today.
  let reachable: Set<String>

  init(_ town: Town, firstStart: Date, now: Date) throws {
    let (settings, calendar) = (town.settings, town.settings.calendar)
    let (organization, incidents, engagements) = try EngagementStore.reading(settings.store) { connection in
      (
        try EngagementStore.organization(connection, ranks: settings.ladder).value,
        try EngagementStore.incidents(connection).value,
        try EngagementStore.engagements(
          connection, from: firstStart.addingTimeInterval(-40 * 86400),
          until: now.addingTimeInterval(86400 * 40)
        ).value
      )
    }
    let facts = QuotaFacts(
      agency: NamedFacts(id: settings.agency.id, name: settings.agency.name), organization: organization,
      engagements: engagements, incidents: incidents)
    let assessor = Assessor(
      quotas: settings.quotas, facts: facts, calendar: calendar, rule: settings.judgingRule)
    let today = calendar.day(of: now)
    let all = assessor.obligations(from: calendar.day(of: firstStart), until: today, now: now)
    obligations = Dictionary(
      all.filter { $0.from >= firstStart }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    reachable = Set(
      organization.people.values.filter { $0.isActive(on: today) && $0.email != nil }.map(\.id))
  }
}
