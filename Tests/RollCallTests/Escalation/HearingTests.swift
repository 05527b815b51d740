import Foundation
import Testing

@testable import RollCall

/// Why somebody was or was not told of a case on a day.
@Suite struct HearingTests {
  /// Opened on Wednesday, answered on Friday noon; Bo told on Wednesday, Ada passed over and Maria told on Thursday.
  static let account = #"""
    [{ "id": "walk/riverside/2026-11-09", "state": "answered", "openedAt": "2026-11-18T14:00:00Z",
      "obligation": { "name": "Walk", "holder": { "kind": "neighborhood", "id": "riverside", "name": "Riverside" },
        "period": { "from": "2026-11-09T05:00:00Z", "until": "2026-11-16T05:00:00Z" }, "required": 3, "counted": 1,
        "responsible": [{ "id": "kelling", "name": "Bo Kelling" }] },
      "steps": [
        { "step": 0, "dueAt": "2026-11-18T14:00:00Z", "firedAt": "2026-11-18T14:00:00Z",
          "told": [{ "id": "kelling", "name": "Bo Kelling", "because": "responsible" }], "skipped": [] },
        { "step": 1, "dueAt": "2026-11-19T14:00:00Z", "firedAt": "2026-11-19T14:00:00Z",
          "told": [{ "id": "ruiz", "name": "Maria Ruiz", "because": "no_address" }],
          "skipped": [{ "id": "okafor", "name": "Lt. Ada Okafor", "reason": "no_address" }] }],
      "statements": [
        { "kind": "answer", "reason": "done_not_logged", "by": { "id": "kelling", "name": "Bo Kelling" },
          "at": "2026-11-18T15:00:00Z", "text": "" },
        { "kind": "answer", "reason": "staffing", "by": { "id": "kelling", "name": "Bo Kelling" },
          "at": "2026-11-20T17:00:00Z", "text": "two ill" }],
      "timeline": [] }]
    """#

  static func hearing(_ person: String, _ day: LocalDay) throws -> Hearing? {
    let account = try #require(try CaseAccount.list(Array(account.utf8)).first)
    let organization = Town().facts.organization
    return Hearing(
      of: person, about: account, on: day, ChainOfCommand(organization, on: day), Town.calendar())
  }

  @Test(
    "what they were told by the end of the day",
    arguments: [
      ("kelling", "2026-11-17", "not_open_yet"), ("kelling", "2026-11-18", "told"),
      ("kelling", "2026-11-19", "told_before"), ("ruiz", "2026-11-18", "told_later"),
      ("ruiz", "2026-11-19", "told"), ("okafor", "2026-11-18", "not_reached"),
      ("okafor", "2026-11-19", "passed_over"), ("abel", "2026-11-19", "not_reached"),
      ("abel", "2026-11-20", "ended"), ("silva", "2026-11-19", "none"), ("moss", "2026-11-19", "none"),
    ] as [(String, LocalDay, String)])
  func outcome(person: String, day: LocalDay, code: String) throws {
    #expect(try Self.hearing(person, day)?.outcome.code ?? "none" == code)
  }

  @Test("the sentences name the figures")
  func sentences() throws {
    let text = HearingText(Town().facts.organization, Town.calendar(), on: "2026-11-20")
    #expect(
      try Self.hearing("abel", "2026-11-20").map(text.outcome)
        == "Not told: an answer by Bo Kelling, Fri, Nov 20, 12:00, ended the climb before it came to them.")
    #expect(
      try Self.hearing("okafor", "2026-11-20").map(text.outcome)
        == "Not told: step 1, Thu, Nov 19, 09:00, passed them over: no e-mail address.")
    #expect(
      try Self.hearing("ruiz", "2026-11-19").map(text.outcome)
        == "Told Thu, Nov 19, 09:00, with step 1: in place of, or beside, somebody: no e-mail address.")
  }
}
