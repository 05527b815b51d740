import Foundation
import Testing

@testable import RollCall

@Suite("Escalation: clearing, quiet hours, nudges")
struct EscalationStoryTests {
  private var story = EscalationRun()

  @Test("late paperwork clears the case: everyone who was told hears it once")
  mutating func clears() {
    story.run("2026-11-25 09:00", [obligation()])
    story.run("2026-11-27 09:00", [obligation()])
    let met = obligation(.met, counted: 3)
    #expect(story.run("2026-11-27 11:00", [met]) == ["l cleared met", "s cleared met"])
    #expect(story.run("2026-11-27 11:01", [met]) == [])
    #expect(story.nextDue("2026-11-27 11:01") == nil)
    #expect(story.run("2026-12-24 09:00", [met]) == [])
    #expect(story.eventTypes == ["quota.missed", "quota.escalated", "quota.cleared", "quota.met"])
  }

  @Test("a voided record reopens it: those told hear that, and the next step's delay begins anew")
  mutating func reopens() throws {
    story.run("2026-11-25 09:00", [obligation()])
    story.run("2026-11-25 15:00", [obligation(.met, counted: 3)])
    #expect(story.run("2026-12-08 12:00", [obligation()]) == ["s reopened"])
    #expect(story.nextDue("2026-12-08 12:00") == at("2026-12-09 12:00"))
    #expect(story.run("2026-12-09 12:00", [obligation()]) == ["l escalated 1"])
    #expect(
      story.run("2026-12-09 13:00", [obligation(.met, counted: 3)]) == ["l cleared met", "s cleared met"])
    #expect(story.eventTypes.filter { $0 == "quota.met" }.count == 1)
    #expect(try #require(story.onlyCase).told.map(\.id) == ["s", "l"])
  }

  @Test("what was waived stays waived when a record comes and goes")
  mutating func waivedStays() throws {
    story.run("2026-11-25 09:00", [obligation()])
    _ = try story.escalator.waive(
      obligation().id, "Storm all week", by: "l", story.world.facts, now: at("2026-11-25 10:00"))
    #expect(story.run("2026-11-27 09:00", [obligation(.waived)]) == [])
    #expect(story.run("2026-11-27 10:00", [obligation(.met, counted: 3)]) == ["s cleared met"])
    #expect(story.run("2026-11-27 11:00", [obligation()]) == ["s reopened"])
    #expect(try #require(story.onlyCase).isWaived)
    #expect(story.nextDue("2026-11-27 11:00") == nil)
  }

  @Test("an incident that turns out to be none clears its case, if all of its time was judged")
  mutating func vanishes() {
    let missed = incidentObligation(.missed)
    #expect(story.run("2026-11-18 02:00", [missed]) == ["s missed"])
    #expect(story.run("2026-11-18 03:00", []) == [])
    let elsewhere = at("2026-11-20 00:00")..<at("2026-11-21 00:00")
    #expect(story.run("2026-11-18 03:00", [], covering: elsewhere) == [])
    let covering = at("2026-11-16 00:00")..<at("2026-11-21 00:00")
    #expect(story.run("2026-11-18 04:00", [], covering: covering) == ["s cleared gone"])
    #expect(story.run("2026-11-18 05:00", [], covering: covering) == [])
  }

  @Test("a case that nobody heard of is cleared without a word")
  mutating func unheard() {
    story.world.rule = EscalationRule(quiet: .init(from: .init(minutes: 21 * 60), until: .init(minutes: 360)))
    #expect(story.run("2026-11-25 00:00", [obligation()]) == [])
    #expect(story.run("2026-11-25 05:00", [obligation(.excused)]) == [])
    #expect(story.run("2026-11-25 06:00", [obligation(.excused)]) == [])
    #expect(story.events.isEmpty)
  }

  @Test("nothing is sent in quiet hours: the first step waits for the morning, the next keep their delay")
  mutating func quiet() {
    story.world.rule = EscalationRule(quiet: .init(from: .init(minutes: 21 * 60), until: .init(minutes: 360)))
    #expect(story.run("2026-11-25 00:00", [obligation()]) == [])
    #expect(story.nextDue("2026-11-25 00:00") == at("2026-11-25 06:00"))
    #expect(story.run("2026-11-25 06:00", [obligation()]) == ["s missed"])
    #expect(story.nextDue("2026-11-25 06:00") == at("2026-11-27 06:00"))
    #expect(story.run("2026-11-27 22:00", [obligation()]) == [])
    #expect(story.nextDue("2026-11-27 22:00") == at("2026-11-28 06:00"))
    #expect(story.run("2026-11-28 03:00", [obligation(.met, counted: 3)]) == [])
    #expect(story.nextDue("2026-11-28 03:00") == at("2026-11-28 06:00"))
    #expect(story.run("2026-11-28 06:00", [obligation(.met, counted: 3)]) == ["s cleared met"])
  }

  @Test("cleared and open again in one night: nobody hears either")
  mutating func overnight() {
    story.world.rule = EscalationRule(quiet: .init(from: .init(minutes: 21 * 60), until: .init(minutes: 360)))
    story.run("2026-11-25 12:00", [obligation()])
    story.run("2026-11-25 23:00", [obligation(.met, counted: 3)])
    story.run("2026-11-25 23:30", [obligation()])
    #expect(story.run("2026-11-26 06:00", [obligation()]) == [])
  }

  @Test("open again and cleared in one night: the last they heard still holds")
  mutating func overnightAgain() {
    story.world.rule = EscalationRule(quiet: .init(from: .init(minutes: 21 * 60), until: .init(minutes: 360)))
    story.run("2026-11-25 12:00", [obligation()])
    #expect(story.run("2026-11-25 13:00", [obligation(.met, counted: 3)]) == ["s cleared met"])
    story.run("2026-11-25 23:00", [obligation()])
    story.run("2026-11-25 23:30", [obligation(.met, counted: 3)])
    #expect(story.run("2026-11-26 06:00", [obligation(.met, counted: 3)]) == [])
  }

  @Test(
    "quiet hours end",
    arguments: [
      ("21:00", "06:00", "2026-11-24 22:00", "2026-11-25 06:00"),
      ("21:00", "06:00", "2026-11-25 06:00", "2026-11-25 06:00"),
      ("21:00", "06:00", "2026-11-25 20:59", "2026-11-25 20:59"),
      ("01:00", "05:00", "2026-11-25 03:00", "2026-11-25 05:00"),
      ("05:00", "05:00", "2026-11-25 05:00", "2026-11-25 05:00"),
      ("21:00", "02:30", "2026-03-08 01:59", "2026-03-08 03:00"),
    ])
  func quietEnds(_ from: String, _ until: String, _ now: String, _ end: String) throws {
    let quiet = QuietHours(from: try #require(TimeOfDay(from)), until: try #require(TimeOfDay(until)))
    #expect(quiet.end(atOrAfter: at(now), EscalationWorld.calendar) == at(end))
  }

  @Test("the clock set back over the end of quiet hours: the second hour is not quiet for a day")
  func quietTwice() throws {
    let quiet = QuietHours(from: .init(minutes: 1260), until: .init(minutes: 90))
    let second = at("2026-11-01 01:10").addingTimeInterval(3600)
    #expect(quiet.end(atOrAfter: second, EscalationWorld.calendar) == second)
  }

  @Test("at risk: one nudge, to those responsible; nobody above")
  mutating func nudge() {
    let risky = obligation(.atRisk, counted: 0)
    #expect(story.run("2026-11-19 09:00", [risky]) == ["s nudge at_risk"])
    #expect(story.run("2026-11-20 09:00", [risky]) == [])
    #expect(story.run("2026-11-20 10:00", [obligation(.open, counted: 2)]) == [])
    #expect(story.run("2026-11-20 11:00", [risky]) == [])
    #expect(story.eventTypes == ["quota.at_risk"])
  }

  @Test("at risk for a line rank: those who could still do it hear as well")
  mutating func lineNudge() {
    story.world.people += [
      EscalationWorld.person("o1", "Di Vale", "officer", above: "s"),
      EscalationWorld.person("o2", "Ed Wren", "officer", above: "s"),
      EscalationWorld.person("o3", "Flo Yarr", "officer", above: "s", email: nil),
    ]
    story.world.assignments = ["o1", "o3", "l"].map { Assignment(neighborhoodID: "riverside", personID: $0) }
    let risky = obligation(.atRisk, quota: EscalationWorld.officerWalk)
    #expect(story.run("2026-11-19 09:00", [risky]) == ["o1 nudge at_risk", "s nudge at_risk"])
  }

  @Test("a nudge waits for the end of quiet hours, and is not sent if it has become needless")
  mutating func quietNudge() {
    story.world.rule = EscalationRule(quiet: .init(from: .init(minutes: 21 * 60), until: .init(minutes: 360)))
    #expect(story.run("2026-11-19 00:00", [obligation(.atRisk)]) == [])
    #expect(story.nextDue("2026-11-19 00:00") == at("2026-11-19 06:00"))
    var other = story
    #expect(story.run("2026-11-19 06:00", [obligation(.atRisk)]) == ["s nudge at_risk"])
    #expect(other.run("2026-11-19 06:00", [obligation(.open)]) == [])
  }

  @Test("an incident: nudges at a quarter and three quarters, then a case at once, quiet hours or not")
  mutating func incident() {
    story.world.rule = EscalationRule(quiet: .init(from: .init(minutes: 21 * 60), until: .init(minutes: 600)))
    #expect(story.run("2026-11-17 02:00", [incidentObligation(.open)]) == [])
    #expect(story.nextDue("2026-11-17 02:00") == at("2026-11-17 08:00"))
    #expect(story.run("2026-11-17 08:00", [incidentObligation(.atRisk)]) == ["s nudge quarter"])
    #expect(story.run("2026-11-17 09:00", [incidentObligation(.atRisk)]) == [])
    #expect(story.nextDue("2026-11-17 09:00") == at("2026-11-17 20:00"))
    #expect(story.run("2026-11-17 20:00", [incidentObligation(.atRisk)]) == ["s nudge three_quarters"])
    #expect(story.nextDue("2026-11-17 20:00") == at("2026-11-18 02:00"))
    #expect(story.run("2026-11-18 02:00", [incidentObligation(.missed)]) == ["s missed"])
    #expect(story.nextDue("2026-11-18 02:00") == at("2026-11-19 10:00"))
  }

  @Test("an incident heard of late: of two marks passed at once only the later is said")
  mutating func lateIncident() {
    #expect(story.run("2026-11-17 22:00", [incidentObligation(.atRisk)]) == ["s nudge three_quarters"])
    #expect(story.run("2026-11-17 23:00", [incidentObligation(.atRisk)]) == [])
  }

  @Test("a walk was held: quota.met once, for the agency, with the neighborhood's progress and no names")
  mutating func met() throws {
    let beside = obligation(.open, quota: EscalationWorld.officerWalk, counted: 1)
    story.run("2026-11-19 09:00", [obligation(.met, counted: 3), beside])
    story.run("2026-11-19 10:00", [obligation(.met, counted: 3), beside])
    let event = try #require(story.events.first)
    #expect(story.events.count == 1 && event.audience == .agency)
    let json = String(decoding: event.data, as: UTF8.self)
    #expect(json.hasPrefix(#"{"headline":"Shift walk, Riverside: 3 of 3 logged","text":"#))
    #expect(
      json.contains(
        #""progress":[{"id":"officer-walk/riverside/2026-11-16","name":"Officer walk","required":3,"counted":1}"#
      ))
    #expect(!json.contains("Kelling") && !json.contains("responsible"))
  }

  @Test("a leader's own plan that was met is told to command alone")
  mutating func personMet() throws {
    let own = Obligation(
      id: "captain-walk/c/2026-11-16", quota: "shift-walk", name: "Captain walk",
      holder: .init(kind: .person, id: "c", name: "Maria Ruiz"), from: at("2026-11-16 00:00"),
      until: at("2026-11-23 00:00"), required: 0, status: .met, responsible: ["c"], engagements: [])
    story.run("2026-11-19 09:00", [own])
    #expect(try #require(story.events.first).audience == .command)
  }

  @Test("the event of a missed obligation stands on its own")
  mutating func missedEvent() throws {
    story.world.change("s") { .init(like: $0, email: nil) }
    story.run(
      "2026-11-25 09:00",
      [
        obligation(
          counted: 1, uncounted: [.init(id: "e9", reasons: [.init(.tooShort, "22 min, 30 required")])])
      ])
    let event = try #require(story.events.first)
    #expect(event.audience == .command && event.subject == "shift-walk/riverside/2026-11-16")
    #expect(
      String(decoding: event.data, as: UTF8.self) == """
        {"headline":"Shift walk, Riverside: 1 of 3 logged, week of Nov 16",\
        "text":"Shift walk, Riverside, week of Nov 16: 1 of 3 logged, 2 not logged. Told: Lt. Ana Silva.",\
        "case":"shift-walk/riverside/2026-11-16","step":0,"told":[{"id":"l","name":"Ana Silva"}],\
        "skipped":[{"id":"s","name":"Sgt. Bo Kelling","reason":"no_address"}],\
        "obligation":{"id":"shift-walk/riverside/2026-11-16","quota":"shift-walk","name":"Shift walk",\
        "holder":{"kind":"neighborhood","id":"riverside","name":"Riverside"},\
        "period":{"from":"2026-11-16T05:00:00Z","until":"2026-11-23T05:00:00Z"},"required":3,"counted":1,\
        "status":"missed","responsible":[{"id":"s","name":"Bo Kelling"}],"engagements":[\
        {"id":"e0","counts":true,"reasons":[]},\
        {"id":"e9","counts":false,"reasons":[{"code":"too_short","text":"22 min, 30 required"}]}]},\
        "notice":"Not for individual performance evaluation."}
        """)
  }
}
