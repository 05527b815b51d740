import Foundation

/// Chooses and orders what a digest says, once, and words it at the measure that is set.
struct DigestEditor {
  typealias Post = Posted<EngagementFacts>

  let facts: DigestFacts
  /// Only what is public (contract §8: "read aloud on a citizen's porch").
  let isPublic: Bool
  var measure = Measure.widest

  private(set) var plans: [Post] = []
  private(set) var leaderPosts: [Post] = []
  private(set) var answered: [Posted<AnswerFacts>] = []
  private(set) var stories: [Posted<StoryFacts>] = []
  private(set) var notes: [Posted<NoteFacts>] = []
  private(set) var places: [Group<ProgressRow>] = []

  init(_ facts: DigestFacts, isPublic: Bool) {
    self.facts = facts
    self.isPublic = isPublic
    answered = ordered(
      readable(facts.answers, at: \.answeredAt), in: \.neighborhood, at: \.answeredAt, id: \.id)
    stories = ordered(
      readable(facts.stories, at: \.publishedAt), in: \.neighborhood, at: \.publishedAt, id: \.id)
    guard !isPublic else { return }
    plans = ordered(
      facts.planned.filter { isAnnounced($0.content) }, in: \.neighborhood, at: \.start, id: \.id)
    leaderPosts = ordered(
      readable(facts.leaderPosts, at: \.start), in: \.neighborhood, at: \.start, id: \.id)
    notes = ordered(readable(facts.notes, at: \.written), in: \.neighborhood, at: \.written, id: \.id)
    places = byNeighborhood(facts.progress.filter { $0.required > 0 }) { $0.neighborhood }
  }

  /// How much a section may hold: words first, then items are given up until the page fits.
  struct Measure {
    let words: Int
    let items: Int

    /// The contract's limits.
    static let widest = Measure(words: Digest.Item.wordLimit, items: Digest.Section.itemLimit)
    /// From there down.
    static let narrower = [
      Measure(words: 38, items: 5),
      Measure(words: 32, items: 5), Measure(words: 27, items: 5), Measure(words: 22, items: 5),
      Measure(words: 22, items: 4), Measure(words: 22, items: 3),
      Measure(words: 16, items: 3), Measure(words: 16, items: 2), Measure(words: 12, items: 2),
    ]
  }

  var clock: DigestClock { DigestClock(calendar: facts.calendar, now: facts.madeAt) }

  func section(_ kind: Digest.Kind) -> Digest.Section {
    let (items, isGrouped): ([Digest.Item], Bool)
    switch kind {
    case .today: (items, isGrouped) = today()
    case .leaders: (items, isGrouped) = leaders()
    case .answers: (items, isGrouped) = answers()
    case .stories: (items, isGrouped) = storiesAndNotes()
    case .progress: (items, isGrouped) = progress()
    }
    return Digest.Section(
      kind: kind, heading: isPublic ? DigestText.publicHeading(kind) : DigestText.heading(kind),
      lead: lead(of: kind, items), items: items, isGrouped: isGrouped)
  }

  private func lead(of kind: Digest.Kind, _ items: [Digest.Item]) -> String? {
    switch kind {
    case .today: items.isEmpty ? DigestText.noWalks : nil
    case .progress: progressLead(items)
    default: nil
    }
  }

  // MARK: - What is read at all

  /// Published for this audience and not older than seven days.
  func readable<Content>(_ posts: [Posted<Content>], at time: (Content) -> Date?) -> [Posted<Content>] {
    let oldest = facts.madeAt.advanced(by: .seconds(-86400 * DigestFacts.daysKept))
    return posts.filter { post in
      guard let instant = time(post.content), post.audience <= (isPublic ? .public : .agency) else {
        return false
      }
      return instant >= oldest
    }
  }

  // MARK: - Order: the shift's own neighborhoods first, then by time; never by how much somebody did

  func ordered<Content>(
    _ posts: [Posted<Content>], in place: (Content) -> NamedFacts?, at time: (Content) -> Date?,
    id: (Content) -> String
  ) -> [Posted<Content>] {
    func key(_ content: Content) -> (Int, Date, String) {
      (isOwn(place(content)) ? 0 : 1, time(content) ?? .distantFuture, id(content))
    }
    return posts.map { (key: key($0.content), post: $0) }.sorted { $0.key < $1.key }.map(\.post)
  }

  func isOwn(_ place: NamedFacts?) -> Bool { place.map { facts.ownNeighborhoods.contains($0.id) } ?? false }

  // MARK: - Groups

  /// What belongs to one neighborhood, or to one person.
  struct Group<Member> {
    let name: String
    let members: [Member]
  }

  /// By neighborhood: the shift's own first, then by name; what has none comes last.
  func byNeighborhood<Member>(_ members: [Member], _ place: (Member) -> NamedFacts?) -> [Group<Member>] {
    let groups = Dictionary(grouping: members) { place($0)?.id }
    func key(_ id: String?, _ name: String) -> (Int, String, String) {
      (id.map { facts.ownNeighborhoods.contains($0) ? 0 : 1 } ?? 2, name.lowercased(), id ?? "")
    }
    return groups.map { id, members in
      let name = members.first.flatMap(place)?.words ?? DigestText.elsewhere
      return (key: key(id, name), group: Group(name: name, members: members))
    }
    .sorted { $0.key < $1.key }.map(\.group)
  }

  /// What the item that stands for many neighborhoods says of them.
  typealias Rest = (what: String, text: String, sources: [Digest.Source])

  /// One item a neighborhood, `one` where a single record makes it; where there are more neighborhoods than
  /// items, the last item stands for all the rest.
  func items<Member>(
    of groups: [Group<Member>], atMost limit: Int, one: (Member) -> Digest.Item,
    item many: (Group<Member>) -> Digest.Item, rest: ([Group<Member>]) -> Rest
  ) -> [Digest.Item] {
    func item(_ group: Group<Member>) -> Digest.Item {
      group.members.count == 1 ? one(group.members[0]) : many(group)
    }
    guard groups.count > limit else { return groups.map(item) }
    let whole = max(limit - 1, 0)
    let others = Array(groups.dropFirst(whole))
    let (what, text, sources) = rest(others)
    let headline = "\(DigestText.neighborhoods(others.count, more: whole > 0)): \(what)"
    return groups.prefix(whole).map(item) + [self.item(headline, text, sources)]
  }

  /// An item within the measure.
  func item(
    _ headline: String, _ text: String, _ sources: [Digest.Source]
  ) -> Digest.Item {
    Digest.Item(headline: headline, text: text.limited(words: measure.words), sources: sources)
  }
}

extension NamedFacts {
  /// The name as it may be printed; the id where there is none.
  var words: String {
    let name = name.plain
    return name.isEmpty ? id.plain : name
  }
}

extension PersonFacts {
  /// "Capt. Maria Ruiz", as it may be printed.
  var words: String { titled.plain }
}
