import Configuration
import EventLog
import Foundation
import Platform
import RollCall
import Store

/// The quotas' side of one moment: the records that verdicts rest on, read once, and what follows from them.
struct Accountability {
  private let settings: Settings
  private let organization: Organization
  private let facts: QuotaFacts
  private let assessor: Assessor
  private let days: ClosedRange<LocalDay>
  /// By a quota as cases were opened under, where it reads otherwise now or is gone.
  private let past: [Quota: Assessor]
  /// The quotas of these cases, by their ids.
  private let frozen: [String: Quota]
  private let firstStart: Date?
  /// While a source is silent, no case opens (contract §4).
  private(set) var sources: SourceWatch
  let problems: [RowProblem]

  /// Reads what verdicts at `now` need: the periods that run or may still be judged, and those of open cases.
  init(
    settings: Settings, organization: Organization, store: EngagementStore, log: EventLog,
    cases: [EscalationCase],
    at now: Date
  ) throws {
    let calendar = settings.calendar
    let today = calendar.day(of: now)
    let lastRun = try log.fact(.lastRun).flatMap { Date(rfc3339: $0) }.map { calendar.day(of: $0) } ?? today
    let openCases = cases.filter { !$0.isCleared }.map { calendar.day(of: $0.snapshot.from) }
    let watched = try store.sources(settings.sources.map { ($0.id, $0.silentAfter) })
    sources = SourceWatch(
      watched.value, memories: try log.sourceMemories().map(SourceMemory.init(stored:)),
      settle: settings.escalation.settle, calendar)
    let missing = sources.missingSince(at: now).map(calendar.day(of:)) ?? today
    days = min(min(lastRun, missing, today).advanced(by: -Self.lookBack), openCases.min() ?? today)...today
    let incidents = try store.incidents()
    let since = calendar.start(of: days.lowerBound)
    let changed = cases.filter { $0.snapshot.until > since && !settings.quotas.contains($0.rule.quota) }
    frozen = Dictionary(changed.map { ($0.id, $0.rule.quota) }, uniquingKeysWith: { first, _ in first })
    let quotas = settings.quotas + Set(frozen.values)
    let engagements = try store.engagements(
      FactsNeeded(
        quotas: quotas, incidents: incidents.value, calendar: calendar, from: days.lowerBound, until: today))
    facts = QuotaFacts(
      agency: NamedFacts(id: settings.agency.id, name: settings.agency.name), organization: organization,
      engagements: engagements.value, incidents: incidents.value)
    assessor = Assessor(quotas: settings.quotas, facts: facts, calendar: calendar, rule: settings.judgingRule)
    past = Dictionary(
      uniqueKeysWithValues: Set(frozen.values).map { [facts] quota in
        let quotas =
          settings.quotas.contains { $0.id == quota.id }
          ? settings.quotas.map { $0.id == quota.id ? quota : $0 } : settings.quotas + [quota]
        return (
          quota, Assessor(quotas: quotas, facts: facts, calendar: calendar, rule: settings.judgingRule)
        )
      })
    self.settings = settings
    self.organization = organization
    firstStart = try log.fact(.firstStart).flatMap { Date(rfc3339: $0) }
    problems = engagements.problems + incidents.problems + watched.problems
  }

  /// Days before the last run whose verdicts late paperwork may still turn.
  private static let lookBack = 35

  /// Whether what was read is still what `now` needs.
  func covers(_ now: Date) -> Bool { settings.calendar.day(of: now) == days.upperBound }

  // MARK: - Verdicts

  /// What is said against a completed engagement; nil where nothing is, or where no plan speaks of its activity.
  func verdict(of engagement: Engagement) -> Verdict? {
    let ofCase = past.lazy.compactMap { [frozen] quota, assessor in
      assessor.verdict(of: engagement.id).flatMap { $0.obligation.map { frozen[$0] } == quota ? $0 : nil }
    }.first
    guard let verdict = ofCase ?? assessor.verdict(of: engagement.id) else { return nil }
    if verdict.quota != nil { return verdict.reasons.isEmpty ? nil : verdict }
    let isPlanned = settings.quotas.contains {
      Engagement.activity($0.activity, isOrIsBelow: engagement.activity)
    }
    return isPlanned ? verdict : nil
  }

  func quota(_ id: String) -> Quota? { settings.quotas.first { $0.id == id } }

  /// The neighborhoods' progress in the periods that run now, in the order of the configuration; no person's.
  func progress(at now: Date) -> [ProgressRow] {
    let today = settings.calendar.day(of: now)
    let current = assessor.obligations(from: today, until: today, now: now)
    return settings.quotas.flatMap { quota in
      current.filter { $0.quota == quota.id && $0.holder.kind == .neighborhood && $0.required > 0 }
        .sorted { ($0.holder.name, $0.id) < ($1.holder.name, $1.id) }
        .compactMap { obligation in
          quota.per.map {
            ProgressRow(
              neighborhood: NamedFacts(id: obligation.holder.id, name: obligation.holder.name),
              quota: quota.name,
              per: $0, counted: obligation.counted, required: obligation.required, until: obligation.until)
          }
        }
    }
  }

  /// All obligations that are judged now, with what the daemon alone knows of them.
  func obligations(cases: [String: EscalationCase], at now: Date) -> [Obligation] {
    judged(cases: cases, at: now).map { blinded($0, cases: cases, at: now) }
  }

  /// What one look at everything has shown.
  struct Assessment {
    /// All obligations that are judged now.
    let obligations: [Obligation]
    /// Those whose period can still be saved, whatever the sources are worth now.
    let running: [Obligation]
    /// What the sources' silence and return are told with.
    let news: [Event]
  }

  /// Looks at the sources, and then at all obligations.
  mutating func assess(cases: [String: EscalationCase], at now: Date) -> Assessment {
    let judged = judged(cases: cases, at: now)
    let missed = judged.filter { $0.status == .missed && cases[$0.id] == nil }
    let news = sources.look(judging: missed, escalationFacts.text, now: now)
    return Assessment(
      obligations: judged.map { blinded($0, cases: cases, at: now) },
      running: judged.filter { ($0.status == .open || $0.status == .atRisk) && now < $0.until },
      news: news)
  }

  /// As the records say, whatever the sources are worth now.
  private func judged(cases: [String: EscalationCase], at now: Date) -> [Obligation] {
    let current = assessor.obligations(from: days.lowerBound, until: days.upperBound, now: now)
    let frozen = frozenVerdicts(at: now)
    let ids = Set(current.map(\.id))
    return (current.map { frozen[$0.id] ?? $0 } + frozen.values.filter { !ids.contains($0.id) })
      .map { known($0, cases: cases) }.sorted { $0.id < $1.id }
  }

  /// Cases keep the rule they were opened under (contract §2), cleared ones too: else what cleared one would reopen it.
  private func frozenVerdicts(at now: Date) -> [String: Obligation] {
    var found: [String: Obligation] = [:]
    for (quota, assessor) in past {
      let ids = frozen.filter { $0.value == quota }.keys
      for obligation in assessor.obligations(from: days.lowerBound, until: days.upperBound, now: now)
      where ids.contains(obligation.id) { found[obligation.id] = obligation }
    }
    return found
  }

  private func known(_ obligation: Obligation, cases: [String: EscalationCase]) -> Obligation {
    // What was let go is waived only as long as it is missing: the record that arrives late clears it as any other.
    if cases[obligation.id]?.isWaived == true, ![.met, .excused].contains(obligation.status) {
      return obligation.with(status: .waived)
    }
    let began = firstStart.map { obligation.from < $0 } ?? false
    return began && cases[obligation.id] == nil ? obligation.with(status: .unassessed) : obligation
  }

  private func blinded(_ obligation: Obligation, cases: [String: EscalationCase], at now: Date) -> Obligation
  {
    let isBlind = cases[obligation.id] == nil && sources.isBlind(to: obligation, at: now)
    return isBlind ? obligation.with(status: .unassessed) : obligation
  }

  // MARK: - Escalation

  /// What the escalation is to decide from.
  var escalationFacts: EscalationFacts {
    EscalationFacts(
      organization: organization, calendar: settings.calendar, rule: settings.escalationRule,
      quotas: settings.quotas,
      engagements: Dictionary(facts.engagements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      incidents: Dictionary(facts.incidents.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      words: AlertWords(quota: settings.words.quota, missed: settings.words.missed))
  }

  /// When a verdict may change without anything new.
  func nextChange(after now: Date) -> Date? {
    [assessor.nextChange(after: now), sources.nextChange(after: now)].compactMap { $0 }.min()
  }

  /// The span whose obligations were all judged.
  var covering: Range<Date> {
    settings.calendar.start(
      of: days.lowerBound)..<settings.calendar.start(of: days.upperBound.advanced(by: 1))
  }
}

extension Settings {
  var judgingRule: JudgingRule { JudgingRule(settle: escalation.settle, nudgeAt: escalation.nudgeAt) }

  package var escalationRule: EscalationRule {
    EscalationRule(
      steps: escalation.steps, settle: escalation.settle,
      quiet: escalation.quiet.map { QuietHours(from: $0.from, until: $0.until) })
  }
}
