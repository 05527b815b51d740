import Foundation

/// Who stands above whom on one day, also where the roster has gaps, cycles and people who have left.
package struct ChainOfCommand: Sendable {
  let organization: Organization
  let day: LocalDay
  /// Where every climb ends: above the highest rank that is filled, as far as the roster goes. Nil: nobody is active.
  package let head: Person?
  private let activeByUnit: [String: [Person]]

  /// More people of one rank than this are a crowd and nobody's supervisor.
  private static let crowd = 3

  package init(_ organization: Organization, on day: LocalDay) {
    self.organization = organization
    self.day = day
    let active = organization.people.values.filter { $0.isActive(on: day) }
    activeByUnit = Dictionary(grouping: active.filter { $0.unitID != nil }, by: { $0.unitID ?? "" })
    head = Self.head(of: active, organization, day)
  }

  // MARK: - Above a person

  enum Above: Hashable {
    /// As the roster says; whether they are there to be told is another question.
    case supervisor(String)
    /// The roster names nobody, or somebody it does not know: the next rank that is filled.
    case gap(unknown: String?, next: [String])
    /// The head of the agency.
    case top
  }

  func above(_ person: Person, avoiding seen: Set<String>) -> Above {
    if let id = person.supervisorID {
      return organization.people[id] != nil
        ? .supervisor(id) : .gap(unknown: id, next: nextFilledRank(above: person, avoiding: seen))
    }
    if person.id == head?.id { return .top }
    return .gap(unknown: nil, next: nextFilledRank(above: person, avoiding: seen))
  }

  /// Leaders of the lowest higher rank in the person's unit, or in the nearest unit above that has any; else the head.
  func nextFilledRank(above person: Person, avoiding seen: Set<String>) -> [String] {
    nextFilledRank(above: level(person), in: person.unitID, avoiding: seen)
  }

  func nextFilledRank(above level: Int, in unit: String?, avoiding seen: Set<String>) -> [String] {
    for unit in upwards(from: unit) {
      let leaders = (activeByUnit[unit] ?? []).filter {
        organization.ranks.isLeader($0.rank) && self.level($0) > level && !seen.contains($0.id)
      }
      let ranks = Dictionary(grouping: leaders, by: self.level).sorted { $0.key < $1.key }
      if let next = ranks.first(where: { $0.value.count <= Self.crowd }) {
        return next.value.map(\.id).sorted()
      }
    }
    return head.map { seen.contains($0.id) ? [] : [$0.id] } ?? []
  }

  /// Whether `superior` is somewhere above `person`, or the head of the agency.
  package func isAbove(_ superior: String, _ person: String) -> Bool {
    if superior == person { return false }
    if superior == head?.id { return true }
    var (current, seen) = (organization.people[person], Set([person]))
    while let id = current?.supervisorID, seen.insert(id).inserted {
      if id == superior { return true }
      current = organization.people[id]
    }
    return false
  }

  // MARK: - Above a post that nobody fills

  /// Whom to tell where nobody at all is responsible: those who own the neighborhood's plan (guide: its lieutenant and
  /// its captain, who cannot delegate that), the unit above, the person's supervisors; else the head of the agency.
  func standIns(for snapshot: CaseSnapshot, _ quota: Quota) -> [String] {
    if let neighborhood = snapshot.neighborhood.flatMap({ organization.neighborhoods[$0] }) {
      return owners(of: neighborhood, above: highest(quota.coordinator))
    }
    switch Obligation.HolderKind(rawValue: snapshot.holderKind) {
    case .person:
      guard let person = organization.people[snapshot.holder.id] else { break }
      switch above(person, avoiding: [person.id]) {
      case .supervisor(let id): return [id]
      case .gap(_, let next): return next
      case .top: return [person.id]
      }
    case .unit: return nextFilledRank(above: -1, in: snapshot.holder.id, avoiding: [])
    case .neighborhood, .agency, .incident, nil: break
    }
    return head.map { [$0.id] } ?? []
  }

  private func owners(of neighborhood: Neighborhood, above level: Int) -> [String] {
    let owner = [neighborhood.lieutenantID, neighborhood.captainID].lazy
      .compactMap { $0.flatMap { organization.people[$0] } }
      .first { $0.isActive(on: day) && self.level($0) > level }
    return owner.map { [$0.id] } ?? nextFilledRank(above: level, in: neighborhood.unitID, avoiding: [])
  }

  private func highest(_ rule: Quota.PersonRule) -> Int {
    (rule.ranks ?? []).compactMap(organization.ranks.level(of:)).max() ?? -1
  }

  // MARK: -

  /// An unknown rank stands below all.
  private func level(_ person: Person) -> Int { organization.ranks.level(of: person.rank) ?? -1 }

  private func upwards(from unit: String?) -> [String] {
    var (path, current) = ([String](), unit)
    while let id = current, !path.contains(id) {
      path.append(id)
      current = organization.units[id]?.parentID
    }
    return path
  }

  private static func head(of active: [Person], _ organization: Organization, _ day: LocalDay) -> Person? {
    func weight(_ person: Person) -> (Int, Int, Int) {
      (
        organization.ranks.level(of: person.rank) ?? -1, person.supervisorID == nil ? 1 : 0,
        organization.unitKind(of: person) == "executive" ? 1 : 0
      )
    }
    var top = active.max { weight($0) == weight($1) ? $0.id > $1.id : weight($0) < weight($1) }
    var (current, seen) = (top, Set<String>())
    while let person = current, seen.insert(person.id).inserted {
      if person.isActive(on: day) { top = person }
      current = person.supervisorID.flatMap { organization.people[$0] }
    }
    return top
  }
}
