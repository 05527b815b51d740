import Foundation

/// Most of what was planned under one captain has no record at all: that has a cause which no single person answers
/// for, so the captain hears of it in one notice, and then those above, in place of everybody responsible (contract §4).
package struct SystemicGap: Hashable, Sendable, Codable {
  package let captain: PersonFacts
  /// How many of the period's obligations are missed with nothing logged at all.
  package let missed: Int
  /// Of how many.
  package let total: Int

  /// At least so many, and more than half.
  static let least = 5

  /// By the obligation's id: those that are missed now and are to be opened as part of one.
  static func find(
    in obligations: [Obligation], _ cases: [String: EscalationCase], _ facts: EscalationFacts, _ now: Date
  ) -> [String: SystemicGap] {
    let silent = Set(obligations.filter { isSilent($0, facts) && isOpen(cases[$0.id]) }.map(\.id))
    guard silent.count >= least, silent.contains(where: { cases[$0] == nil }) else { return [:] }
    var commands = Commands(facts, on: facts.calendar.day(of: now))
    let owed = obligations.filter { $0.status != .excused && $0.status != .unassessed }
    var found: [String: SystemicGap] = [:]
    for period in Dictionary(grouping: owed, by: { $0.from..<$0.until }).values {
      guard period.count(where: { silent.contains($0.id) }) >= least else { continue }
      for (captain, owed) in Dictionary(grouping: period, by: { commands.captain(of: $0) }) {
        let missed = owed.filter { silent.contains($0.id) }
        guard let captain = captain.flatMap({ facts.organization.people[$0] }), missed.count >= least,
          missed.count * 2 > owed.count
        else { continue }
        let gap = SystemicGap(captain: facts.facts(of: captain), missed: missed.count, total: owed.count)
        for obligation in missed where cases[obligation.id] == nil { found[obligation.id] = gap }
      }
    }
    return found
  }

  /// Missed, and not one record of anything done; what was only planned or called off is none.
  private static func isSilent(_ obligation: Obligation, _ facts: EscalationFacts) -> Bool {
    obligation.status == .missed
      && obligation.engagements.allSatisfy { tally in
        switch facts.engagements[tally.id]?.status {
        case .planned, .cancelled, .void: true
        case .inProgress, .completed, nil: false
        }
      }
  }

  /// Whether it has no case yet, or one that is part of a gap already.
  private static func isOpen(_ found: EscalationCase?) -> Bool {
    found.map { $0.systemic != nil && !$0.isCleared } ?? true
  }
}

/// Whose command an obligation is in: the captain who owns the neighborhood's plan, else the nearest captain or
/// commander above those who answer for it.
private struct Commands {
  private let facts: EscalationFacts
  private let day: LocalDay
  private let owners: Set<String>
  private var known: [String: String?] = [:]

  init(_ facts: EscalationFacts, on day: LocalDay) {
    self.facts = facts
    self.day = day
    owners = Set(facts.organization.neighborhoods.values.compactMap(\.captainID))
  }

  mutating func captain(of obligation: Obligation) -> String? {
    let neighborhood: String? =
      switch obligation.holder.kind {
      case .neighborhood: obligation.holder.id
      case .incident: facts.incidents[obligation.holder.id]?.neighborhoodID
      case .person, .unit, .agency: nil
      }
    if let captain = neighborhood.flatMap({ facts.organization.neighborhoods[$0]?.captainID }),
      facts.organization.people[captain]?.isActive(on: day) == true
    {
      return captain
    }
    for person in obligation.responsible {
      if let captain = captain(above: person) { return captain }
    }
    return nil
  }

  /// The person themselves, or the first one above them, who is a captain.
  private mutating func captain(above person: String) -> String? {
    if let answer = known[person] { return answer }
    var (current, seen) = (facts.organization.people[person], Set<String>())
    while let found = current, seen.insert(found.id).inserted {
      if found.isActive(on: day), isCaptain(found) { break }
      current = found.supervisorID.flatMap { facts.organization.people[$0] }
    }
    let answer = current.flatMap { $0.isActive(on: day) && isCaptain($0) ? $0.id : nil }
    known[person] = .some(answer)
    return answer
  }

  private func isCaptain(_ person: Person) -> Bool {
    owners.contains(person.id) || person.rank == "captain" || person.rank == "commander"
  }
}
