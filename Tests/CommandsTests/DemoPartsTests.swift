import Foundation
import RollCall
import Testing

@testable import Commands

@Suite("demo: what it reads and prints")
struct DemoPartsTests {
  @Test("a mail's header, folded and with a name in quotes")
  func header() throws {
    let message = """
      Return-Path: <rollcall@example.gov>
      From: Roll call <rollcall@example.gov>
      To: "Sgt. Bo Kelling" <bo.kelling@example.gov>
      Subject: Squad walk, Mill Hill: 1 of 3 logged,
       week of Nov 2
      Date: Wed, 11 Nov 2026 06:00:00 -0500

      Subject: not a header any more
      """
    let mail = try #require(DemoMail(message: Data(message.utf8)))
    #expect(mail.name == "Sgt. Bo Kelling" && mail.address == "bo.kelling@example.gov")
    #expect(mail.subject == "Squad walk, Mill Hill: 1 of 3 logged, week of Nov 2")
    #expect(mail.date.rfc3339 == "2026-11-11T11:00:00Z")
  }

  @Test(
    "what is no mail of ours is passed over",
    arguments: [
      "", "\n", "To: a@example.gov\nSubject: x\n\n", "To: a@example.gov\nSubject: x\nDate: today\n\n",
    ])
  func strangers(message: String) { #expect(DemoMail(message: Data(message.utf8)) == nil) }

  @Test("text is wrapped at 78 columns, and the gap after a moment stays")
  func wrapping() {
    let words = (1...60).map { "word\($0)" }.joined(separator: " ")
    let lines = DemoReport.wrap("Wed, Nov 11, 06:00  " + words, rest: "  ")
    #expect(lines.count > 4 && lines.allSatisfy { $0.count <= 78 })
    #expect(lines[0].hasPrefix("Wed, Nov 11, 06:00  word1 word2"))
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  word") })
    #expect(lines.joined(separator: " ").split(separator: " ").suffix(60) == words.split(separator: " ")[...])
  }

  @Test("a word too long for a line stands on its own, whole")
  func longWord() {
    let path = "/" + String(repeating: "x", count: 100)
    #expect(DemoReport.wrap("See \(path) there") == ["See", path, "there"])
  }

  @Test("the clock stands where it is set, then runs on from the present it was given")
  func clock() throws {
    let start = try #require(Date(rfc3339: "2026-11-02T05:00:00Z"))
    let present = try #require(Date(rfc3339: "2031-03-01T12:00:00Z"))
    let clock = DemoClock(start, present: present)
    #expect(clock.now == start)
    clock.set(to: present)
    #expect(clock.now == present)
    clock.run()
    let (first, second) = (clock.now, clock.now)
    #expect(first >= present && first < present.addingTimeInterval(3600) && second >= first)
  }

  @Test("an event of the feed, with whom it told")
  func event() throws {
    let line = """
      {"specversion":"1.0","id":"7","type":"rollcall.quota.missed","subject":"squad-walk/mill-hill/2026-11-02",\
      "time":"2026-11-11T11:00:00Z","data":{"headline":"h","text":"t","told":[{"id":"322","name":"Bo Kelling"}]}}
      """
    let event = try #require(DemoListener.Event(Array(line.utf8)))
    #expect(event.id == 7 && event.type == "quota.missed" && event.told == ["322"] && event.text == "t")
    #expect(DemoListener.Event(Array("{}".utf8)) == nil)
  }
}
