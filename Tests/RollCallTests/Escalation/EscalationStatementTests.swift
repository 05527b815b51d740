import Foundation
import Testing

@testable import RollCall

@Suite("Escalation: answers, acknowledgements, waivers")
struct EscalationStatementTests {
  private var story = EscalationRun()
  private let id = obligation().id

  init() { story.run("2026-11-25 09:00", [obligation()]) }

  @Test("an answer by those responsible ends the climb", arguments: ["staffing", "weather", "not_ready"])
  mutating func answer(_ code: String) throws {
    let reason = try #require(EscalationCase.AnswerReason(rawValue: code))
    let actions = try story.escalator.answer(
      id, reason, "Two of five on the street", by: "s", story.world.facts, now: at("2026-11-25 10:00"))
    #expect(actions.events.map(\.type) == [.quotaAnswered])
    #expect(actions.noticesByPerson.isEmpty)
    #expect(story.run("2026-11-27 09:00", [obligation()]) == [])
    #expect(story.nextDue("2026-11-27 09:00") == nil)
    let said = try #require(story.onlyCase?.statements.first)
    #expect(
      said.by.id == "s" && said.at == at("2026-11-25 10:00") && said.text == "Two of five on the street")
  }

  @Test("'done, not logged' holds the case for three working days only, and only once")
  mutating func held() throws {
    _ = try story.escalator.answer(
      id, .doneNotLogged, "", by: "s", story.world.facts, now: at("2026-11-25 10:00"))
    #expect(story.run("2026-11-27 09:00", [obligation()]) == [])
    #expect(story.nextDue("2026-11-27 09:00") == at("2026-12-01 10:00"))
    #expect(story.run("2026-12-01 09:59", [obligation()]) == [])
    #expect(story.run("2026-12-01 10:00", [obligation()]) == ["l escalated 1"])
    #expect(refusal(.answer(.doneNotLogged), by: "s") == "conflict")
    #expect(refusal(.answer(.staffing), by: "s") == nil)
  }

  @Test("the record arrives while the case is held")
  mutating func heldCleared() throws {
    _ = try story.escalator.answer(
      id, .doneNotLogged, "", by: "s", story.world.facts, now: at("2026-11-25 10:00"))
    #expect(story.run("2026-11-26 09:00", [obligation(.met, counted: 3)]) == ["s cleared met"])
    let found = try #require(story.onlyCase)
    #expect(try EscalationCase(stored: found.stored()) == found)
    #expect(story.nextDue("2026-11-26 09:00") == nil)
  }

  @Test("a held case whose climb had ended stays ended")
  mutating func heldAtTheEnd() throws {
    for time in ["2026-11-27 09:00", "2026-12-01 09:00", "2026-12-03 09:00"] {
      story.run(time, [obligation()])
    }
    _ = try story.escalator.answer(
      id, .doneNotLogged, "", by: "s", story.world.facts, now: at("2026-12-03 10:00"))
    #expect(story.run("2026-12-08 10:00", [obligation()]) == [])
    #expect(story.onlyCase?.stateName == "exhausted")
    #expect(story.nextDue("2026-12-08 10:00") == nil)
  }

  @Test("acknowledged with a plan, waived with a reason: the climb ends, and the event says who")
  mutating func supervisors() throws {
    let actions = try story.escalator.acknowledge(
      id, "Two more on Friday", by: "c", story.world.facts, now: at("2026-11-25 10:00"))
    let json = String(decoding: try #require(actions.events.first).data, as: UTF8.self)
    #expect(json.contains(#""by":{"id":"c","name":"Maria Ruiz"},"at":"2026-11-25T15:00:00Z""#))
    #expect(story.nextDue("2026-11-25 10:00") == nil)
    _ = try story.escalator.waive(id, "Storm", by: "h", story.world.facts, now: at("2026-11-25 11:00"))
    #expect(story.onlyCase?.isWaived == true)
    #expect(story.onlyCase?.timeline.last?.text == "Chief Ida Ode waived it. \u{201C}Storm\u{201D}")
  }

  @Test(
    "who may say what",
    arguments: [
      (EscalationCase.Saying.answer(.staffing), "s", nil), (.answer(.staffing), "l", "notAllowed"),
      (.answer(.staffing), "nobody", "notAllowed"), (.acknowledgement, "s", "notAllowed"),
      (.acknowledgement, "l", nil), (.waiver, "l", nil), (.waiver, "c", nil), (.waiver, "h", nil),
      (.waiver, "x", "notAllowed"), (.waiver, "gone", "notAllowed"), (.waiver, "s", "notAllowed"),
    ] as [(EscalationCase.Saying, String, String?)])
  mutating func authority(_ saying: EscalationCase.Saying, by person: String, refused: String?) {
    story.world.people += [
      EscalationWorld.person("x", "Gus Zorn", "captain", above: "h"),
      EscalationWorld.person("gone", "Hal Quay", "captain", above: "h", until: LocalDay("2026-11-01")),
    ]
    story.world.change("l") { .init(like: $0, supervisor: "c") }
    #expect(refusal(saying, by: person) == refused)
  }

  @Test("who was told in place of a vacant post may answer for it, and waive it as a supervisor")
  mutating func standIn() {
    story = EscalationRun()
    story.run("2026-11-25 09:00", [obligation(responsible: [])])
    #expect(refusal(.answer(.vacant), by: "s") == "notAllowed")
    #expect(refusal(.answer(.vacant), by: "c") == nil)
    #expect(refusal(.waiver, by: "c") == nil)
  }

  @Test("one of those responsible does not waive it, also where they supervise another of them")
  mutating func own() {
    story = EscalationRun()
    story.run("2026-11-25 09:00", [obligation(responsible: ["l", "c"])])
    #expect(refusal(.waiver, by: "c") == "notAllowed")
    #expect(refusal(.waiver, by: "h") == nil)
  }

  @Test("what is over is over")
  mutating func conflicts() {
    #expect(refusal(.answer(.weather), by: "s") == nil)
    #expect(refusal(.answer(.weather), by: "s") == "conflict")
    #expect(refusal(.acknowledgement, by: "l") == nil)
    #expect(refusal(.acknowledgement, by: "c") == "conflict")
    #expect(refusal(.answer(.weather), by: "s") == nil)
    #expect(story.onlyCase?.stateName == "acknowledged")
    #expect(refusal(.waiver, by: "c") == nil)
    #expect(refusal(.answer(.weather), by: "s") == "conflict")
    story.run("2026-11-26 09:00", [obligation(.met, counted: 3)])
    #expect(refusal(.waiver, by: "c") == "conflict")
  }

  @Test("a waiver and a plan need words, and not a book")
  mutating func words() {
    #expect(refusal(.waiver, by: "l", text: " \n") == "incomplete")
    #expect(refusal(.acknowledgement, by: "l", text: "") == "incomplete")
    #expect(refusal(.waiver, by: "l", text: String(repeating: "a", count: 4001)) == "incomplete")
  }

  @Test("a case that is none")
  mutating func notFound() {
    #expect(
      throws: EscalationRefusal.notFound(
        "There is no case 'x/y/z'. 'rollcallctl cases' lists those there are.")
    ) {
      try story.escalator.answer("x/y/z", .other, "", by: "s", story.world.facts, now: at("2026-11-25 10:00"))
    }
  }

  @Test("a case in JSON tells each step, whom it told and why, and what was said")
  mutating func json() throws {
    story.world.change("l") { .init(like: $0, email: nil) }
    story.run("2026-11-27 09:00", [obligation()])
    #expect(refusal(.answer(.weather), by: "s") == nil)
    let found = try #require(story.onlyCase)
    let json = String(decoding: JSONWriter.object { found.write(to: &$0) }, as: UTF8.self)
    #expect(
      json.hasPrefix(
        #"{"id":"shift-walk/riverside/2026-11-16","state":"answered","openedAt":"2026-11-25T14:00:00Z","#))
    #expect(
      json.contains(
        #"{"step":1,"dueAt":"2026-11-27T14:00:00Z","firedAt":"2026-11-27T14:00:00Z","told":[{"id":"c","name":"Maria Ruiz","because":"no_address"}],"skipped":[{"id":"l","name":"Lt. Ana Silva","reason":"no_address"}]}"#
      ))
    #expect(
      json.contains(
        #""statements":[{"kind":"answer","reason":"weather","by":{"id":"s","name":"Bo Kelling"},"at":"2026-11-25T15:00:00Z","text":"For a reason"}]"#
      ))
    #expect(
      json.contains(#"{"at":"2026-11-25T14:00:00Z","text":"Step 0: told Sgt. Bo Kelling (responsible)."}"#))
  }

  @Test("a refusal changes nothing")
  mutating func unchanged() {
    _ = story.escalator.takeChanges()
    _ = refusal(.waiver, by: "s")
    #expect(story.escalator.takeChanges().cases.isEmpty)
  }

  private mutating func refusal(
    _ saying: EscalationCase.Saying, by person: String, text: String = "For a reason"
  ) -> String? {
    let (facts, now) = (story.world.facts, at("2026-11-25 10:00"))
    do {
      switch saying {
      case .answer(let reason):
        _ = try story.escalator.answer(id, reason, text, by: person, facts, now: now)
      case .acknowledgement: _ = try story.escalator.acknowledge(id, text, by: person, facts, now: now)
      case .waiver: _ = try story.escalator.waive(id, text, by: person, facts, now: now)
      }
      return nil
    } catch {
      #expect(!error.description.isEmpty)
      switch error {
      case .notFound: return "notFound"
      case .notAllowed: return "notAllowed"
      case .conflict: return "conflict"
      case .incomplete: return "incomplete"
      }
    }
  }
}
