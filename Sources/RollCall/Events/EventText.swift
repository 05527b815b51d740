import Foundation

/// The events and the sentences of them that people read: headlines for a list, texts that stand alone.
package struct EventText: Sendable {
  private let words: LocalWords

  /// `now` is when the events are published.
  package init(_ calendar: AgencyCalendar, now: Date) { words = LocalWords(calendar, now: now) }

  // MARK: - Engagements

  /// `type` is `engagement.completed` or `.corrected`.
  package func engagement(_ type: EventType, _ facts: EngagementFacts) -> Event {
    Event(
      type, subject: facts.id, headline: what(facts),
      text: sentences([
        "\(what(facts)), \(words.moment(rfc3339: facts.startsAt)): \(crew(facts)).", met(facts),
      ]),
      facts: facts.json)
  }

  /// `type` is `leader.planned`, `.participated` or `.corrected`; one post names all leaders.
  package func leaders(_ type: EventType, _ facts: EngagementFacts) -> Event {
    let leaders = facts.leaders.map(\.titled).listed
    let isPlanned = facts.status != Engagement.Status.completed.rawValue
    let role = isPlanned ? "will take part in" : "took part in"
    let others = companions(facts)
    return Event(
      type, subject: facts.id, headline: headline(of: facts),
      text: sentences([
        "\(leaders) \(role) \(what(facts).lowercasedFirst.withArticle), \(words.moment(rfc3339: facts.startsAt))\(others).",
        isPlanned ? nil : met(facts),
      ]),
      facts: facts.json)
  }

  /// `type` is the withdrawal of a family: the subject is named, its facts no longer are.
  package static func withdrawal(_ type: EventType, subject: String) -> Event {
    let (article, what) =
      switch type {
      case .noteWithdrawn: ("A", "note")
      case .leaderWithdrawn: ("A", "leader's walk or other engagement")
      default: ("An", "engagement")
      }
    return Event(
      type, subject: subject, headline: "\(article) \(what) was withdrawn",
      text:
        "\(article) \(what) was voided, deleted or called off (\(subject)); what was published of it is withdrawn."
    ) { $0.field("id", subject) }
  }

  /// It does not count for its quota, or for none; `reasons` are those of the verdict.
  package func uncounted(
    _ facts: EngagementFacts, quota: NamedFacts?, obligation: String?, reasons: [Obligation.Reason]
  ) -> Event {
    let why = reasons.isEmpty ? misfit(facts) : reasons.map(\.text).joined(separator: "; ")
    let plan = quota.map { "for the plan “\($0.name)”" } ?? "for any plan"
    return Event(
      .engagementUncounted, subject: facts.id,
      headline: "Does not count: \(what(facts).lowercasedFirst): \(why)",
      text: "\(what(facts)), \(words.moment(rfc3339: facts.startsAt)), does not count \(plan): \(why)."
    ) { json in
      json.field("id", facts.id)
      json.field("quota", quota?.id)
      json.field("obligation", obligation)
      json.array("reasons", reasons) { json, reason in
        json.object { json in
          json.field("code", reason.code.rawValue)
          json.field("text", reason.text)
        }
      }
      json.object("engagement") { facts.json(into: &$0) }
    }
  }

  // MARK: - Notes

  /// `type` is `note.shared` or `.corrected`.
  package func note(_ type: EventType, _ facts: NoteFacts) -> Event {
    let author = facts.author?.titled ?? "A colleague"
    let place = facts.neighborhood.map { " on \($0.name)" } ?? ""
    return Event(
      type, subject: facts.id, headline: "\(author)\(place): \(facts.body.prefix(Event.headlineLimit))",
      text: "\(author)\(place): \(facts.body)", facts: facts.json)
  }

  // MARK: - The daemon's own

  /// A row of the store that makes no sense.
  package static func problem(table: String, key: String, reason: String) -> Event {
    Event(
      .storeProblem, subject: "\(table)/\(key)", headline: "A row of \(table) makes no sense: \(key)",
      text: "Row \(key) of \(table): \(reason). Mend it in the records system; everything else goes on."
    ) { json in
      json.field("table", table)
      json.field("key", key)
      json.field("reason", reason)
    }
  }

  /// `files` are paths by file name extension.
  package func digestPublished(day: LocalDay, shift: NamedFacts, files: [(kind: String, path: String)])
    -> Event
  {
    Event(
      .digestPublished, subject: "\(day)/\(shift.id)",
      headline: "Roll call, \(shift.name), \(words.day(day))",
      text: "The digest for \(shift.name) on \(words.day(day)) is ready to be read."
    ) { json in
      json.field("day", day.description)
      json.key("shift")
      shift.json(into: &json)
      json.object("files") { json in
        for file in files {
          json.key(file.kind)
          json.value(file.path)
        }
      }
    }
  }

  // MARK: - Parts of sentences

  /// "Capt. Maria Ruiz and Sgt. Bo Kelling: squad walk in Riverside, 35 min"; of more leaders than have room the first
  /// alone is named.
  private func headline(of facts: EngagementFacts) -> String {
    let (leaders, what) = (facts.leaders.map(\.titled), what(facts).lowercasedFirst)
    let whole = "\(leaders.listed): \(what)"
    guard whole.count > Event.headlineLimit, leaders.count > 1 else { return whole }
    return "\(leaders[0]) and \(leaders.count - 1) more: \(what)"
  }

  /// "Squad walk in Riverside, 35 min".
  private func what(_ facts: EngagementFacts) -> String {
    let place = (facts.neighborhood?.name ?? facts.place).map { " in \($0)" } ?? ""
    let length = facts.minutes.map { ", \($0) min" } ?? ""
    return facts.activityName.capitalizedFirst + place + length
  }

  /// "Sgt. Bo Kelling, Ofc. Ana Silva and 1 colleague".
  private func crew(_ facts: EngagementFacts) -> String {
    let people = facts.participants.map(\.titled) + (facts.unnamed > 0 ? [facts.unnamed.of("colleague")] : [])
    return people.isEmpty ? "nobody is recorded as taking part" : people.listed
  }

  private func companions(_ facts: EngagementFacts) -> String {
    let others = facts.participants.filter { !$0.leader }.map(\.titled)
    let people = others + (facts.unnamed > 0 ? [facts.unnamed.of("colleague")] : []) + facts.organizations
    return people.isEmpty ? "" : ", with \(people.listed)"
  }

  /// Why an engagement belongs to no quota: each asks for a coordinator whom it does not have.
  private func misfit(_ facts: EngagementFacts) -> String {
    facts.coordinator == nil ? "it names no coordinator" : "no plan asks its coordinator for it"
  }

  private func met(_ facts: EngagementFacts) -> String? {
    facts.communityCount.flatMap {
      $0 > 0 ? "They met \($0.of("community member"))." : nil
    }
  }

  private func sentences(_ parts: [String?]) -> String { parts.compactMap { $0 }.joined(separator: " ") }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }

  /// "an officer walk", "a squad walk".
  fileprivate var withArticle: String { ("aeiou".contains(prefix(1)) ? "an " : "a ") + self }
}
