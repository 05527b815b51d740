import Foundation

/// Who answers for an obligation (contract §3, `responsible`).
///
/// - a neighborhood's and an incident's: active people who fit `coordinator` (`assigned`: to that neighborhood), those
///   of the highest rank among them; where that rank is below `leadersFrom`, their supervisors;
/// - a unit's: the highest rank of the active people in it or below it;
/// - the agency's: the active person without a supervisor; of several, those of the highest rank;
/// - a person's: that person.
///
/// Who is active and assigned is asked as of one day. Nothing but the status may move with `now`, so an obligation is
/// printed with the people of its period's last day; a step of an escalation may ask for those of today.
struct Responsibility: Sendable {
  let holders: Holders
  /// By quota: the people who fit `coordinator` but for an assignment, in order of id.
  private let fitting: [[Int]]
  private var known: [Question: [String]] = [:]

  /// Answers that are the same for each neighborhood are looked for once.
  private struct Question: Hashable {
    let quota: Int
    let day: LocalDay
  }

  private var organization: Organization { holders.facts.organization }
  private var roster: Roster { holders.roster }

  init(_ holders: Holders) {
    self.holders = holders
    fitting = holders.rules.map { rules in
      switch rules.quota.holder {
      case .neighborhood, .incident:
        rules.coordinator.rule.assigned
          ? [] : holders.roster.people.indices.filter(rules.coordinator.fitsPost)
      case .person, .agency, .unit: []
      }
    }
  }

  /// Ids of persons, in order.
  mutating func responsible(for holder: Int, of quota: Int, on day: LocalDay) -> [String] {
    switch holders.rules[quota].quota.holder {
    case .person: return [roster.people[holder].id]
    case .neighborhood:
      return answering(quota, in: holders.named(holder, of: quota).id, on: day)
    case .incident:
      return answering(quota, in: holders.incidents[holder].neighborhoodID, on: day)
    case .agency:
      return ids(highest(roster.people.indices.filter { isHead($0) && isActive($0, on: day) }))
    case .unit(let units):
      let members = roster.people.indices.filter {
        isActive($0, on: day) && organization.isUnit(roster.people[$0].unitID, withinOrSame: units[holder])
      }
      return ids(highest(members))
    }
  }

  private mutating func answering(_ quota: Int, in neighborhood: String?, on day: LocalDay) -> [String] {
    guard !holders.rules[quota].coordinator.rule.assigned else {
      return neighborhood.map { leading(assigned(quota, to: $0, on: day)) } ?? []
    }
    let question = Question(quota: quota, day: day)
    if let answer = known[question] { return answer }
    let answer = leading(fitting[quota].filter { isActive($0, on: day) })
    known[question] = answer
    return answer
  }

  private func assigned(_ quota: Int, to neighborhood: String, on day: LocalDay) -> [Int] {
    let people = organization.assignments(toNeighborhood: neighborhood)
      .filter { $0.holds(on: day) }.compactMap { roster.number(of: $0.personID) }
    return Set(people).sorted().filter {
      holders.rules[quota].coordinator.fitsPost($0) && isActive($0, on: day)
    }
  }

  private func leading(_ people: [Int]) -> [String] { Self.leading(people, roster, organization) }

  /// The highest rank among these people or, where that is no leader's, the supervisors of those who bear it.
  static func leading(_ people: [Int], _ roster: Roster, _ organization: Organization) -> [String] {
    let highest = highest(people, roster, organization)
    guard let one = highest.first, !organization.ranks.isLeader(roster.people[one].rank) else {
      return highest.map { roster.people[$0].id }
    }
    let supervisors = highest.compactMap { roster.people[$0].supervisorID.flatMap(roster.number) }
    return Set(supervisors).sorted().map { roster.people[$0].id }
  }

  private func highest(_ people: [Int]) -> [Int] { Self.highest(people, roster, organization) }

  /// Those of the highest rank; a rank that the ladder does not know is below all others.
  private static func highest(_ people: [Int], _ roster: Roster, _ organization: Organization) -> [Int] {
    let levels = people.map { organization.ranks.level(of: roster.people[$0].rank) ?? -1 }
    guard let top = levels.max() else { return [] }
    return zip(people, levels).filter { $1 == top }.map(\.0)
  }

  private func isHead(_ person: Int) -> Bool { roster.people[person].supervisorID == nil }

  private func isActive(_ person: Int, on day: LocalDay) -> Bool { roster.people[person].isActive(on: day) }

  private func ids(_ people: [Int]) -> [String] { people.map { roster.people[$0].id } }
}
