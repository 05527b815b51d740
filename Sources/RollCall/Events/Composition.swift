import Foundation

/// Turns records into what is published of them: names and titles looked up, persons who are not to be named counted.
package struct Composition: Sendable {
  private let organization: Organization
  private let activityName: @Sendable (String) -> String

  package init(organization: Organization, activityName: @escaping @Sendable (String) -> String) {
    self.organization = organization
    self.activityName = activityName
  }

  package func facts(_ engagement: Engagement, incident: NamedFacts?) -> EngagementFacts {
    let known = engagement.participants.compactMap { organization.people[$0] }
    let named = known.filter(\.isNamed).sorted(by: precedes).map(facts)
    return EngagementFacts(
      id: engagement.id, activity: engagement.activity, activityName: activityName(engagement.activity),
      status: engagement.status.rawValue, neighborhood: neighborhood(engagement.neighborhoodID),
      place: engagement.place, startsAt: engagement.startsAt.rfc3339, endsAt: engagement.endsAt?.rfc3339,
      minutes: engagement.minutes, communityCount: engagement.communityCount,
      coordinator: person(engagement.coordinatorID), participants: named,
      unnamed: engagement.participants.count - named.count, guests: engagement.guests.count,
      organizations: Array(Set(engagement.guests.compactMap(\.organization))).sorted(), incident: incident,
      pictures: engagement.pictures)
  }

  package func facts(_ note: Note) -> NoteFacts {
    NoteFacts(
      id: note.id, author: person(note.authorID), neighborhood: neighborhood(note.neighborhoodID),
      engagement: note.engagementID, writtenAt: note.writtenAt.rfc3339, body: note.body)
  }

  /// The references of a note that lead nowhere.
  package func dangling(_ note: Note) -> [String] {
    [
      organization.people[note.authorID] == nil ? "author_id names person '\(note.authorID)'" : nil,
      note.neighborhoodID.flatMap {
        organization.neighborhoods[$0] == nil ? "neighborhood_id names neighborhood '\($0)'" : nil
      },
    ].compactMap { $0.map { "\($0), which does not exist" } }
  }

  /// The references of an engagement that lead nowhere.
  package func dangling(_ engagement: Engagement, incidentExists: Bool) -> [String] {
    var found = ([engagement.coordinatorID].compactMap { $0 }).filter { organization.people[$0] == nil }
      .map { "coordinator_id names person '\($0)'" }
    found += engagement.participants.filter { organization.people[$0] == nil }.map {
      "participant names person '\($0)'"
    }
    if let id = engagement.neighborhoodID, organization.neighborhoods[id] == nil {
      found.append("neighborhood_id names neighborhood '\(id)'")
    }
    if let id = engagement.incidentID, !incidentExists { found.append("incident_id names incident '\(id)'") }
    return found.map { "\($0), which does not exist" }
  }

  // MARK: -

  private func person(_ id: String?) -> PersonFacts? {
    id.flatMap { organization.people[$0] }.flatMap { $0.isNamed ? facts($0) : nil }
  }

  private func facts(_ person: Person) -> PersonFacts {
    PersonFacts(
      id: person.id, name: person.name, title: organization.ranks.abbreviation(of: person.rank),
      rank: person.rank,
      leader: organization.ranks.isLeader(person.rank))
  }

  private func neighborhood(_ id: String?) -> NamedFacts? {
    id.flatMap { organization.neighborhoods[$0] }.map { NamedFacts(id: $0.id, name: $0.name) }
  }

  /// By rank from high to low, then by name: the order of a line-up, not of merit.
  private func precedes(_ one: Person, _ other: Person) -> Bool {
    let levels = (
      organization.ranks.level(of: one.rank) ?? -1, organization.ranks.level(of: other.rank) ?? -1
    )
    return levels.0 != levels.1 ? levels.0 > levels.1 : (one.name, one.id) < (other.name, other.id)
  }
}
