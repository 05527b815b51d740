import Configuration
import Foundation
import Platform
import RollCall
import Store

extension Command {
  /// `simulate`: what a changed policy would have asked of the real past, beside today's; nothing is sent.
  static let simulate = Command(
    "simulate", "what other quotas would have asked, and who would have been told, on the real past",
    options: [
      Option("--quotas", "FILE", "the changed policy, in the form of quotas.json5"),
      Option("--from", "DAY", "first day: periods that begin from then on"),
      Option("--until", "DAY", "last day: periods that begin up to then (default: yesterday)"),
      Option("--now", "INSTANT", "the present, where the rehearsal's clock ends (default: now)"),
    ]
  ) { invocation in
    try invocation.refuseOperands()
    guard let file = invocation.arguments.value("--quotas") else {
      throw Failure(.usage, "say with --quotas which file holds the changed policy")
    }
    guard let from = try invocation.arguments.day("--from") else {
      throw Failure(.usage, "say with --from on which day to begin, such as --from 2026-10-01")
    }
    let settings = try invocation.settings()
    let changed = try Configuration.load(
      path: invocation.configurationPath, quotas: file)
    let now = try invocation.arguments.instant("--now") ?? Date()
    let until =
      try invocation.arguments.day("--until") ?? settings.calendar.day(of: now).advanced(by: -1)
    guard from <= until else { throw Failure(.usage, "--until \(until) is before --from \(from)") }
    let simulation = try Simulation(
      settings, changed: changed.quotas, days: from...until, present: now, terminal: invocation.terminal)
    if invocation.wantsJSON {
      invocation.print(json: simulation.json)
    } else {
      for line in simulation.lines { invocation.terminal.say(line) }
    }
    return .ok
  }
}

/// Two policies over the same days of the same store, and where they differ.
struct Simulation {
  /// Under which of the two policies somebody would have been told.
  enum Side: String {
    case today, changed, both
  }

  let settings: Settings
  let days: ClosedRange<LocalDay>
  let present: Date
  /// Of both policies, in the order of today's file, then of the changed one.
  let quotas: [Quota]
  let today: Rehearsal
  let changed: Rehearsal
  /// In order of place, obligation and time.
  let tellings: [(side: Side, telling: Rehearsal.Telling)]

  init(
    _ settings: Settings, changed policy: [Quota], days: ClosedRange<LocalDay>, present: Date,
    terminal: Terminal
  ) throws {
    let known = Set(settings.quotas.map(\.id))
    quotas = settings.quotas + policy.filter { !known.contains($0.id) }
    let facts = try Self.read(settings, settings.quotas + policy, days)
    func rehearse(_ quotas: [Quota], _ name: String) -> Rehearsal {
      Rehearsal(
        Assessor(
          quotas: quotas, facts: facts, calendar: settings.calendar,
          rule: JudgingRule(settle: settings.escalation.settle, nudgeAt: settings.escalation.nudgeAt)),
        Self.escalation(settings, quotas, facts), days: days, present: present
      ) { terminal.progress("\(name): \($0)") }
    }
    defer { terminal.progress("") }
    self.settings = settings
    self.days = days
    self.present = present
    today = rehearse(settings.quotas, "today's policy")
    changed = rehearse(policy, "changed policy")
    tellings = Self.difference(today.tellings, changed.tellings)
  }

  private static func read(
    _ settings: Settings, _ quotas: [Quota], _ days: ClosedRange<LocalDay>
  ) throws -> QuotaFacts {
    try EngagementStore.reading(settings.store) { connection in
      let incidents = try EngagementStore.incidents(connection).value
      let needed = FactsNeeded(
        quotas: quotas, incidents: incidents, calendar: settings.calendar, from: days.lowerBound,
        until: days.upperBound)
      return QuotaFacts(
        agency: NamedFacts(id: settings.agency.id, name: settings.agency.name),
        organization: try EngagementStore.organization(connection, ranks: settings.ladder).value,
        engagements: try EngagementStore.engagements(connection, needed).value, incidents: incidents)
    }
  }

  private static func escalation(
    _ settings: Settings, _ quotas: [Quota], _ facts: QuotaFacts
  ) -> EscalationFacts {
    EscalationFacts(
      organization: facts.organization, calendar: settings.calendar,
      rule: EscalationRule(
        steps: settings.escalation.steps, settle: settings.escalation.settle,
        quiet: settings.escalation.quiet.map { QuietHours(from: $0.from, until: $0.until) }),
      quotas: quotas,
      engagements: Dictionary(facts.engagements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      incidents: Dictionary(facts.incidents.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      words: AlertWords(quota: settings.words.quota, missed: settings.words.missed))
  }

  /// Both lists as one, in their common order.
  private static func difference(
    _ today: [Rehearsal.Telling], _ changed: [Rehearsal.Telling]
  ) -> [(Side, Rehearsal.Telling)] {
    let (old, new) = (Set(today), Set(changed))
    let all =
      today.map { (new.contains($0) ? Side.both : .today, $0) }
      + changed.filter { !old.contains($0) }.map { (Side.changed, $0) }
    return all.sorted { $0.1.isBefore($1.1) }
  }
}
