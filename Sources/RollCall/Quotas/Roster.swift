/// The agency's people by number, in order of id, so that judging compares integers and not badges.
final class Roster: Sendable {
  /// What a rule looks at in a person. An agency has a few dozen.
  struct Post: Hashable, Sendable {
    let rank: String
    /// Nil without a unit.
    let unitKind: String?
  }

  let people: [Person]
  /// The distinct posts; a rule is decided once for each.
  let posts: [Post]
  /// By a person's number: the place in `posts`.
  let postOf: [Int]
  private let numbers: [String: Int]

  init(_ organization: Organization) {
    people = organization.people.values.sorted { inByteOrder($0.id, $1.id) }
    numbers = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1.id, $0) })
    var (posts, places) = ([Post](), [Post: Int]())
    postOf = people.map { person in
      let post = Post(rank: person.rank, unitKind: organization.unitKind(of: person))
      if let place = places[post] { return place }
      places[post] = posts.count
      posts.append(post)
      return posts.count - 1
    }
    self.posts = posts
  }

  func number(of id: String) -> Int? { numbers[id] }
}

/// A person rule made ready for a roster: who fits by rank and unit, and whether an assignment is asked as well.
struct Eligibility: Sendable {
  let rule: Quota.PersonRule
  private let fittingPosts: [Bool]
  private let roster: Roster

  init(_ rule: Quota.PersonRule, _ roster: Roster) {
    self.rule = rule
    self.roster = roster
    fittingPosts = roster.posts.map { rule.admits(rank: $0.rank, unitKind: $0.unitKind) }
  }

  /// Whether the person with this number fits, assignment left aside.
  func fitsPost(_ person: Int) -> Bool { fittingPosts[roster.postOf[person]] }

  /// Whether the person fits for an engagement in this neighborhood on this day.
  func fits(_ person: Int, in neighborhood: String?, on day: LocalDay, _ organization: Organization) -> Bool {
    fitsPost(person) && isAssigned(person, to: neighborhood, on: day, organization)
  }

  /// Whether the person is assigned to this neighborhood on this day, if the rule asks for that.
  func isAssigned(_ person: Int, to neighborhood: String?, on day: LocalDay, _ organization: Organization)
    -> Bool
  {
    guard rule.assigned else { return true }
    guard let neighborhood else { return false }
    return organization.isAssigned(roster.people[person].id, to: neighborhood, on: day)
  }
}

extension Quota.PersonRule {
  /// By rank and unit alone. A person without a unit fits no `unitKind`, and is in none that `notUnitKind` names.
  func admits(rank: String, unitKind: String?) -> Bool {
    if let ranks, !ranks.contains(rank) { return false }
    if let unitKinds, !(unitKind.map(unitKinds.contains) ?? false) { return false }
    if let notUnitKinds, let unitKind, notUnitKinds.contains(unitKind) { return false }
    return true
  }
}

/// The order of ids: by their bytes, as SQLite's BINARY and every script sort them.
func inByteOrder(_ one: String, _ other: String) -> Bool {
  one.utf8.lexicographicallyPrecedes(other.utf8)
}
