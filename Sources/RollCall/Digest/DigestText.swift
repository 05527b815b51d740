/// The sentences of a digest: short, active, without praise, and never about what a person did not do.
enum DigestText {
  // MARK: - The page

  static func title(shift: String) -> String { "\(shift) roll call".sentenceCase }
  static let publicTitle = "News for the neighborhood"
  static let quiet = "Nothing new since the last roll call."
  static let publicQuiet = "Nothing new to share today."
  static let closing = "Not for individual performance evaluation."

  static func heading(_ kind: Digest.Kind) -> String {
    switch kind {
    case .today: "Today's walks, and leaders at this briefing"
    case .leaders: "What leaders did since the last roll call"
    case .answers: "You said, we did"
    case .stories: "Stories and notes"
    case .progress: "The neighborhoods' progress"
    }
  }

  static func publicHeading(_ kind: Digest.Kind) -> String { kind == .stories ? "Stories" : heading(kind) }

  // MARK: - Today

  static let noWalks = "No walks planned today."

  static func atBriefing(_ leaders: [String]) -> String {
    let named = "At this briefing: \(listed(leaders))"
    return named.count <= Event.headlineLimit ? named : "At this briefing: \(leaders.count) leaders"
  }

  /// "Captain walk in Riverside, 09:00; squad walk in Oakwood, 10:30."
  static func coming(_ walks: [String]) -> String { walks.joined(separator: "; ").sentenceCase.sentence }

  /// "Capt. Maria Ruiz (Riverside 08:15), Lt. Sam Okafor (Oakwood 09:15)."
  static func coming(_ leaders: [(name: String, walk: String)]) -> String {
    leaders.map { "\($0.name) (\($0.walk))" }.joined(separator: ", ").sentence
  }

  /// "16:00 captain walk in Riverside, led by Capt. Maria Ruiz"
  static func planned(_ activity: String, in place: String?, at time: String, by lead: String?) -> String {
    let what = "\(time) \(placed(activity, place))"
    guard let lead else { return what }
    let whole = "\(what), led by \(lead)"
    return whole.count <= Event.headlineLimit ? whole : what
  }

  static func ledBy(_ lead: String) -> String { "Led by \(lead)" }
  static func withCompany(_ company: String) -> String { "With \(company)" }
  static func underWay(since time: String) -> String { "Under way since \(time)." }

  static func plannedThere(_ place: String, _ count: Int, walks: Bool) -> String {
    "\(place): \(counted(count, walks ? "walk" : "engagement")) today"
  }

  // MARK: - What leaders did

  /// "Capt. Maria Ruiz led a captain walk in Riverside"
  static func led(_ leader: String, _ activity: String, in place: String?) -> String {
    "\(leader) led \(article(activity)) \(placed(activity, place))"
  }

  static func joined(_ leaders: [String], _ activity: String, in place: String?) -> String {
    let what = "joined \(article(activity)) \(placed(activity, place))"
    let who = leaders.isEmpty ? "A leader" : listed(leaders, limit: 2)
    let whole = "\(who) \(what)"
    guard whole.count > Event.headlineLimit, leaders.count > 1 else { return whole }
    return "\(leaders[0]) and \(leaders.count - 1) more \(what)"
  }

  static func minutes(_ minutes: Int) -> String { "\(minutes) min" }
  static func met(_ people: Int) -> String { "\(counted(people, "community member")) met." }
  static func alongside(_ company: String) -> String { "with \(company)" }
  static let corrected = "Corrected:"

  /// "Riverside: 6 walks, 230 min"
  static func summed(_ name: String, _ count: Int, walks: Bool, minutes: Int) -> String {
    let what = counted(count, walks ? "walk" : "engagement")
    return minutes > 0 ? "\(name): \(what), \(minutes) min" : "\(name): \(what)"
  }

  static func places(_ places: [String]) -> String { "In \(listed(places, limit: 4))." }
  static func cameAlong(_ people: [String]) -> String { "Along: \(listed(people, limit: 4))." }

  // MARK: - Answers, stories and notes

  static func partner(_ partner: String, ticket: String?) -> String {
    ticket.map { "\(partner), \($0)." } ?? "\(partner)."
  }

  static func publicAnswer(in place: String?) -> String {
    place.map { "An answer for \($0)" } ?? "An answer to the community"
  }

  static func answers(_ count: Int, in place: String) -> String { "\(place): \(counted(count, "answer"))" }
  static func note(from author: String?, in place: String?) -> String {
    let from = author.map { "Note from \($0)" } ?? "A note"
    return place.map { "\(from), \($0)" } ?? from
  }
  static func notes(_ count: Int, in place: String) -> String { "\(place): \(counted(count, "note"))" }
  static func andMore(_ count: Int) -> String { "And \(count) more." }
  static func moreStories(_ count: Int) -> String { "\(count) more stories" }
  static let untitled = "A story"
  static let unspecifiedQuestion = "A question from the community"

  // MARK: - Progress

  /// "Logged so far, of each walk plan: this week to Sun Nov 22, this month to Mon Nov 30."
  static func progressLead(plan: String, _ periods: [String]) -> String {
    (["Logged so far, of each \(plan)"] + (periods.isEmpty ? [] : [listed(periods)])).joined(separator: ": ")
      .sentence
  }
  static func others(_ totals: DigestFacts.Totals) -> String {
    let minutes = totals.minutes > 0 ? ", \(totals.minutes) min" : ""
    return "Other ranks since the last roll call: \(counted(totals.count, "engagement"))\(minutes)."
  }

  static func period(_ per: Quota.Period) -> String {
    switch per {
    case .workday: "today"
    case .workWeek: "this week"
    case .month: "this month"
    case .quarter: "this quarter"
    case .year: "this year"
    }
  }

  static func period(_ period: String, to lastDay: String) -> String { "\(period) to \(lastDay)" }
  static func figures(_ period: String, _ bars: [String]) -> String {
    "\(period): \(bars.joined(separator: ", "))".sentenceCase.sentence
  }

  static func bar(_ quota: String, _ counted: Int, of required: Int) -> String {
    "\(quota.lowercasedFirst) \(counted) of \(required)"
  }

  static func purposed(_ name: String, _ purpose: String?) -> String {
    guard let purpose, !purpose.isEmpty else { return name }
    let whole = "\(name): \(purpose.lowercasedFirst)"
    return whole.count <= Event.headlineLimit ? whole : name
  }

  static func neighborhoods(_ count: Int, more: Bool) -> String {
    more ? counted(count, "more neighborhood") : counted(count, "neighborhood")
  }

  // MARK: - Parts of speech

  static let elsewhere = "Elsewhere"
  static let engagement = "engagement"

  /// "3 walks", "1 walk".
  static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  /// "A", "A and B", "A, B and C", "A, B and 3 more".
  static func listed(_ names: [String], limit: Int = .max) -> String {
    guard let last = names.last else { return "" }
    if names.count == 1 { return last }
    if names.count <= limit { return names.dropLast().joined(separator: ", ") + " and \(last)" }
    return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
  }

  static func placed(_ activity: String, _ place: String?) -> String {
    place.map { "\(activity) in \($0)" } ?? activity
  }

  private static func article(_ noun: String) -> String {
    noun.first.map { "aeiouAEIOU".contains($0) } == true ? "an" : "a"
  }
}

extension String {
  /// With its first letter in lower case, unless the word is written in capitals, as in "CPU walk".
  fileprivate var lowercasedFirst: String {
    guard let second = dropFirst().first, !second.isUppercase else { return self }
    return prefix(1).lowercased() + dropFirst()
  }
}
