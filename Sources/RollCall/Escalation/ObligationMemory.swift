import Foundation

/// What was already said of an obligation, so that it is said once.
package struct ObligationMemory: Hashable, Sendable, Codable {
  package enum Mark: String, Hashable, Sendable, Codable, CaseIterable {
    case atRisk = "at_risk"
    /// Of an incident's `within`.
    case quarter
    case threeQuarters = "three_quarters"
  }

  /// The obligation's.
  package let id: String
  package internal(set) var from: Date
  /// Long after this, nobody needs the memory any more.
  package internal(set) var until: Date
  package let isIncident: Bool
  package internal(set) var nudged: Set<Mark> = []
  /// `quota.met` was published.
  package internal(set) var met = false

  init(_ snapshot: CaseSnapshot) {
    id = snapshot.id
    from = snapshot.from
    until = snapshot.until
    isIncident = snapshot.isIncident
  }

  /// When an incident's clock passes this mark (contract §4: a quarter and three quarters of `within`).
  func instant(of mark: Mark) -> Date? {
    let length = until.seconds - from.seconds
    switch mark {
    case .atRisk: return nil
    case .quarter: return Date(seconds: from.seconds + length / 4)
    case .threeQuarters: return Date(seconds: from.seconds + length * 3 / 4)
    }
  }

  /// The mark that asks for a nudge now, if any: of two passed at once only the later.
  func mark(_ status: Obligation.Status, now: Date) -> Mark? {
    guard isIncident else { return status == .atRisk && !nudged.contains(.atRisk) ? .atRisk : nil }
    guard status == .open || status == .atRisk else { return nil }
    let latest = [Mark.threeQuarters, .quarter].first { instant(of: $0).map { $0 <= now } ?? false }
    return latest.flatMap { nudged.contains($0) || nudged.contains(.threeQuarters) ? nil : $0 }
  }

  mutating func nudge(_ mark: Mark) {
    nudged.insert(mark)
    if mark == .threeQuarters { nudged.insert(.quarter) }
  }

  /// When an incident's clock next asks for a judgement.
  func nextMark(after now: Date) -> Date? {
    guard isIncident, !met, until > now else { return nil }
    return [Mark.quarter, .threeQuarters].compactMap { nudged.contains($0) ? nil : instant(of: $0) }
      .filter { $0 > now }.min() ?? until
  }
}

/// One JSON text an obligation, for the daemon's own database.
extension ObligationMemory {
  package init(stored json: [UInt8]) throws { self = try StoredJSON.decode(Self.self, json) }
  package func stored() throws -> [UInt8] { try StoredJSON.encode(self) }
}
