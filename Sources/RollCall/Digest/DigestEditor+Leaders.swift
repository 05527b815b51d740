import Foundation

/// What leaders did since the last roll call: who, what, where, when, how long, and who came along.
extension DigestEditor {
  func leaders() -> (items: [Digest.Item], isGrouped: Bool) {
    let posts = leaderPosts
    guard posts.count > measure.items else { return (posts.map(participation), false) }
    let people = byLeader(posts)
    if people.count <= measure.items {
      return (people.map { $0.members.count == 1 ? participation($0.members[0]) : summary($0) }, true)
    }
    let places = byNeighborhood(posts, \.content.neighborhood)
    return (
      items(of: places, atMost: measure.items, one: participation, item: summaryOfPlace, rest: summaryOfRest),
      true
    )
  }

  private func participation(_ post: Post) -> Digest.Item {
    let done = post.content
    let lead = done.coordinator.flatMap { $0.leader ? $0 : nil }
    let place = done.neighborhood?.words
    let headline =
      lead.map { DigestText.led($0.words, done.activityWords, in: place) }
      ?? DigestText.joined(done.leaders.map(\.words), done.activityWords, in: place)
    let named = lead ?? (done.leaders.count == 1 ? done.leaders[0] : nil)
    var facts: [String] = []
    if let start = done.start { facts.append(clock.past(start)) }
    if let minutes = done.minutes { facts.append(DigestText.minutes(minutes)) }
    if let company = company(of: done, without: named?.id) { facts.append(DigestText.alongside(company)) }
    var sentences = [facts.joined(separator: ", ").sentenceCase.sentence]
    if let met = done.communityCount, met > 0 { sentences.append(DigestText.met(met)) }
    // Where somebody was hurt is not to be found from a digest.
    if !isAfterIncident(done), let place = done.place?.plain, !place.isEmpty {
      sentences.append(place.sentence)
    }
    if post.isCorrection { sentences.insert(DigestText.corrected, at: 0) }
    return item(headline, sentences.filter { !$0.isEmpty }.joined(separator: " "), [post.source])
  }

  // MARK: - Over five

  /// Each engagement once: with the leader who coordinated it, else the first of those who joined. By family
  /// name.
  private func byLeader(_ posts: [Post]) -> [Group<Post>] {
    let groups = Dictionary(grouping: posts) { $0.content.leadingPerson?.id ?? "" }
    return groups.values.map { posts in
      Group(name: posts[0].content.leadingPerson?.words ?? DigestText.elsewhere, members: posts)
    }
    .sorted { ($0.name.familyName, $0.name) < ($1.name.familyName, $1.name) }
  }

  private func summary(_ group: Group<Post>) -> Digest.Item {
    let done = group.members.map(\.content)
    let leader = done[0].leadingPerson?.id
    var sentences: [String] = []
    let places = byNeighborhood(done, \.neighborhood).map(\.name).filter { $0 != DigestText.elsewhere }
    if !places.isEmpty { sentences.append(DigestText.places(places)) }
    let company = done.flatMap { $0.participants.filter { $0.id != leader } }.map(\.words).eachOnce
    if !company.isEmpty { sentences.append(DigestText.cameAlong(company)) }
    return summed(group, sentences)
  }

  private func summaryOfPlace(_ group: Group<Post>) -> Digest.Item {
    let leaders = group.members.flatMap(\.content.leaders).map(\.words).eachOnce
    return summed(group, [DigestText.listed(leaders, limit: 6).sentence])
  }

  private func summed(_ group: Group<Post>, _ sentences: [String]) -> Digest.Item {
    let done = group.members.map(\.content)
    let met = done.compactMap(\.communityCount).filter { $0 > 0 }.reduce(0, adding)
    return item(
      DigestText.summed(
        group.name, done.count, walks: done.allSatisfy(\.isWalk),
        minutes: done.compactMap(\.minutes).reduce(0, adding)),
      (sentences + (met > 0 ? [DigestText.met(met)] : [])).joined(separator: " "), group.members.map(\.source)
    )
  }

  private func summaryOfRest(_ groups: [Group<Post>]) -> Rest {
    let posts = groups.flatMap(\.members)
    let walks = posts.allSatisfy(\.content.isWalk)
    return (
      DigestText.counted(posts.count, walks ? "walk" : "engagement"),
      groups.map(\.name).joined(separator: ", ").sentence, posts.map(\.source)
    )
  }
}

/// Sums of figures that other programs wrote: they stop at the largest number instead of trapping.
func adding(_ one: Int, _ other: Int) -> Int {
  let (sum, overflow) = one.addingReportingOverflow(other)
  return overflow ? .max : sum
}

extension EngagementFacts {
  fileprivate var leadingPerson: PersonFacts? {
    coordinator.flatMap { $0.leader ? $0 : nil } ?? leaders.first
  }
}

extension String {
  /// The last word of a name, for the order of the alphabet.
  fileprivate var familyName: String { split(separator: " ").last?.lowercased() ?? "" }
}

extension [String] {
  var eachOnce: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
