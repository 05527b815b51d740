import Foundation

/// All open business of accountability: the cases and what was already said of each obligation.
///
/// A run is: judge, `judged`, `due`, one mail for each of `noticesByPerson`, and `takeChanges` kept in the transaction that
/// appends the events. Contract §4.
package struct Escalator: Sendable {
  /// By id. Enough are those of the periods that are judged, and all that are climbing or owe somebody news.
  package private(set) var cases: [String: EscalationCase]
  /// By the obligation's id; enough are those of the periods that are judged.
  package internal(set) var memories: [String: ObligationMemory]
  private var savedCases: [String: EscalationCase]
  private var savedMemories: [String: ObligationMemory]
  /// Nudges wait for the end of quiet hours; judged again then, they may have become needless.
  var nudgesWait = false

  package init(cases: [EscalationCase] = [], memories: [ObligationMemory] = []) {
    self.cases = Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.memories = Dictionary(memories.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    savedCases = self.cases
    savedMemories = self.memories
  }

  // MARK: - What happened

  /// The verdicts of a run. `covering`: every obligation of `facts.quotas` whose period overlaps it was judged, so that
  /// a case whose obligation is not among them has none any more; nil: only some were judged.
  ///
  /// Obligations of periods before the first start, and of a silent source, arrive as `unassessed` and are left alone.
  /// Those of open cases are to be judged by `EscalationCase.rule.quota`.
  package mutating func judged(
    _ obligations: [Obligation], covering: Range<Date>? = nil, _ facts: EscalationFacts, now: Date
  ) -> [EscalationAction] {
    let now = Date(seconds: now.seconds)
    let sorted = obligations.sorted { $0.id < $1.id }
    var actions: [EscalationAction] = []
    nudgesWait = false
    let gaps = SystemicGap.find(in: sorted, cases, facts, now)
    for obligation in sorted where obligation.status != .unassessed {
      let snapshot = facts.snapshot(of: obligation)
      actions += judged(snapshot, obligation.status, gaps[obligation.id], facts, now)
    }
    actions += progress(sorted, facts, now)
    if let covering { actions += vanished(sorted, covering, facts, now) }
    return actions
  }

  private mutating func judged(
    _ snapshot: CaseSnapshot, _ status: Obligation.Status, _ gap: SystemicGap?, _ facts: EscalationFacts,
    _ now: Date
  ) -> [EscalationAction] {
    if cases[snapshot.id] != nil {
      return cases[snapshot.id]?.judged(snapshot, status, facts, now: now) ?? []
    }
    guard let quota = facts.quotas[snapshot.quota] else { return [] }
    guard status == .missed else { return nudge(snapshot, status, quota, facts, now) }
    let rule = FrozenRule(quota: quota, steps: facts.rule.steps)
    cases[snapshot.id] = EscalationCase(snapshot, rule: rule, systemic: gap, facts: facts, now: now)
    return []
  }

  private mutating func vanished(
    _ obligations: [Obligation], _ covering: Range<Date>, _ facts: EscalationFacts, _ now: Date
  ) -> [EscalationAction] {
    let present = Set(obligations.map(\.id))
    return cases.values.filter { found in
      found.snapshot.from < covering.upperBound && covering.lowerBound < found.snapshot.until
        && facts.quotas[found.snapshot.quota] != nil && !present.contains(found.id)
    }.map(\.id).sorted().flatMap { cases[$0]?.vanished(facts, now: now) ?? [] }
  }

  /// What the time has come for: at most one step a case.
  package mutating func due(_ facts: EscalationFacts, now: Date) -> [EscalationAction] {
    let now = Date(seconds: now.seconds)
    let waiting = cases.values.filter { $0.nextDue(facts, after: now).map { $0 <= now } ?? false }
    guard !waiting.isEmpty else { return [] }
    let chain = facts.chain(at: now)
    return waiting.map(\.id).sorted().flatMap { cases[$0]?.due(chain, facts, now: now) ?? [] }
  }

  /// When to run next, for the alarm; nil: nothing here waits for time. Verdicts change with time too: those moments
  /// (settling, the days of a period) are the evaluation's.
  package func nextDue(_ facts: EscalationFacts, after now: Date) -> Date? {
    let clocks = memories.values.lazy.filter { cases[$0.id] == nil }.compactMap { $0.nextMark(after: now) }
    let nudges = nudgesWait ? facts.rule.quiet.end(atOrAfter: now, facts.calendar) : nil
    return [cases.values.compactMap { $0.nextDue(facts, after: now) }.min(), clocks.min(), nudges]
      .compactMap { $0 }.min()
  }

  // MARK: - What people say

  /// An answer by one of those responsible (or who was told in their place).
  package mutating func answer(
    _ id: String, _ reason: EscalationCase.AnswerReason, _ text: String, by person: String,
    _ facts: EscalationFacts, now: Date
  ) throws(EscalationRefusal) -> [EscalationAction] {
    try say(.answer(reason), id, text, person, facts, now)
  }

  /// A supervisor of those responsible takes it on; `text` is the plan.
  package mutating func acknowledge(
    _ id: String, _ text: String, by person: String, _ facts: EscalationFacts, now: Date
  ) throws(EscalationRefusal) -> [EscalationAction] {
    try say(.acknowledgement, id, text, person, facts, now)
  }

  /// A supervisor of those responsible lets it go; `text` is the reason.
  package mutating func waive(
    _ id: String, _ text: String, by person: String, _ facts: EscalationFacts, now: Date
  ) throws(EscalationRefusal) -> [EscalationAction] {
    try say(.waiver, id, text, person, facts, now)
  }

  private mutating func say(
    _ saying: EscalationCase.Saying, _ id: String, _ text: String, _ person: String,
    _ facts: EscalationFacts, _ now: Date
  ) throws(EscalationRefusal) -> [EscalationAction] {
    let now = Date(seconds: now.seconds)
    guard var found = cases[id] else { throw .notFound(facts.text.refusedCase(id)) }
    guard let speaker = facts.organization.people[person] else {
      throw .notAllowed(facts.text.refusedStranger(person))
    }
    let actions = try found.say(saying, text, by: speaker, facts.chain(at: now), facts, now: now)
    cases[id] = found
    return actions
  }

  // MARK: - To be kept

  /// What changed since the last call, in order of id: to be stored in the transaction that appends the events.
  package mutating func takeChanges() -> (cases: [EscalationCase], memories: [ObligationMemory]) {
    let changed = (
      cases: cases.values.filter { savedCases[$0.id] != $0 }.sorted { $0.id < $1.id },
      memories: memories.values.filter { savedMemories[$0.id] != $0 }.sorted { $0.id < $1.id }
    )
    (savedCases, savedMemories) = (cases, memories)
    return changed
  }
}
