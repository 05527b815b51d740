import Configuration
import Foundation
import Platform
import RollCall
import Store

extension Command {
  /// `quotas`: every obligation with its verdict and reasons, from store and configuration alone.
  static let quotas = Command(
    "quotas", "who owes what, what counts and why not, from store and configuration alone",
    options: [
      Option(
        "--now", "INSTANT", "judge as if it were this instant (default: now); every row counts all the same"),
      Option("--from", "DAY", "first day (default: today)"),
      Option("--until", "DAY", "last day (default: the first)"),
      Option("--quota", "ID", "only this quota"),
      Option("--holder", "ID", "only this neighborhood, person, unit or incident"),
    ]
  ) { invocation in
    try invocation.refuseOperands()
    let settings = try invocation.settings()
    let now = try invocation.arguments.instant("--now") ?? Date()
    let from = try invocation.arguments.day("--from") ?? settings.calendar.day(of: now)
    let until = try invocation.arguments.day("--until") ?? from
    guard from <= until else { throw Failure(.usage, "--until \(until) is before --from \(from)") }
    if let id = invocation.arguments.value("--quota"), !settings.quotas.contains(where: { $0.id == id }) {
      let known = settings.quotas.map(\.id).joined(separator: ", ")
      throw Failure(.usage, "--quota: there is no quota '\(id)'; the configuration has \(known)")
    }
    let reading = try QuotaReading(settings: settings, from: from, until: until)
    let obligations = reading.assessor.obligations(from: from, until: until, now: now).filter { obligation in
      (invocation.arguments.value("--quota").map { $0 == obligation.quota } ?? true)
        && (invocation.arguments.value("--holder").map { $0 == obligation.holder.id } ?? true)
    }
    if invocation.wantsJSON {
      var json = JSONWriter(reserving: 1 << 16)
      json.array(obligations) { $1.json(into: &$0, reading.organization) }
      invocation.print(json: json.bytes)
    } else {
      for line in QuotaTable(obligations, settings: settings).lines { invocation.terminal.say(line) }
    }
    return .ok
  }
}

/// What `quotas` reads: read-only, also a store that the daemon never saw.
struct QuotaReading {
  let organization: Organization
  let assessor: Assessor

  init(settings: Settings, from: LocalDay, until: LocalDay) throws {
    let calendar = settings.calendar
    let (organization, facts) = try EngagementStore.reading(settings.store) { connection in
      let organization = try EngagementStore.organization(connection, ranks: settings.ladder).value
      let incidents = try EngagementStore.incidents(connection).value
      let engagements = try EngagementStore.engagements(
        connection,
        FactsNeeded(
          quotas: settings.quotas, incidents: incidents, calendar: calendar, from: from, until: until))
      return (
        organization,
        QuotaFacts(
          agency: NamedFacts(id: settings.agency.id, name: settings.agency.name), organization: organization,
          engagements: engagements.value, incidents: incidents)
      )
    }
    self.organization = organization
    assessor = Assessor(
      quotas: settings.quotas, facts: facts, calendar: calendar,
      rule: JudgingRule(settle: settings.escalation.settle, nudgeAt: settings.escalation.nudgeAt))
  }
}

/// Obligations as a plain table, each followed by the engagements that do not count, with the reasons.
struct QuotaTable {
  let lines: [String]

  init(_ obligations: [Obligation], settings: Settings) {
    let words = LocalWords(settings.calendar)
    guard !obligations.isEmpty else {
      lines = ["Nothing is planned in these days."]
      return
    }
    var table = Table(["WHERE", settings.words.quota.uppercased(), "PERIOD", "LOGGED", "STATUS"])
    for obligation in obligations {
      let last = settings.calendar.day(of: obligation.until.addingTimeInterval(-1))
      let first = settings.calendar.day(of: obligation.from)
      table.add([
        obligation.holder.name, obligation.name,
        first == last ? words.day(first) : "\(words.day(first)) – \(words.day(last))",
        "\(obligation.counted) of \(obligation.required)", Self.word(obligation.status, settings),
      ])
    }
    var lines = [table.lines[0]]
    for (obligation, line) in zip(obligations, table.lines.dropFirst()) {
      lines.append(line)
      for tally in obligation.engagements where !tally.counts {
        lines.append(
          "    \(tally.id.printable) does not count: \(tally.reasons.map(\.text).joined(separator: "; "))")
      }
    }
    self.lines = lines + ["", "Not for individual performance evaluation."]
  }

  private static func word(_ status: Obligation.Status, _ settings: Settings) -> String {
    switch status {
    case .atRisk: "at risk"
    case .missed: settings.words.missed
    default: status.rawValue
    }
  }
}
