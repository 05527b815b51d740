import Foundation

/// A source of records, as configuration and store know it.
package struct SourceFacts: Hashable, Sendable {
  package let id: String
  /// Nothing for so long, and it is silent.
  package let silentAfter: Span
  /// The last time it brought anything, or said that it had nothing; nil: never.
  package let deliveredAt: Date?
  /// It is complete up to this instant; nil: it does not say.
  package let coversUntil: Date?

  package init(id: String, silentAfter: Span, deliveredAt: Date?, coversUntil: Date?) {
    self.id = id
    self.silentAfter = silentAfter
    self.deliveredAt = deliveredAt
    self.coversUntil = coversUntil
  }
}

/// What is remembered of a source from one run to the next.
package struct SourceMemory: Hashable, Sendable, Codable {
  /// A period's end that the source did not cover when it was to be judged.
  struct Gap: Hashable, Sendable, Codable {
    let until: Date
    /// Since when it does; nil: not yet.
    var coveredAt: Date?
  }

  package let id: String
  /// When its silence was noticed; nil: it is not silent.
  var notedAt: Date?
  /// Its last delivery before that; nil: there was none, or it delivers but is not complete.
  var since: Date?
  /// When it was last back.
  var backAt: Date?
  var gaps: [Gap] = []

  init(id: String) { self.id = id }

  /// The latest end that it is to cover before it is back; nil: any delivery will do.
  var awaited: Date? { gaps.filter { $0.coveredAt == nil }.map(\.until).max() }

  // MARK: - What happens to it

  enum Turn {
    case silent
    /// `since`: its last delivery before the silence.
    case recovered(since: Date?, back: Date)
  }

  /// `late`: the ends of periods that are to be judged and that the source does not cover. `hasSettled`: whether what was
  /// covered at an instant has settled.
  mutating func look(
    at source: SourceFacts, isSilent: Bool, late: Set<Date>, now: Date, hasSettled: (Date) -> Bool
  ) -> Turn? {
    let arrival = arrival(of: source, now)
    for index in gaps.indices
    where gaps[index].coveredAt == nil && (source.coversUntil.map { $0 >= gaps[index].until } ?? true) {
      gaps[index].coveredAt = arrival
    }
    gaps.removeAll { late.contains($0.until) || ($0.coveredAt.map(hasSettled) ?? false) }
    gaps += late.sorted().map { Gap(until: $0) }
    let speaks = !isSilent && awaited == nil
    if notedAt == nil, !speaks {
      (notedAt, since) = (now, isSilent ? source.deliveredAt : nil)
      return .silent
    }
    guard notedAt != nil, speaks else { return nil }
    let before = since
    (notedAt, since, backAt) = (nil, nil, arrival)
    return .recovered(since: before, back: arrival)
  }

  /// When what is new now came: where the source says so, its own word.
  private func arrival(of source: SourceFacts, _ now: Date) -> Date {
    guard let notedAt, let delivered = source.deliveredAt, delivered > notedAt else { return now }
    return min(delivered, now)
  }
}

/// One JSON text a source, for the daemon's own database.
extension SourceMemory {
  package init(stored json: [UInt8]) throws { self = try StoredJSON.decode(Self.self, json) }
  package func stored() throws -> [UInt8] { try StoredJSON.encode(self) }
}
