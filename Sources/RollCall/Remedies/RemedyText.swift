import Foundation

/// The sentences that say what was found rule by rule, and what would make an engagement count. They advise whoever
/// keeps the records; a record is only to be changed where it is wrong, so each says "if".
struct RemedyText {
  private let organization: Organization
  private var words: RuleWords { RuleWords(ranks: organization.ranks) }

  init(_ organization: Organization) { self.organization = organization }

  // MARK: - Rules that are met

  var coordinatorTookPart: String { "the coordinator took part" }

  func coordinatorFits(_ rule: Quota.PersonRule) -> String {
    "the coordinator is \(words.withArticle(words.person(rule, count: 1)))"
  }

  func minutes(_ found: Int, required: Int) -> String { "\(found) min, \(required) required" }

  /// "1 of 1 sergeant present", "1 of 2 persons of patrol present".
  func present(_ found: Int, of required: Int, _ one: String, _ many: String) -> String {
    "\(found) of \(required) \(required == 1 ? one : many) present"
  }

  var noOverlap: String { "no other of the same coordinator at the same time" }

  func inTime(_ after: Int, within: Int) -> String {
    "starts \(ReasonText.length(max(0, after))) after the incident was known, \(ReasonText.length(within)) allowed"
  }

  // MARK: - What would make it count

  var stillToCome: String { "It is still to come: it counts once it is recorded as completed." }

  var completeIt: String { "If it took place, record it as completed." }

  func addCoordinator(_ id: String) -> String {
    "If \(who(id)) took part, add them to those who did; if not, name as coordinator who led it."
  }

  func nameCoordinator(_ id: String, _ quota: String) -> String {
    "If \(who(id)) led it, name them as the coordinator: it then counts for \(quota)."
  }

  func nameCoordinator(_ id: String, _ quota: String, but reasons: [String]) -> String {
    let rest = reasons.isEmpty ? "nothing is owed there and then" : reasons.joined(separator: "; ")
    return
      "If \(who(id)) led it, name them as the coordinator: it then belongs to \(quota), but still \(rest)."
  }

  /// "It needs a coordinator who led it: a sergeant of patrol (Squad walk), or a lieutenant (Shift walk)."
  func nameSomebody(_ rules: [CountingRules]) -> String {
    let wanted = rules.map { rules in
      "\(words.withArticle(words.person(rules.quota.coordinator, count: 1))) (\(rules.quota.name))"
    }
    let list =
      wanted.count > 1
      ? wanted.dropLast().joined(separator: ", ") + " or " + (wanted.last ?? "") : wanted.first ?? ""
    return "Record who led it, if it was \(list)."
  }

  func nameIncident(_ quotas: [Quota]) -> String {
    var kinds: [String] = []
    for case .incident(let more, _) in quotas.map(\.holder) {
      kinds += more.map(ReasonText.words).filter { !kinds.contains($0) }
    }
    return
      "If it followed \(words.withArticle(kinds.joined(separator: " or "))), name that incident (\(quotas.map(\.name).listed))."
  }

  func recordEnd(_ minutes: Int) -> String { "Record when it ended: \(minutes) min are required." }

  func correctEnd(_ minutes: Int) -> String {
    "If it lasted longer than recorded, correct its start or end: \(minutes) min are required."
  }

  func addParticipants(_ missing: String) -> String {
    "If somebody took part who is not recorded, add them: \(missing)."
  }

  var correctTimes: String {
    "If the times of one of the two are wrong, correct them; if it is the same one recorded twice, void one."
  }

  var nameOtherIncident: String {
    "If it followed another incident, name that one; if its start is wrong, correct it."
  }

  func logAs(_ quota: Quota) -> String {
    "If it was \(words.withArticle(quota.name)), log it as \(quota.activity): it then counts."
  }

  func unknownActivity(_ activity: String) -> String {
    "No quota speaks of \(activity). If it is another activity, correct it; if it should count, give it a quota."
  }

  // MARK: - Nothing is owed there and then

  var nothingOwed: String { "Nothing is owed there and then." }

  var nameNeighborhood: String { "It names no neighborhood: record where it was." }

  func unknownNeighborhood(_ id: String) -> String {
    "The store has no neighborhood \(id): correct where it was, or add the neighborhood."
  }

  func notActive(_ name: String) -> String {
    "Nothing is owed in \(name) at that time: it is outside the days on which it is active."
  }

  func noWorkday(_ day: LocalDay) -> String { "Nothing is owed on \(day): it is no working day." }

  var notTheirs: String { "Its coordinator does not hold this quota at that time." }

  var ofNoUnit: String { "Its coordinator is in none of the units that hold this quota." }

  var incidentOwesNothing: String {
    "The incident calls for nothing: its neighborhood was unknown, inactive or paused."
  }

  // MARK: -

  /// By rank and name; somebody who is not to be named, by number alone.
  private func who(_ id: String) -> String {
    organization.people[id].flatMap { $0.isNamed ? "\(organization.titled($0)) (\(id))" : nil } ?? id
  }
}
