import Foundation

/// Whether the sources speak (contract §4): while one is silent, what is missing may merely not have arrived, so no
/// case opens; judgement comes `settle` after it is back.
///
/// Silent is a source that delivered nothing for `silentAfter`, or that does not say it is complete up to the end of
/// a period which is to be judged. The second holds up an incident for no longer than it lasts: an incident has no
/// `settle`, and a source that delivers every few minutes never covers this very minute.
package struct SourceWatch: Sendable {
  private let sources: [SourceFacts]
  /// By the source's id, of those configured.
  private var memories: [String: SourceMemory]
  private let settle: Span
  private let calendar: AgencyCalendar

  package init(
    _ sources: [SourceFacts], memories: [SourceMemory], settle: Span, _ calendar: AgencyCalendar
  ) {
    self.sources = sources
    self.settle = settle
    self.calendar = calendar
    let ids = Set(sources.map(\.id))
    self.memories = Dictionary(
      memories.filter { ids.contains($0.id) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// To be kept, in order of the sources' ids.
  package var remembered: [SourceMemory] { memories.values.sorted { $0.id < $1.id } }

  // MARK: - For verdicts

  /// Whether an obligation cannot be judged now, or cannot be said to be at risk.
  package func isBlind(to obligation: Obligation, at now: Date) -> Bool {
    switch obligation.status {
    case .atRisk: sources.contains { isSilent($0, at: now) }
    case .missed: sources.contains { isBlind($0, to: obligation, at: now) }
    case .open, .met, .waived, .excused, .unassessed: false
    }
  }

  private func isBlind(_ source: SourceFacts, to obligation: Obligation, at now: Date) -> Bool {
    if isSilent(source, at: now) || isLate(source, for: obligation) { return true }
    guard let memory = memories[source.id] else { return false }
    if let gap = memory.gaps.first(where: { $0.until == obligation.until }) {
      return gap.coveredAt.map { !hasSettled($0, at: now) } ?? true
    }
    return memory.backAt.map { obligation.until <= $0 && !hasSettled($0, at: now) } ?? false
  }

  private func isSilent(_ source: SourceFacts, at now: Date) -> Bool {
    guard let delivered = source.deliveredAt else { return true }
    return calendar.instant(source.silentAfter, after: delivered) < now
  }

  private func isLate(_ source: SourceFacts, for obligation: Obligation) -> Bool {
    source.coversUntil.map { $0 < obligation.until } ?? false
  }

  private func hasSettled(_ back: Date, at now: Date) -> Bool { calendar.instant(settle, after: back) <= now }

  // MARK: - Time

  /// The earliest instant since when something may be missing that is still to be judged; nil: nothing is.
  package func missingSince(at now: Date) -> Date? {
    memories.values.flatMap { memory in
      let isPending = memory.notedAt != nil || memory.backAt.map { !hasSettled($0, at: now) } ?? false
      return memory.gaps.map(\.until)
        + (isPending ? [memory.since, memory.notedAt, memory.backAt].compactMap { $0 } : [])
    }.min()
  }

  /// When a source falls silent, or when judgement comes after one is back, if nothing new arrives.
  package func nextChange(after now: Date) -> Date? {
    let silences = sources.compactMap { source in
      source.deliveredAt.map { calendar.instant(source.silentAfter, after: $0).addingTimeInterval(1) }
    }
    let back = memories.values.flatMap { [$0.backAt] + $0.gaps.map(\.coveredAt) }.compactMap { $0 }
    return (silences + back.map { calendar.instant(settle, after: $0) }).filter { $0 > now }.min()
  }

  // MARK: - What happens to them

  /// Notes who has fallen silent and who is back, each once. `judged`: what is missed and has no case yet.
  package mutating func look(judging judged: [Obligation], _ text: AlertText, now: Date) -> [Event] {
    let now = Date(seconds: now.seconds)
    return sources.compactMap { source -> Event? in
      let late = judged.filter { $0.holder.kind != .incident && isLate(source, for: $0) }.map(\.until)
      var memory = memories[source.id] ?? SourceMemory(id: source.id)
      let turn = memory.look(
        at: source, isSilent: isSilent(source, at: now), late: Set(late), now: now,
        hasSettled: { hasSettled($0, at: now) })
      memories[source.id] = memory
      switch turn {
      case nil: return nil
      case .silent: return text.silent(source, memory)
      case .recovered(let since, let back):
        return text.recovered(source, since: since, judgedFrom: calendar.instant(settle, after: back))
      }
    }
  }
}
