import Foundation

/// The sentences for reasons: plain, with the figures (contract §3). Persons are not named in them: one may be `named = 0`.
struct ReasonText {
  let rules: CountingRules
  let engagement: Engagement
  /// The local day it starts.
  let day: LocalDay
  let incident: Incident?
  /// The engagement that it overlaps.
  let blocker: Engagement?

  func text(for code: Obligation.Reason.Code) -> String {
    switch code {
    case .notCompleted: notCompleted
    case .coordinatorAbsent:
      engagement.coordinatorID == nil ? "no coordinator named" : "the coordinator did not take part"
    case .coordinatorNotEligible: notEligible
    case .noEnd: "no end recorded, \(rules.quota.minutes ?? 0) min required"
    case .tooShort: tooShort
    case .missingParticipants: missing
    case .overlaps: overlaps
    case .tooEarly: tooEarly
    case .tooLate: tooLate
    }
  }

  /// "Shooting, Riverside": what an incident is called, which has no name of its own.
  static func name(of incident: Incident, _ organization: Organization) -> String {
    let kind = Self.words(incident.kind)
    let place = incident.neighborhoodID.map { organization.neighborhoods[$0]?.name ?? $0 }
    return kind.prefix(1).uppercased() + kind.dropFirst() + (place.map { ", \($0)" } ?? "")
  }

  // MARK: - One each

  private var notCompleted: String {
    switch engagement.status {
    case .planned: "planned, not completed"
    case .inProgress, .completed: "still in progress"
    case .cancelled: "cancelled"
    case .void: "voided"
    }
  }

  private var notEligible: String {
    guard let person = engagement.coordinatorID.flatMap(rules.roster.number) else {
      return "the coordinator is not on the roster"
    }
    let (rule, post) = (rules.quota.coordinator, rules.roster.posts[rules.roster.postOf[person]])
    var found: [String] = []
    if let ranks = rule.ranks, !ranks.contains(post.rank) {
      found.append(
        "the coordinator is \(words.withArticle(words.rank(post.rank))), \(words.ranks(ranks)) required")
    }
    if !Quota.PersonRule(unitKinds: rule.unitKinds, notUnitKinds: rule.notUnitKinds).admits(
      rank: post.rank, unitKind: post.unitKind)
    {
      let wanted = words.unit(rule).trimmingCharacters(in: .whitespaces)
      found.append(
        "the coordinator is \(post.unitKind.map(words.ofUnit) ?? "of no unit"), \(wanted) required")
    }
    if !rules.coordinator.isAssigned(person, to: engagement.neighborhoodID, on: day, rules.organization) {
      found.append("the coordinator was not assigned to \(neighborhood) on \(day)")
    }
    return found.joined(separator: ", ")
  }

  private var tooShort: String {
    let minutes = engagement.minutes ?? 0
    let required = rules.quota.minutes ?? 0
    return minutes < 0
      ? "ends before it starts, \(required) min required" : "\(minutes) min, \(required) required"
  }

  /// "no sergeant present, 1 of 2 persons of the community policing unit present".
  private var missing: String {
    let (persons, guests) = rules.wants(engagement, on: day)
    return (missing(persons, rules.persons.map(\.words)) + missing(guests, rules.guests.map(\.words)))
      .joined(separator: ", ")
  }

  private func missing(_ wants: [Matching.Want], _ words: [CountingRules.Wording]) -> [String] {
    zip(wants, zip(words, Matching.filled(wants))).compactMap { want, found in
      let (words, filled) = found
      if filled >= want.count { return nil }
      if want.count > 1 { return "\(filled) of \(want.count) \(words.many) present" }
      // Somebody who fits has the place of another rule.
      return want.candidates.isEmpty ? "no \(words.one) present" : "no other \(words.one) present"
    }
  }

  private var overlaps: String {
    guard let blocker, let end = engagement.endsAt, let blockerEnd = blocker.endsAt else {
      return "overlaps another"
    }
    let shared = min(end, blockerEnd).seconds - max(engagement.startsAt, blocker.startsAt).seconds
    return
      "\(Self.length(max(0, shared))) at the same time as \(blocker.id), which the same person coordinated"
  }

  private var tooEarly: String {
    let early = (incident?.occurredAt.seconds ?? 0) - engagement.startsAt.seconds
    return "starts \(Self.length(early)) before the incident"
  }

  private var tooLate: String {
    guard case .incident(_, let within) = rules.quota.holder, let incident else { return "too late" }
    let after = engagement.startsAt.seconds - incident.clockStart.seconds
    return "starts \(Self.length(after)) after the incident was known, \(Self.length(within)) allowed"
  }

  // MARK: - Words

  private var words: RuleWords { RuleWords(ranks: rules.organization.ranks) }

  private var neighborhood: String {
    engagement.neighborhoodID.map { rules.organization.neighborhoods[$0]?.name ?? $0 } ?? "its neighborhood"
  }

  /// `social_services` as it is said.
  static func words(_ id: String) -> String { id.replacingOccurrences(of: "_", with: " ") }

  /// "22 min", "27 h", "27 h 10 min", "3 days 2 h"; less than a minute in seconds.
  static func length(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min"
    case ..<172_800:
      return "\(seconds / 3600) h" + (seconds % 3600 >= 60 ? " \(seconds % 3600 / 60) min" : "")
    default:
      return "\(seconds / 86400) days" + (seconds % 86400 >= 3600 ? " \(seconds % 86400 / 3600) h" : "")
    }
  }
}
