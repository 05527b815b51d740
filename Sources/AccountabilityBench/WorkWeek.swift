import Configuration
import Defaults
import Foundation
import RollCall
import Store

/// The week that is judged: Monday 2026-11-02 to Sunday 2026-11-08 in New York, by the seven default quotas.
enum WorkWeek {
  /// What the `sqlite3` shell reads: the week's engagements and their participants, each once.
  static let rows = """
    SELECT * FROM engagement WHERE starts_at >= '2026-11-02T05:00:00Z' AND starts_at < '2026-11-09T05:00:00Z';
    SELECT participant.* FROM engagement JOIN participant ON engagement_id = id
      WHERE starts_at >= '2026-11-02T05:00:00Z' AND starts_at < '2026-11-09T05:00:00Z';
    """

  /// From a store that nobody has looked at to all verdicts; returns what they come to.
  static func judge(_ path: String) throws -> String {
    let settings = try Configuration.read(
      rollcall: Array(
        """
        { agency: { id: "largest-pd", name: "The largest agency", timeZone: "America/New_York" },
          ranks: ["civilian", "officer", "detective", "sergeant", "lieutenant", "captain", "commander", "chief"],
          store: "engagement.db", state: "state.db" }
        """.utf8), quotas: Array(Defaults.quotas.utf8), folder: "/")
    guard let first = LocalDay("2026-11-02"), let now = Date(rfc3339: "2026-11-12T17:00:00Z") else {
      return ""
    }
    let last = first.advanced(by: 6)
    let facts = try EngagementStore.reading(path) { connection in
      let incidents = try EngagementStore.incidents(connection).value
      let needed = FactsNeeded(
        quotas: settings.quotas, incidents: incidents, calendar: settings.calendar, from: first, until: last)
      return QuotaFacts(
        agency: NamedFacts(id: settings.agency.id, name: settings.agency.name),
        organization: try EngagementStore.organization(connection, ranks: settings.ladder).value,
        engagements: try EngagementStore.engagements(connection, needed).value, incidents: incidents)
    }
    let obligations = Assessor(
      quotas: settings.quotas, facts: facts, calendar: settings.calendar,
      rule: JudgingRule(settle: settings.escalation.settle, nudgeAt: settings.escalation.nudgeAt)
    ).obligations(from: first, until: last, now: now)
    let (judged, counted) = obligations.reduce((0, 0)) { sum, obligation in
      (sum.0 + obligation.engagements.count, sum.1 + obligation.counted)
    }
    return "\(obligations.count) obligations, \(judged) engagements, \(counted) count"
  }
}
