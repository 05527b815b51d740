import Foundation
import Testing

@testable import RollCall

/// Tuesday, November 17, 2026, 06:45 in Riverton: the day watch's roll call.
@Suite struct DigestCompositionTests {
  let ruiz = PersonFacts(id: "1", name: "Maria Ruiz", title: "Capt.", rank: "captain", leader: true)
  let kelling = PersonFacts(id: "2", name: "Bo Kelling", title: "Sgt.", rank: "sergeant", leader: true)
  let silva = PersonFacts(id: "3", name: "Ana Silva", title: "Ofc.", rank: "officer", leader: false)
  let riverside = NamedFacts(id: "riverside", name: "Riverside")
  let oakwood = NamedFacts(id: "oakwood", name: "Oakwood")

  var facts: DigestFacts {
    let briefing = DigestTimetableTests.timetable(DigestTimetableTests.three)
      .briefings(on: LocalDay(number: 20774))[0]
    return DigestFacts(
      agency: "Riverton Police Department", calendar: DigestTimetableTests.newYork, briefing: briefing,
      madeAt: briefing.at, since: briefing.at.addingTimeInterval(-86400))
  }

  func walk(
    _ id: String, _ startsAt: String, in place: NamedFacts? = nil, by people: [PersonFacts],
    planned: Bool = false,
    activity: String = "walk.captain", minutes: Int? = 45, met: Int? = 12
  ) -> Posted<EngagementFacts> {
    Posted(
      EngagementFacts(
        id: id, activity: activity, activityName: "captain walk", status: planned ? "planned" : "completed",
        neighborhood: place ?? riverside, startsAt: startsAt, minutes: planned ? nil : minutes,
        communityCount: planned ? nil : met, coordinator: people.first, participants: people), event: 7)
  }

  func items(_ facts: DigestFacts, _ kind: Digest.Kind) -> [Digest.Item] {
    Digest(facts).sections.first { $0.kind == kind }?.items ?? []
  }

  @Test("the sections stand in the contract's order, also on a quiet day, which is said in one line")
  func quietDay() {
    let digest = Digest(facts)
    #expect(digest.sections.map(\.kind) == [.today, .leaders, .answers, .stories, .progress])
    #expect(digest.isQuiet)
    #expect(digest.quietLine == "Nothing new since the last roll call.")
    #expect(digest.title == "Day roll call")
    #expect(digest.occasion == "Tuesday, November 17, 2026, 06:45")
    #expect(digest.sections.allSatisfy { $0.items.isEmpty })
  }

  @Test("progress alone is no news; what other ranks did is")
  func quietWithProgress() {
    var facts = facts
    facts.progress = [row(riverside, 1, of: 3)]
    #expect(Digest(facts).isQuiet)
    facts.others = .init(count: 2, minutes: 40)
    #expect(!Digest(facts).isQuiet)
    #expect(
      Digest(facts).sections[4].lead
        == "Logged so far, of each planned minimum: this week to Sun Nov 22. "
        + "Other ranks since the last roll call: 2 engagements, 40 min.")
  }

  // MARK: - Leaders

  @Test("a leader's post says who, what, where, when, how long, with whom, and how many were met")
  func leaderPost() {
    var facts = facts
    facts.leaderPosts = [walk("e1", "2026-11-16T21:10:00Z", by: [ruiz, silva])]
    let item = items(facts, .leaders)[0]
    #expect(item.headline == "Capt. Maria Ruiz led a captain walk in Riverside")
    #expect(item.text == "Mon 16:10, 45 min, with Ofc. Ana Silva. 12 community members met.")
    #expect(item.sources == [Digest.Source(.engagement, id: "e1", event: 7)])
  }

  @Test("leaders who came along on an officer's walk joined it")
  func joining() {
    var facts = facts
    facts.leaderPosts = [
      walk("e1", "2026-11-17T10:10:00Z", in: oakwood, by: [silva, ruiz, kelling], minutes: nil, met: 1)
    ]
    let item = items(facts, .leaders)[0]
    #expect(item.headline == "Capt. Maria Ruiz and Sgt. Bo Kelling joined a captain walk in Oakwood")
    #expect(
      item.text
        == "Today 05:10, with Ofc. Ana Silva, Capt. Maria Ruiz and Sgt. Bo Kelling. 1 community member met.")
  }

  @Test("who is not to be named is counted")
  func unnamed() {
    var facts = facts
    var post = walk("e1", "2026-11-16T21:10:00Z", by: [ruiz, silva]).content
    post.unnamed = 2
    facts.leaderPosts = [Posted(post)]
    #expect(items(facts, .leaders)[0].text.hasPrefix("Mon 16:10, 45 min, with Ofc. Ana Silva and 2 more."))
    post.coordinator = nil
    post.participants = []
    facts.leaderPosts = [Posted(post)]
    #expect(items(facts, .leaders)[0].headline == "A leader joined a captain walk in Riverside")
    #expect(items(facts, .leaders)[0].text.contains("with 2 of the agency"))
  }

  @Test("a corrected post says so")
  func corrected() {
    var facts = facts
    facts.leaderPosts = [
      Posted(walk("e1", "2026-11-16T21:10:00Z", by: [ruiz]).content, event: 9, isCorrection: true)
    ]
    #expect(items(facts, .leaders)[0].text.hasPrefix("Corrected: Mon 16:10, 45 min."))
  }

  @Test("nothing older than seven days is read, to the second")
  func old() {
    var facts = facts
    facts.leaderPosts = [
      walk("old", "2026-11-10T11:44:59Z", by: [ruiz]), walk("new", "2026-11-10T11:45:00Z", by: [kelling]),
      walk("senseless", "yesterday", by: [ruiz]),
    ]
    #expect(items(facts, .leaders).map(\.text) == ["Tue Nov 10, 06:45, 45 min. 12 community members met."])
  }

  @Test("over five posts are grouped by leader, in the order of the alphabet and not of how much they did")
  func groupedByLeader() {
    var facts = facts
    facts.leaderPosts =
      (0..<6).map {
        walk("r\($0)", "2026-11-16T1\($0):00:00Z", in: $0 % 2 == 0 ? riverside : oakwood, by: [ruiz, silva])
      }
      + [walk("k", "2026-11-16T10:00:00Z", in: oakwood, by: [kelling, silva])]
    let section = Digest(facts).sections[1]
    #expect(section.isGrouped)
    #expect(
      section.items.map(\.headline) == [
        "Sgt. Bo Kelling led a captain walk in Oakwood", "Capt. Maria Ruiz: 6 walks, 270 min",
      ])
    #expect(
      section.items[1].text == "In Oakwood and Riverside. Along: Ofc. Ana Silva. 72 community members met.")
    #expect(section.items[1].sources.count == 6)
  }

  @Test("the shift's own neighborhood comes first, then time decides")
  func ownFirst() {
    var facts = facts
    facts.leaderPosts = [
      walk("e1", "2026-11-16T12:00:00Z", in: riverside, by: [ruiz]),
      walk("e2", "2026-11-16T13:00:00Z", in: oakwood, by: [kelling]),
      walk("e3", "2026-11-16T11:00:00Z", in: oakwood, by: [ruiz]),
    ]
    #expect(items(facts, .leaders).flatMap(\.sources).map(\.id) == ["e3", "e1", "e2"])
    facts.ownNeighborhoods = ["riverside"]
    #expect(items(facts, .leaders).flatMap(\.sources).map(\.id) == ["e1", "e3", "e2"])
  }

  // MARK: - Today

  @Test("at this briefing are leaders whose walk starts before the next roll call")
  func atBriefing() {
    var facts = facts
    facts.planned = [
      walk("p1", "2026-11-17T14:00:00Z", by: [ruiz, silva], planned: true),
      walk("p2", "2026-11-17T19:45:00Z", by: [kelling, silva], planned: true),
    ]
    let found = items(facts, .today)
    #expect(
      found.map(\.headline) == [
        "At this briefing: Capt. Maria Ruiz", "09:00 captain walk in Riverside, led by Capt. Maria Ruiz",
        "14:45 captain walk in Riverside, led by Sgt. Bo Kelling",
      ])
    #expect(found[0].text == "Captain walk in Riverside, 09:00.")
    #expect(found[1].text == "With Ofc. Ana Silva.")
  }

  @Test("a leader who joins is at the briefing; one who has coffee with the community need not be")
  func joiningTheBriefing() {
    var facts = facts
    facts.planned = [
      walk("p1", "2026-11-17T14:00:00Z", by: [silva, kelling], planned: true),
      walk("p2", "2026-11-17T15:00:00Z", by: [ruiz], planned: true, activity: "coffee_with_a_cop"),
    ]
    facts.planned[1] = {
      var coffee = facts.planned[1].content
      coffee.activityName = "coffee with a cop"
      return Posted(coffee)
    }()
    #expect(items(facts, .today)[0].headline == "At this briefing: Sgt. Bo Kelling")
  }

  @Test("walks of other days, past ones, cancelled ones and those after an incident are not announced")
  func notAnnounced() {
    var facts = facts
    facts.incidentActivities = ["walk.post_incident"]
    var incident = walk("p4", "2026-11-17T15:00:00Z", by: [ruiz], planned: true).content
    incident.incident = NamedFacts(id: "i1", name: "shooting")
    var cancelled = walk("p5", "2026-11-17T15:00:00Z", by: [ruiz], planned: true).content
    cancelled.status = "cancelled"
    facts.planned = [
      walk("p1", "2026-11-18T15:00:00Z", by: [ruiz], planned: true),
      walk("p2", "2026-11-17T11:00:00Z", by: [ruiz], planned: true),
      walk("p3", "2026-11-17T15:00:00Z", by: [ruiz], planned: true, activity: "walk.post_incident"),
      Posted(incident), Posted(cancelled),
    ]
    #expect(items(facts, .today).isEmpty)
    #expect(Digest(facts).isQuiet)
  }

  @Test("a digest that is made late still tells of walks after its roll call")
  func late() {
    var facts = facts
    facts.planned = [walk("p1", "2026-11-17T12:00:00Z", by: [silva], planned: true)]
    facts.madeAt = facts.madeAt.addingTimeInterval(3600)
    #expect(
      items(facts, .today).map(\.headline) == ["07:00 captain walk in Riverside, led by Ofc. Ana Silva"])
  }

  // MARK: - Progress

  func row(_ place: NamedFacts, _ counted: Int, of required: Int) -> ProgressRow {
    ProgressRow(
      neighborhood: place, quota: "Squad walk", per: .workWeek, counted: counted, required: required,
      until: DigestTimetableTests.instant("2026-11-23T05:00:00Z"))
  }

  @Test("progress is told by neighborhood in the order of the alphabet, without what is not owed")
  func progress() {
    var facts = facts
    facts.progress = [
      row(riverside, 2, of: 3), row(oakwood, 3, of: 3), row(NamedFacts(id: "p", name: "Paused"), 0, of: 0),
    ]
    facts.purposes = ["oakwood": "Safer way to school"]
    let found = items(facts, .progress)
    #expect(found.map(\.headline) == ["Oakwood: safer way to school", "Riverside"])
    #expect(found.map(\.text) == ["This week: squad walk 3 of 3.", "This week: squad walk 2 of 3."])
    #expect(found[1].bars.map(\.through.description) == ["2026-11-22"])
  }

  @Test("many neighborhoods are added up; what one did beyond its plan does not stand for another")
  func manyNeighborhoods() {
    var facts = facts
    facts.progress = (1...9).map { row(NamedFacts(id: "n\($0)", name: "N\($0)"), $0 == 9 ? 8 : 1, of: 3) }
    #expect(items(facts, .progress).map(\.headline) == ["9 neighborhoods"])
    #expect(items(facts, .progress).map(\.text) == ["This week: squad walk 11 of 27."])
    facts.ownNeighborhoods = ["n4"]
    #expect(items(facts, .progress).map(\.headline) == ["N4", "8 more neighborhoods"])
  }

  // MARK: - Public

  @Test("the porch hears what is public, and no walk, hour, note, name, figure or internal question")
  func porch() {
    var facts = facts
    facts.planned = [walk("p1", "2026-11-17T14:00:00Z", by: [ruiz], planned: true)]
    facts.leaderPosts = [walk("e1", "2026-11-16T21:10:00Z", by: [kelling])]
    facts.notes = [
      Posted(NoteFacts(id: "n", author: silva, writtenAt: "2026-11-16T21:10:00Z", body: "A note"))
    ]
    facts.progress = [row(riverside, 2, of: 3)]
    facts.others = .init(count: 4, minutes: 90)
    let at = facts.madeAt.addingTimeInterval(-3600)
    facts.stories = [
      Posted(StoryFacts(id: "s1", title: "Told inside", text: "Inside.", publishedAt: at)),
      Posted(StoryFacts(id: "s2", title: "Told to all", text: "To all.", publishedAt: at), audience: .public),
    ]
    facts.answers = [
      Posted(
        AnswerFacts(
          id: "f1", question: "Internal words", answer: "The lamp is on order", partner: "Public Works",
          ticket: "WO 1", answeredAt: at),
        audience: .public)
    ]
    let digest = Digest.public(facts)
    #expect(digest.sections.map(\.kind) == [.answers, .stories])
    #expect(digest.sections[0].items.map(\.headline) == ["An answer to the community"])
    #expect(digest.sections[0].items.map(\.text) == ["The lamp is on order."])
    #expect(digest.sections[1].items.map(\.headline) == ["Told to all"])
    let everything = digest.sections.map { "\($0.lead ?? "") \($0.items)" }.joined()
    for word in ["Ruiz", "Kelling", "Silva", "09:00", "Internal", "WO 1", "A note", "inside", "2 of 3"] {
      #expect(!everything.contains(word))
    }
    facts.stories = []
    facts.answers = []
    #expect(Digest.public(facts).quietLine == "Nothing new to share today.")
  }

  @Test("an answer tells the question inside, and who works on it with which number")
  func answer() {
    var facts = facts
    facts.answers = [
      Posted(
        AnswerFacts(
          id: "f1", question: "Why is it dark?",
          answer: Array(repeating: "word", count: 60).joined(separator: " "),
          partner: "Public Works", ticket: "WO 1", answeredAt: facts.madeAt.addingTimeInterval(-60)))
    ]
    let item = items(facts, .answers)[0]
    #expect(item.headline == "Why is it dark?")
    #expect(item.text.hasSuffix("… Public Works, WO 1."))
  }
}
