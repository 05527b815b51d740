import Foundation
import Testing

@testable import RollCall

@Suite("Escalation: the mails")
struct AlertMailTests {
  private var story = EscalationRun()

  init() {
    story.world.engagements = [
      "e0": Engagement(
        id: "e0", activity: "walk.shift", startsAt: at("2026-11-17 16:10"), endsAt: at("2026-11-17 16:41")),
      "e1": Engagement(
        id: "e1", activity: "walk.shift", startsAt: at("2026-11-20 20:05"), endsAt: at("2026-11-20 20:35")),
      "e9": Engagement(
        id: "e9", activity: "walk.shift", startsAt: at("2026-11-19 18:00"), endsAt: at("2026-11-19 18:22")),
    ]
  }

  @Test("to the one responsible, first")
  mutating func first() throws {
    let short = Obligation.Tally(
      id: "e9",
      reasons: [.init(.tooShort, "22 min, 30 required"), .init(.missingParticipants, "no sergeant")])
    let mail = try #require(
      mails("2026-11-25 09:00", [obligation(responsible: ["l"], uncounted: [short])])["l"])
    #expect(mail.subject == "Shift walk, Riverside: 2 of 3 logged, week of Nov 16")
    #expect(mail.cases == ["shift-walk/riverside/2026-11-16"] && mail.references == mail.cases)
    #expect(
      mail.text == """
        Shift walk, Riverside, week of Nov 16
        -------------------------------------

        2 of 3 logged, 1 not logged (Mon Nov 16 to Sun Nov 22).

        You are responsible for it and hear of it first.

        The walk plan says: 3 in a work week, each 30 min or longer; coordinated
        by a lieutenant of patrol assigned to the neighborhood; with 1 sergeant
        and 1 officer or detective.

        What was logged:

        - Tue Nov 17, 16:10, 31 min: counts
        - Thu Nov 19, 18:00, 22 min: does not count (22 min, 30 required; no
          sergeant)
        - Fri Nov 20, 20:05, 30 min: counts

        Case: shift-walk/riverside/2026-11-16

        If it was done, have it logged: nothing more is needed. If it could not
        be done, say why: rollcallctl answer CASE.

        Not for individual performance evaluation.

        """)
  }

  @Test("cleared, and open again")
  mutating func news() throws {
    story.run("2026-11-25 09:00", [obligation()])
    let cleared = try #require(mails("2026-11-25 10:00", [obligation(.met, counted: 3)])["s"])
    #expect(cleared.subject == "Cleared: Shift walk, Riverside, week of Nov 16")
    #expect(
      cleared.text.contains(
        "The missing record has arrived: 3 of 3 logged. You were told before;\nnothing more is asked of you.")
    )
    #expect(!cleared.text.contains("rollcallctl"))
    let again = try #require(mails("2026-11-25 11:00", [obligation()])["s"])
    #expect(again.subject == "Open again: Shift walk, Riverside: 2 of 3 logged")
    #expect(again.references == ["shift-walk/riverside/2026-11-16"] && again.cases == again.references)
  }

  @Test("one grouped mail, however many cases")
  mutating func many() throws {
    story.world.change("l") { .init(like: $0, email: nil) }
    let hill = obligation(place: "hilltop", named: "Hilltop", counted: 0)
    story.run("2026-11-25 09:00", [obligation(), hill])
    _ = try story.escalator.answer(
      hill.id, .doneNotLogged, "Paper log lost", by: "s", story.world.facts, now: at("2026-11-25 10:00"))
    let mail = try #require(
      mails("2026-12-01 10:00", [obligation(), hill], link: "https://roll.example.test")["c"])
    #expect(mail.subject == "Walk plan: 2 not logged (Hilltop, Riverside)")
    #expect(mail.cases == ["shift-walk/hilltop/2026-11-16", "shift-walk/riverside/2026-11-16"])
    #expect(
      mail.text == """
        This mail brings together 2 items.

        Shift walk, Hilltop, week of Nov 16
        -----------------------------------

        0 of 3 logged, 3 not logged (Mon Nov 16 to Sun Nov 22).

        You hear of it in place of Lt. Ana Silva: no e-mail address. Told before
        you: Sgt. Bo Kelling. Not told: Lt. Ana Silva (no e-mail address).

        The walk plan says: 3 in a work week, each 30 min or longer; coordinated
        by a lieutenant of patrol assigned to the neighborhood; with 1 sergeant
        and 1 officer or detective.

        No record of one was found.

        - Sgt. Bo Kelling answered: done, but not logged yet. \u{201C}Paper log lost\u{201D}

        See the case and answer:
        https://roll.example.test/cases/shift-walk/hilltop/2026-11-16

        Shift walk, Riverside, week of Nov 16
        -------------------------------------

        2 of 3 logged, 1 not logged (Mon Nov 16 to Sun Nov 22).

        You hear of it in place of Lt. Ana Silva: no e-mail address. Told before
        you: Sgt. Bo Kelling. Not told: Lt. Ana Silva (no e-mail address).

        The walk plan says: 3 in a work week, each 30 min or longer; coordinated
        by a lieutenant of patrol assigned to the neighborhood; with 1 sergeant
        and 1 officer or detective.

        What was logged:

        - Tue Nov 17, 16:10, 31 min: counts
        - Fri Nov 20, 20:05, 30 min: counts

        See the case and answer:
        https://roll.example.test/cases/shift-walk/riverside/2026-11-16

        If it was done, have it logged: nothing more is needed. Those above the
        people responsible can acknowledge it with a plan (rollcallctl ack CASE)
        or waive it with a reason (rollcallctl waive CASE).

        Not for individual performance evaluation.

        """)
  }

  @Test("a nudge while there is time")
  mutating func nudge() throws {
    let mail = try #require(mails("2026-11-19 09:00", [obligation(.atRisk, counted: 1)])["s"])
    #expect(mail.subject == "Shift walk, Riverside: 1 of 3 logged, 2 working days left")
    #expect(mail.cases.isEmpty && mail.references == ["shift-walk/riverside/2026-11-16"])
    #expect(
      mail.text == """
        Shift walk, Riverside, week of Nov 16
        -------------------------------------

        1 of 3 logged so far, 2 working days left (Mon Nov 16 to Sun Nov 22).
        There is still time.

        The walk plan says: 3 in a work week, each 30 min or longer; coordinated
        by a lieutenant of patrol assigned to the neighborhood; with 1 sergeant
        and 1 officer or detective.

        What was logged:

        - Tue Nov 17, 16:10, 31 min: counts

        If it was done, have it logged: nothing more is needed.

        Not for individual performance evaluation.

        """)
  }

  @Test("an incident's clock in hours")
  mutating func incident() throws {
    let mail = try #require(mails("2026-11-17 20:00", [incidentObligation(.atRisk)])["s"])
    #expect(mail.subject == "Post-incident walk, shooting I-7: 0 of 1 logged, 6 h left")
    #expect(
      mail.text.contains(
        "The walk plan says: 1 within 24 h; coordinated by a person of the\ncommunity policing unit."))
    #expect(mail.text.contains("(Tue Nov 17, 02:00 to"))
  }

  @Test(
    "a subject says the thing in 60 characters, whatever the names",
    arguments: [
      ("Riverside", "Shift walk, Riverside: 2 of 3 logged, week of Nov 16"),
      ("Riverside and Old Mill Landing", "Shift walk, Riverside and Old Mill Landing: 2 of 3 logged"),
      (
        "The Neighborhood of Saint Bartholomew by the Northern River",
        "Shift walk, The Neighborhood of Saint…: 2 of 3 logged"
      ),
      (
        String(repeating: "x", count: 200), "Shift walk, \(String(repeating: "x", count: 32))…: 2 of 3 logged"
      ),
      ("River\r\nBcc: all@example.test", "Shift walk, River Bcc: all@example.test: 2 of 3 logged"),
    ])
  mutating func subjects(_ place: String, _ subject: String) throws {
    let mail = try #require(mails("2026-11-25 09:00", [obligation(named: place)])["s"])
    #expect(mail.subject == subject)
    #expect(mail.subject.count <= 60)
  }

  @Test("a subject for many places counts them", arguments: [1, 2, 5, 40])
  mutating func manyPlaces(_ count: Int) throws {
    let missed = (0..<count).map { obligation(place: "n\($0)", named: "Neighborhood number \($0)") }
    let mail = try #require(mails("2026-11-25 09:00", missed)["s"])
    #expect(mail.subject.count <= 60 && mail.cases.count == count)
    if count > 2 { #expect(mail.subject == "Walk plan: \(count) not logged, \(count) places") }
  }

  @Test("the agency's own words are used, and no others of blame")
  mutating func words() throws {
    let words = AlertWords(quota: "engagement plan", missed: "still open")
    let text = AlertText(words: words, calendar: EscalationWorld.calendar, ranks: EscalationWorld.ladder)
    let snapshot = story.world.facts.snapshot(of: obligation())
    let notice = Notice(
      personID: "s", kind: .missed, snapshot: snapshot, quota: EscalationWorld.shiftWalk,
      because: .responsible)
    let person = try #require(story.world.people.first)
    let mail = AlertMail.compose(to: person, [notice, notice], text, now: at("2026-11-25 09:00"))
    #expect(mail.subject == "Engagement plan: 2 still open (Riverside)")
    #expect(
      mail.text.contains("2 of 3 logged, 1 still open") && mail.text.contains("The engagement plan says:"))
    for word in ["quota", "missed", "fail", "violat", "delinquent", "walk plan"] {
      #expect(!mail.text.lowercased().contains(word), "\(word)")
    }
  }

  @Test(
    "periods as people say them",
    arguments: [
      ("2026-11-17", 1, "Tue Nov 17"), ("2026-11-16", 7, "week of Nov 16"), ("2026-11-01", 30, "Nov 2026"),
      ("2026-10-01", 92, "Q4 2026"), ("2026-01-01", 365, "2026"),
    ])
  func periods(_ first: String, _ days: Int, _ text: String) throws {
    let day = try #require(LocalDay(first))
    let calendar = EscalationWorld.calendar
    let obligation = Obligation(
      id: "q/a/\(first)", quota: "q", name: "Town hall",
      holder: .init(kind: .agency, id: "a", name: "Riverton PD"),
      from: calendar.start(of: day), until: calendar.start(of: day.advanced(by: days)), required: 1,
      status: .missed, responsible: [], engagements: [])
    #expect(story.world.facts.text.period(story.world.facts.snapshot(of: obligation)) == text)
  }

  @Test("rules as people read them")
  func rules() {
    var quota = EscalationWorld.shiftWalk
    let (text, snapshot) = (story.world.facts.text, story.world.facts.snapshot(of: obligation(required: 2)))
    quota.minutes = nil
    quota.coordinator = .init(
      ranks: ["sergeant", "lieutenant", "captain", "chief"], notUnitKinds: ["patrol"])
    quota.with = [
      .init(count: 2, who: .persons(.init())), .init(who: .guests(categories: ["city_official", "media"])),
    ]
    #expect(
      text.rule(quota, snapshot)
        == "3 in a work week, here 2 for the days it was due; coordinated by a sergeant or above from outside patrol; with 2 persons and 1 guest (city official or media)."
    )
  }

  private mutating func mails(
    _ time: String, _ obligations: [Obligation], link: String? = nil
  ) -> [String: MailDraft] {
    let (facts, now) = (story.world.facts, at(time))
    let actions =
      story.escalator.judged(obligations, facts, now: now) + story.escalator.due(facts, now: now)
    let drafts = actions.noticesByPerson.compactMap { entry in
      facts.organization.people[entry.personID].map {
        AlertMail.compose(to: $0, entry.notices, facts.text, link: link, now: now)
      }
    }
    return Dictionary(drafts.map { ($0.recipient, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
