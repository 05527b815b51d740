/// The sentences that name gaps: what is missing, and what would come of it.
package struct ReachText {
  private let words: RuleWords

  init(_ organization: Organization) { words = RuleWords(ranks: organization.ranks) }

  func nobodyCoordinates(_ quota: Quota) -> String {
    "nobody can fulfil it: no active \(words.person(quota.coordinator, count: 1)) is there to coordinate it"
  }

  func tooFew(_ found: Int, of required: Int, _ whom: String) -> String {
    found == 0
      ? "nobody can fulfil it: there is no other \(whom) to come along"
      : "nobody can fulfil it: of \(required) \(whom) only \(found) are there beside the others"
  }

  func noUnit(_ id: String) -> String { "it is owed by unit \(id), which the store does not know" }

  var nobodyAssigned: String { "nobody is assigned to it" }

  func nobodyResponsible(_ quotas: [String]) -> String {
    "nobody is responsible for \(quotas.listed); an alert goes to its lieutenant, its captain or the head of the agency"
  }

  func dead(_ step: Int, _ quota: Quota) -> String {
    "step \(step) of a missed \(quota.name) would reach nobody: everybody in its way has left, or has no e-mail address"
  }

  func cycle(_ ids: [String]) -> String {
    ids.count == 1
      ? "is their own supervisor; an alert goes on to the next rank that is filled"
      : "supervisors in a circle: \(ids.prefix(6).listed); an alert goes on to the next rank that is filled"
  }

  var noSupervisor: String {
    "has no supervisor, and is not the head of the agency; an alert goes on to the next rank that is filled"
  }

  func supervisorLeft(_ id: String) -> String {
    "is supervised by \(id), who is not active; an alert goes on to whoever is above"
  }

  var noAddress: String { "a leader without a usable e-mail address; their alerts go to their supervisor" }

  var othersWithoutAddress: String {
    "some below the leaders have no usable e-mail address, and do not hear why a walk of theirs does not count"
  }

  var noUnit: String { "has no unit, and fits no rule that asks for one" }

  var unknownActivity: String {
    "it is logged, and no quota speaks of it; if that is meant, name it in `activities`"
  }

  static var more: String { "more of the same kind; `rollcallctl check` lists them all" }

  /// As the daemon tells it.
  package static func event(_ gap: Gap) -> Event {
    Event(
      .storeProblem, subject: "\(gap.table)/\(gap.key)",
      headline: "\(gap.table.capitalizedFirst) \(gap.key): \(gap.text)",
      text: "\(gap.table.capitalizedFirst) \(gap.key): \(gap.text)."
    ) { json in
      json.field("table", gap.table)
      json.field("key", gap.key)
      json.field("reason", gap.text)
      json.field("gap", gap.kind.rawValue)
    }
  }
}
