import Foundation

/// A piece of the feed: its content as it stands now, and the event that published it.
package struct Posted<Content: Hashable & Sendable>: Hashable, Sendable {
  package let content: Content
  /// The event's number; nil where nothing was published of it yet.
  package let event: Int?
  package let audience: Audience
  /// The post corrects one that an earlier digest may have read.
  package let isCorrection: Bool

  package init(
    _ content: Content, event: Int? = nil, audience: Audience = .agency, isCorrection: Bool = false
  ) {
    self.content = content
    self.event = event
    self.audience = audience
    self.isCorrection = isCorrection
  }
}

/// What a digest tells of a published story: its text in the agency's language.
package struct StoryFacts: Hashable, Sendable {
  package let id: String
  package let title: String
  package let text: String
  package let neighborhood: NamedFacts?
  package let publishedAt: Date

  package init(id: String, title: String, text: String, neighborhood: NamedFacts? = nil, publishedAt: Date) {
    self.id = id
    self.title = title
    self.text = text
    self.neighborhood = neighborhood
    self.publishedAt = publishedAt
  }
}

/// What a digest tells of an answer to the community.
package struct AnswerFacts: Hashable, Sendable {
  /// The feedback's id.
  package let id: String
  /// What was asked, in the agency's internal wording: never for the public.
  package let question: String
  /// What the community is told.
  package let answer: String
  package let neighborhood: NamedFacts?
  /// Who outside the agency works on it, and the number it has there.
  package let partner: String?
  package let ticket: String?
  package let answeredAt: Date

  package init(
    id: String, question: String, answer: String, neighborhood: NamedFacts? = nil, partner: String? = nil,
    ticket: String? = nil, answeredAt: Date
  ) {
    self.id = id
    self.question = question
    self.answer = answer
    self.neighborhood = neighborhood
    self.partner = partner
    self.ticket = ticket
    self.answeredAt = answeredAt
  }
}

/// One quota of one neighborhood in its current period. Obligations that a person holds have no place here.
package struct ProgressRow: Hashable, Sendable {
  package let neighborhood: NamedFacts
  /// The quota's name: "Squad walk".
  package let quota: String
  package let per: Quota.Period
  package let counted: Int
  package let required: Int
  /// The period's end, exclusive.
  package let until: Date

  package init(
    neighborhood: NamedFacts, quota: String, per: Quota.Period, counted: Int, required: Int, until: Date
  ) {
    self.neighborhood = neighborhood
    self.quota = quota
    self.per = per
    self.counted = counted
    self.required = required
    self.until = until
  }
}

/// Everything a digest is made from; `Digest.init(_:)` and `Digest.public(_:)` choose, order and word it.
package struct DigestFacts: Sendable {
  /// What people other than leaders did since the last roll call, as totals alone.
  package struct Totals: Hashable, Sendable {
    package let count: Int
    package let minutes: Int

    package init(count: Int, minutes: Int) {
      self.count = count
      self.minutes = minutes
    }
  }

  /// The agency's name, and the language (BCP 47) that its sentences are in.
  package var agency: String
  package var language: String
  package var calendar: AgencyCalendar
  package var briefing: Briefing
  package var madeAt: Date
  /// When the previous digest of this shift was made: what it covers is half-open from here to `madeAt`.
  package var since: Date
  /// Engagements planned or under way in `briefing.planned(in:)`.
  package var planned: [Posted<EngagementFacts>] = []
  /// Activities of quotas for incidents: none of them is announced before it is completed (contract §5).
  package var incidentActivities: Set<String> = []
  /// Completed engagements in which leaders took part, published since the previous digest.
  package var leaderPosts: [Posted<EngagementFacts>] = []
  package var others = Totals(count: 0, minutes: 0)
  package var notes: [Posted<NoteFacts>] = []
  package var stories: [Posted<StoryFacts>] = []
  package var answers: [Posted<AnswerFacts>] = []
  /// In the order of the configuration.
  package var progress: [ProgressRow] = []
  /// Ids of the neighborhoods that this shift's units answer for: they come first.
  package var ownNeighborhoods: Set<String> = []
  /// What a neighborhood's walks are for, in a sentence, by its id.
  package var purposes: [String: String] = [:]
  /// The word people read for a quota (`words.quota`).
  package var planWord = "planned minimum"

  /// Items older than this are left out, so that an import of old records floods nobody (contract §8).
  package static let daysKept = 7

  package init(
    agency: String, language: String = "en", calendar: AgencyCalendar, briefing: Briefing, madeAt: Date,
    since: Date
  ) {
    self.agency = agency
    self.language = language
    self.calendar = calendar
    self.briefing = briefing
    self.madeAt = madeAt
    self.since = since
  }
}
