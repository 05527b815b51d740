import Foundation

/// Today's walks and leaders at this briefing.
extension DigestEditor {
  func today() -> (items: [Digest.Item], isGrouped: Bool) {
    let briefing = atBriefing(plans).map { [$0] } ?? []
    let limit = measure.items - briefing.count
    guard plans.count > limit else { return (briefing + plans.map(planned), false) }
    let groups = byNeighborhood(plans, \.content.neighborhood)
    return (
      briefing + items(of: groups, atMost: limit, one: planned, item: plannedThere, rest: plannedElsewhere),
      true
    )
  }

  /// Still to come in this digest's span, or under way; no walk after an incident, which is not published
  /// before it is completed (contract §5).
  func isAnnounced(_ plan: EngagementFacts) -> Bool {
    guard let start = plan.start, facts.briefing.planned(in: facts.calendar).contains(start),
      !isAfterIncident(plan)
    else { return false }
    switch plan.status {
    case Engagement.Status.planned.rawValue:
      return start >= facts.briefing.at || (plan.end.map { $0 > facts.madeAt } ?? false)
    case Engagement.Status.inProgress.rawValue: return true
    default: return false
    }
  }

  func isAfterIncident(_ engagement: EngagementFacts) -> Bool {
    engagement.incident != nil || facts.incidentActivities.contains(engagement.activity)
  }

  // MARK: - Leaders in the room

  /// Those who lead or join a walk that starts before the next roll call (contract §8), in order of their
  /// walks.
  private func atBriefing(_ plans: [Post]) -> Digest.Item? {
    let walks = plans.filter { post in
      guard let start = post.content.start, post.content.isWalk else { return false }
      return (facts.briefing.at..<facts.briefing.next).contains(start)
    }
    var (leaders, theirs): ([PersonFacts], [String: [Post]]) = ([], [:])
    for walk in walks {
      for leader in walk.content.leaders {
        if theirs[leader.id] == nil { leaders.append(leader) }
        theirs[leader.id, default: []].append(walk)
      }
    }
    guard !leaders.isEmpty else { return nil }
    let led = walks.filter { !$0.content.leaders.isEmpty }
    let names = leaders.map(\.words)
    let headline = DigestText.atBriefing(names)
    let text =
      headline.hasSuffix(DigestText.listed(names))
      ? DigestText.coming(led.map { briefly($0.content, placed: true) })
      : DigestText.coming(
        leaders.map { leader in
          (
            leader.words,
            (theirs[leader.id] ?? []).map { briefly($0.content, placed: false) }.joined(separator: ", ")
          )
        })
    // Who is in the room is told in full, whatever else must be shortened.
    return Digest.Item(
      headline: headline, text: text.limited(words: Digest.Item.wordLimit), sources: led.map(\.source))
  }

  /// "captain walk in Riverside, 09:00", or "Riverside 09:00".
  private func briefly(_ plan: EngagementFacts, placed: Bool) -> String {
    let (place, time) = (plan.neighborhood?.words, plan.start.map(clock.coming) ?? "")
    return placed
      ? "\(DigestText.placed(plan.activityWords, place)), \(time)" : "\(place ?? plan.activityWords) \(time)"
  }

  // MARK: - Walks

  private func planned(_ post: Post) -> Digest.Item {
    let plan = post.content
    let lead = plan.coordinator?.words
    let headline = DigestText.planned(
      plan.activityWords, in: plan.neighborhood?.words, at: plan.start.map(clock.coming) ?? "", by: lead)
    var sentences: [String] = []
    if plan.status == Engagement.Status.inProgress.rawValue, let start = plan.start {
      sentences.append(DigestText.underWay(since: clock.coming(start)))
    }
    if let lead, !headline.hasSuffix(lead) { sentences.append(DigestText.ledBy(lead).sentence) }
    if let company = company(of: plan, without: plan.coordinator?.id) {
      sentences.append(DigestText.withCompany(company).sentence)
    }
    if let place = plan.place?.plain, !place.isEmpty { sentences.append(place.sentence) }
    return item(headline, sentences.joined(separator: " "), [post.source])
  }

  private func plannedThere(_ group: Group<Post>) -> Digest.Item {
    let plans = group.members.map(\.content)
    let lines = plans.map { plan in
      let what = "\(plan.activityWords) \(plan.start.map(clock.coming) ?? "")"
      return plan.coordinator.map { "\(what) (\($0.words))" } ?? what
    }
    return item(
      DigestText.plannedThere(group.name, plans.count, walks: plans.allSatisfy(\.isWalk)),
      lines.joined(separator: ", ").sentenceCase.sentence, group.members.map(\.source))
  }

  private func plannedElsewhere(_ groups: [Group<Post>]) -> Rest {
    let posts = groups.flatMap(\.members)
    let walks = posts.allSatisfy(\.content.isWalk)
    return (
      DigestText.counted(posts.count, walks ? "walk" : "engagement"),
      groups.map { group in
        let times = group.members.compactMap { $0.content.start.map(clock.coming) }
        return "\(group.name) \(DigestText.listed(times, limit: 3))"
      }
      .joined(separator: "; ").sentence, posts.map(\.source)
    )
  }

  /// Everyone else who takes part: "Ofc. Dale Hart, Ofc. Li Moreno and 2 more"; nil where nobody does.
  func company(of engagement: EngagementFacts, without lead: String?) -> String? {
    let named = engagement.participants.filter { $0.id != lead }.map(\.words)
    let shown = Array(named.prefix(3))
    let hidden = named.count - shown.count + engagement.unnamed
    let others = hidden > 0 ? [shown.isEmpty ? "\(hidden) of the agency" : "\(hidden) more"] : []
    let guests = engagement.organizations.map(\.plain).filter { !$0.isEmpty }.prefix(2)
    let company = shown + others + guests
    return company.isEmpty ? nil : DigestText.listed(company)
  }
}

extension EngagementFacts {
  var start: Date? { Date(rfc3339: startsAt) }
  var end: Date? { endsAt.flatMap { Date(rfc3339: $0) } }

  var activityWords: String {
    [activityName, activity].lazy.map(\.plain).first { !$0.isEmpty } ?? DigestText.engagement
  }

  /// A walk by its id, or by the name people read: an agency may call its own "heart_walk".
  var isWalk: Bool {
    Engagement.activity(activity, isOrIsBelow: "walk")
      || activityName.lowercased().split(separator: " ").contains("walk")
  }
}

extension Posted<EngagementFacts> {
  var source: Digest.Source { Digest.Source(.engagement, id: content.id.plain, event: event) }
}
