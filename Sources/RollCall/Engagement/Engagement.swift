import Foundation

/// One thing done with the community: a row of `engagement` with its participants and guests.
package struct Engagement: Hashable, Sendable {
  package enum Status: String, Sendable {
    case planned
    case inProgress = "in_progress"
    case completed, cancelled, void
  }

  package let id: String
  package let activity: String
  package let neighborhoodID: String?
  package let coordinatorID: String?
  package let status: Status
  package let startsAt: Date
  package let endsAt: Date?
  package let incidentID: String?
  /// Community members met.
  package let communityCount: Int?
  package let place: String?
  /// Internal.
  package let summary: String?
  package let source: String?
  /// Ids of persons, each once, in order.
  package let participants: [String]
  package let guests: [Guest]
  package let pictures: Int

  package init(
    id: String, activity: String, neighborhoodID: String? = nil, coordinatorID: String? = nil,
    status: Status = .completed, startsAt: Date, endsAt: Date? = nil, incidentID: String? = nil,
    communityCount: Int? = nil, place: String? = nil, summary: String? = nil, source: String? = nil,
    participants: [String] = [], guests: [Guest] = [], pictures: Int = 0
  ) {
    self.id = id
    self.activity = activity
    self.neighborhoodID = neighborhoodID
    self.coordinatorID = coordinatorID
    self.status = status
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.incidentID = incidentID
    self.communityCount = communityCount
    self.place = place
    self.summary = summary
    self.source = source
    self.participants = participants
    self.guests = guests
    self.pictures = pictures
  }

  /// The same with what is given in place of what is recorded.
  package func with(
    activity: String? = nil, coordinator: String? = nil, status: Status? = nil, endsAt: Date? = nil
  ) -> Engagement {
    Engagement(
      id: id, activity: activity ?? self.activity, neighborhoodID: neighborhoodID,
      coordinatorID: coordinator ?? coordinatorID, status: status ?? self.status, startsAt: startsAt,
      endsAt: endsAt ?? self.endsAt, incidentID: incidentID, communityCount: communityCount, place: place,
      summary: summary,
      source: source, participants: participants, guests: guests, pictures: pictures)
  }

  /// Whole minutes from start to end; nil where the end is unknown.
  package var minutes: Int? { endsAt.map { ($0.seconds - startsAt.seconds) / 60 } }

  /// Whether this row's activity is `activity` or one below it: `walk` is the parent of every `walk.…`.
  package static func activity(_ child: String, isOrIsBelow parent: String) -> Bool {
    child == parent || child.hasPrefix(parent + ".")
  }
}

/// Somebody from outside the agency who took part: a row of `guest`.
package struct Guest: Hashable, Sendable {
  package let name: String?
  package let organization: String?
  package let category: String?

  package init(name: String? = nil, organization: String? = nil, category: String? = nil) {
    self.name = name
    self.organization = organization
    self.category = category
  }
}

/// What calls for a post-incident walk: a row of `incident`.
package struct Incident: Hashable, Sendable {
  package let id: String
  package let kind: String
  package let neighborhoodID: String?
  package let occurredAt: Date
  /// When it was reported, or reclassified to this kind.
  package let knownAt: Date?

  package init(id: String, kind: String, neighborhoodID: String?, occurredAt: Date, knownAt: Date? = nil) {
    self.id = id
    self.kind = kind
    self.neighborhoodID = neighborhoodID
    self.occurredAt = occurredAt
    self.knownAt = knownAt
  }

  /// From when a quota's `within` runs.
  package var clockStart: Date { knownAt ?? occurredAt }
}

/// A short note on a shift's interactions, for all colleagues: a row of `note`.
package struct Note: Hashable, Sendable {
  package let id: String
  package let authorID: String
  package let neighborhoodID: String?
  package let engagementID: String?
  package let writtenAt: Date
  package let body: String

  package init(
    id: String, authorID: String, neighborhoodID: String? = nil, engagementID: String? = nil, writtenAt: Date,
    body: String
  ) {
    self.id = id
    self.authorID = authorID
    self.neighborhoodID = neighborhoodID
    self.engagementID = engagementID
    self.writtenAt = writtenAt
    self.body = body
  }
}
