import Foundation

/// A person as published: name and title as they were at the time, so that an event stands on its own.
package struct PersonFacts: Hashable, Sendable, Codable {
  package let id: String
  package let name: String
  /// Abbreviated rank as printed before the name: "Capt.".
  package let title: String
  package let rank: String
  package let leader: Bool

  package init(id: String, name: String, title: String, rank: String, leader: Bool) {
    self.id = id
    self.name = name
    self.title = title
    self.rank = rank
    self.leader = leader
  }

  /// "Capt. Maria Ruiz".
  package var titled: String { title.isEmpty ? name : "\(title) \(name)" }
}

/// Something with an id and a name for people.
package struct NamedFacts: Hashable, Sendable, Codable {
  package let id: String
  package let name: String

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// What is published of an engagement: everybody who may be named by name, everybody else by number.
package struct EngagementFacts: Hashable, Sendable, Codable {
  package var id: String
  package var activity: String
  /// For people: "squad walk", "coffee with a cop".
  package var activityName: String
  package var status: String
  package var neighborhood: NamedFacts?
  package var place: String?
  /// RFC 3339.
  package var startsAt: String
  package var endsAt: String?
  package var minutes: Int?
  /// Community members met.
  package var communityCount: Int?
  package var coordinator: PersonFacts?
  /// Named persons of the agency, coordinator included, leaders first and by rank.
  package var participants: [PersonFacts]
  /// How many more took part who are not named.
  package var unnamed: Int
  package var guests: Int
  /// Organizations of the guests, each once.
  package var organizations: [String]
  package var incident: NamedFacts?
  package var pictures: Int

  package init(
    id: String, activity: String, activityName: String, status: String, neighborhood: NamedFacts? = nil,
    place: String? = nil, startsAt: String, endsAt: String? = nil, minutes: Int? = nil,
    communityCount: Int? = nil, coordinator: PersonFacts? = nil, participants: [PersonFacts] = [],
    unnamed: Int = 0, guests: Int = 0, organizations: [String] = [], incident: NamedFacts? = nil,
    pictures: Int = 0
  ) {
    self.id = id
    self.activity = activity
    self.activityName = activityName
    self.status = status
    self.neighborhood = neighborhood
    self.place = place
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.minutes = minutes
    self.communityCount = communityCount
    self.coordinator = coordinator
    self.participants = participants
    self.unnamed = unnamed
    self.guests = guests
    self.organizations = organizations
    self.incident = incident
    self.pictures = pictures
  }

  package var leaders: [PersonFacts] { participants.filter(\.leader) }
}

/// What is published of a shift note.
package struct NoteFacts: Hashable, Sendable, Codable {
  package var id: String
  /// Nil where the author is not to be named.
  package var author: PersonFacts?
  package var neighborhood: NamedFacts?
  package var engagement: String?
  /// RFC 3339.
  package var writtenAt: String
  package var body: String

  package init(
    id: String, author: PersonFacts? = nil, neighborhood: NamedFacts? = nil, engagement: String? = nil,
    writtenAt: String, body: String
  ) {
    self.id = id
    self.author = author
    self.neighborhood = neighborhood
    self.engagement = engagement
    self.writtenAt = writtenAt
    self.body = body
  }
}
