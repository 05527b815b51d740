import Foundation
import RollCall

/// Invented roll calls of the Riverton Police Department, on Tuesday, November 17, 2026.
enum DigestSamples {
  static let calendar = AgencyCalendar(timeZone: TimeZone(identifier: "America/New_York") ?? .gmt)
  static let shifts = [
    ("day", "Day watch", 405), ("evening", "Evening watch", 885), ("night", "Night watch", 1365),
  ]
  .map { Shift(id: $0.0, name: $0.1, rollCall: TimeOfDay(minutes: $0.2)) }

  static let ruiz = person("101", "Maria Ruiz", "Capt.", leader: true)
  static let okafor = person("102", "Sam Okafor", "Lt.", leader: true)
  static let kelling = person("103", "Bo Kelling", "Sgt.", leader: true)
  static let vance = person("104", "Ida Vance", "Sgt.", leader: true)
  static let hart = person("201", "Dale Hart", "Ofc.", leader: false)
  static let silva = person("202", "Ana Silva", "Ofc.", leader: false)
  static let moreno = person("203", "Li Moreno", "Ofc.", leader: false)

  static let riverside = NamedFacts(id: "riverside", name: "Riverside")
  static let oakwood = NamedFacts(id: "oakwood", name: "Oakwood")
  static let harbor = NamedFacts(id: "harbor", name: "Harbor Point")

  /// The day watch's own, without anything in it.
  static var quiet: DigestFacts {
    let timetable = DigestTimetable(shifts: shifts, calendar: calendar)
    let briefing = timetable.briefings(on: LocalDay(number: 20774))[0]
    var facts = DigestFacts(
      agency: "Riverton Police Department", calendar: calendar, briefing: briefing, madeAt: briefing.at,
      since: local(16, 6, 45))
    facts.ownNeighborhoods = ["riverside"]
    facts.planWord = "walk plan"
    facts.purposes = ["riverside": "Fewer burglaries around Elm Street"]
    facts.progress = progress(of: riverside, [2, 1, 1, 0, 1, 0]) + progress(of: oakwood, [3, 2, 0, 1, 2, 1])
    return facts
  }

  /// A day on which something happened, as most are.
  static var busy: DigestFacts {
    var facts = quiet
    facts.progress += progress(of: harbor, [1, 3, 3, 2, 3, 1])
    facts.planned = [
      planned("p1", "captain walk", riverside, 9, 0, [ruiz, hart], place: "From Elm Street and 4th Avenue"),
      planned("p2", "squad walk", oakwood, 10, 30, [kelling, silva, moreno]),
      planned("p3", "shift walk", harbor, 17, 0, [okafor, vance, hart]),
    ]
    facts.leaderPosts = [
      done(
        "e1", "captain walk", riverside, 16, 10, 45, 12, [ruiz, hart],
        place: "Halifax Street, 300 and 400 blocks"),
      done("e2", "squad walk", oakwood, 18, 5, 31, 7, [kelling, okafor, silva], place: "Oakwood Park"),
      done("e3", "coffee with a cop", harbor, 9, 0, 60, 25, [moreno, vance], place: "The Anchor Café"),
    ]
    facts.others = .init(count: 6, minutes: 142)
    facts.answers = [
      Posted(
        AnswerFacts(
          id: "f1", question: "Why is the streetlight at the Halifax bus stop still dark?",
          answer:
            "The lamp is on order. The city replaces it by Friday, and the bus company was asked to light the shelter until then.",
          neighborhood: riverside, partner: "Public Works", ticket: "WO 5512", answeredAt: local(16, 14, 0)),
        event: 311, audience: .public),
      Posted(
        AnswerFacts(
          id: "f2", question: "Can somebody talk to the parents about speeding at school?",
          answer: "A traffic officer is at the school gate from 07:30 to 08:15 this week and next.",
          neighborhood: oakwood, answeredAt: local(16, 15, 0)), event: 312),
    ]
    facts.stories = [
      Posted(
        StoryFacts(
          id: "s1", title: "A chess table for Oakwood Park",
          text: """
            Residents asked for a reason to stay in the park after school. The tenants' association bought a table, \
            and officers of the squad helped to carry it. Eleven children played on the first afternoon, some of them \
            against Ofc. Silva, who lost twice and will be back on Thursday after her shift.
            """, neighborhood: oakwood, publishedAt: local(16, 12, 0)), event: 310, audience: .public)
    ]
    facts.notes = [
      Posted(
        NoteFacts(
          id: "n1", author: hart, neighborhood: riverside, writtenAt: local(16, 21, 40).rfc3339,
          body: "New owner at the corner store on Elm, Mrs. Adeyemi. She would like to meet the squad."),
        event: 313)
    ]
    return facts
  }

  /// Twelve leader posts, twelve neighborhoods, nine notes: more than a page can read one by one.
  static var crowded: DigestFacts {
    var facts = busy
    let places = [
      "Riverside", "Oakwood", "Harbor Point", "Mill Creek", "Pine Hill", "Northgate", "Old Market",
      "Saint Anne",
      "Tannery", "Union Yard", "Vale", "Westfield",
    ].map { NamedFacts(id: $0.lowercased().replacingOccurrences(of: " ", with: "-"), name: $0) }
    let people = [[ruiz, hart], [okafor, vance, silva], [kelling, moreno], [vance, hart, silva]]
    facts.planned = places.enumerated().map { index, place in
      planned(
        "p\(index)", index % 3 == 0 ? "captain walk" : "squad walk", place, 8 + index, 15, people[index % 4])
    }
    facts.leaderPosts = places.enumerated().map { index, place in
      done(
        "e\(index)", index % 3 == 0 ? "captain walk" : "squad walk", place, 8 + index, 30, 30 + index, index,
        people[index % 4])
    }
    facts.notes = (0..<9).map { index in
      Posted(
        NoteFacts(
          id: "n\(index)", author: silva, neighborhood: places[index % 4],
          writtenAt: local(16, 8 + index, 0).rfc3339,
          body: "Residents of block \(index + 1) meet on Thursdays at the library and invite the watch."),
        event: 400 + index)
    }
    facts.progress = places.enumerated().flatMap { index, place in
      progress(of: place, [index % 4, 1, 2, 3, 0, 1])
    }
    return facts
  }

  /// The largest page the contract's limits allow: five long items everywhere, five neighborhoods of eight quotas.
  static var full: DigestFacts {
    var facts = busy
    let words = (1...60).map { "word\($0)" }.joined(separator: " ")
    let places = (1...5).map { NamedFacts(id: "place\($0)", name: "Neighborhood Number \($0)") }
    facts.planned = places.enumerated().map {
      planned("p\($0)", "captain walk", $1, 9 + $0, 0, [ruiz, hart, silva, moreno, kelling], place: words)
    }
    facts.leaderPosts = places.enumerated().map {
      done("e\($0)", "captain walk", $1, 9 + $0, 0, 45, 12, [ruiz, hart, silva, moreno], place: words)
    }
    facts.answers = places.enumerated().map {
      Posted(
        AnswerFacts(
          id: "f\($0)", question: words, answer: words, neighborhood: $1, answeredAt: local(16, 9, 0)),
        audience: .public)
    }
    facts.stories = places.enumerated().map {
      Posted(
        StoryFacts(id: "s\($0)", title: words, text: words, neighborhood: $1, publishedAt: local(16, 9, 0)),
        audience: .public)
    }
    facts.notes = []
    facts.progress = places.flatMap { progress(of: $0, [1, 2, 3, 0, 1, 2]) + progress(of: $0, [1, 2]) }
    return facts
  }

  // MARK: -

  /// An instant of November 2026 on Riverton's clocks.
  static func local(_ day: Int, _ hour: Int, _ minute: Int) -> Date {
    calendar.instant(LocalDay(number: 20757 + day), TimeOfDay(minutes: hour * 60 + minute))
  }

  static func person(_ id: String, _ name: String, _ title: String, leader: Bool) -> PersonFacts {
    PersonFacts(id: id, name: name, title: title, rank: title, leader: leader)
  }

  static func planned(
    _ id: String, _ name: String, _ place: NamedFacts, _ hour: Int, _ minute: Int, _ people: [PersonFacts],
    place corner: String? = nil
  ) -> Posted<EngagementFacts> {
    let activity = name.hasSuffix("walk") ? "walk.\(name.prefix(while: { $0 != " " }))" : "coffee_with_a_cop"
    return Posted(
      EngagementFacts(
        id: id, activity: activity, activityName: name, status: "planned", neighborhood: place, place: corner,
        startsAt: local(17, hour, minute).rfc3339, coordinator: people.first, participants: people))
  }

  static func done(
    _ id: String, _ name: String, _ place: NamedFacts, _ hour: Int, _ minute: Int, _ minutes: Int, _ met: Int,
    _ people: [PersonFacts], place corner: String? = nil
  ) -> Posted<EngagementFacts> {
    var facts = planned(id, name, place, hour, minute, people, place: corner).content
    facts.status = "completed"
    facts.startsAt = local(16, hour, minute).rfc3339
    facts.minutes = minutes
    facts.communityCount = met
    return Posted(facts, event: 300 + minutes)
  }

  static func progress(of place: NamedFacts, _ counted: [Int]) -> [ProgressRow] {
    let quotas: [(String, Quota.Period, Int)] = [
      ("Officer walk", .workWeek, 3), ("Squad walk", .workWeek, 3), ("Shift walk", .workWeek, 3),
      ("District walk", .month, 2), ("Captain walk", .workWeek, 3),
      ("Community policing unit walk", .workday, 1),
    ]
    return zip(quotas, counted).map { quota, counted in
      let until =
        quota.1 == .month ? local(31, 0, 0) : quota.1 == .workday ? local(18, 0, 0) : local(23, 0, 0)
      return ProgressRow(
        neighborhood: place, quota: quota.0, per: quota.1, counted: counted, required: quota.2, until: until)
    }
  }
}
