import Foundation
import RollCall
import Testing

@testable import Importing

@Suite("Times of an export")
struct TimeTests {
  @Test(
    "each form reads its times",
    arguments: [
      ("%Y-%m-%d %H:%M:%S", "2023-01-05 20:23:25", "2023-01-05T20:23:25Z"),
      ("%Y-%m-%d %H:%M:%S", "2024-02-29 00:00:00", "2024-02-29T00:00:00Z"),
      ("%Y-%m-%d %H:%M:%S.%f", "2023-01-05 20:23:25.0000000", "2023-01-05T20:23:25Z"),
      ("%m/%d/%Y %I:%M:%S %p", "1/5/2023 8:03:05 PM", "2023-01-05T20:03:05Z"),
      ("%m/%d/%Y %I:%M:%S %p", "01/05/2023  12:00:00 AM", "2023-01-05T00:00:00Z"),
      ("%m/%d/%Y %I:%M %p", "1/5/2023 12:30 p.m.", "2023-01-05T12:30:00Z"),
      ("%m%d%Y %H%M%S", "01052023 202325", "2023-01-05T20:23:25Z"),
      ("%m%d%Y %H%M", "12312023 0005", "2023-12-31T00:05:00Z"),
      ("%d.%m.%Y %H:%M", "5.1.2023 7:05", "2023-01-05T07:05:00Z"),
      ("%d-%b-%y %H:%M:%S", "05-JAN-23 20:23:25", "2023-01-05T20:23:25Z"),
      ("%Y-%m-%dT%H:%M:%S%z", "2023-01-05T20:23:25Z", "2023-01-05T20:23:25Z"),
      ("%Y-%m-%dT%H:%M:%S%z", "2023-01-05T20:23:25-08:00", "2023-01-06T04:23:25Z"),
      ("%Y-%m-%d %H:%M:%S", "2023-06-30 23:59:60", "2023-07-01T00:00:00Z"),
    ])
  func reads(pattern: String, text: String, expected: String) throws {
    let time = try #require(try TimePattern(pattern).read(text))
    #expect(WallClock(.gmt).reading(time) == .once(try #require(Date(rfc3339: expected))))
  }

  @Test(
    "what is not of the form is no time",
    arguments: [
      ("%Y-%m-%d %H:%M:%S", "2023-02-30 00:00:00"), ("%Y-%m-%d %H:%M:%S", "2023-01-05 24:00:00"),
      ("%Y-%m-%d %H:%M:%S", "2023-01-05 20:23"), ("%Y-%m-%d %H:%M:%S", "2023-01-05 20:23:25 PST"),
      ("%Y-%m-%d %H:%M:%S", "202-01-05 20:23:25"), ("%Y-%m-%d %H:%M:%S", "2023-13-05 20:23:25"),
      ("%m%d%Y %H%M%S", "1052023 202325"), ("%m/%d/%Y %I:%M %p", "1/5/2023 13:00 PM"),
      ("%m/%d/%Y %I:%M %p", "1/5/2023 0:30 AM"), ("%m/%d/%Y %I:%M %p", "1/5/2023 8:30"),
      ("%Y-%m-%d %H:%M:%S", ""), ("%Y-%m-%d %H:%M:%S", "Z"), ("%d-%b-%y %H:%M", "05-JNA-23 20:23"),
    ])
  func refuses(pattern: String, text: String) throws {
    #expect(try TimePattern(pattern).read(text) == nil)
  }

  @Test(
    "a form that is none says why",
    arguments: [
      ("%Y-%m-%d", "needs a year, a month, a day and an hour, as in '%Y-%m-%d %H:%M:%S'"),
      ("%Y-%m-%d %I:%M", "'%I' (hour of twelve) and '%p' (AM or PM) need each other; '%H' counts to 24"),
      ("%Y-%m-%d %H:%Q", "knows only %Y %y %m %b %d %H %I %p %M %S %f %z and %%"),
      ("%Y-%m-%d %H:%", "knows only %Y %y %m %b %d %H %I %p %M %S %f %z and %%"),
    ])
  func problems(pattern: String, reason: String) {
    let problem = #expect(throws: TimePattern.Problem.self) { try TimePattern(pattern) }
    #expect(problem?.description == reason)
  }

  @Test("the hour that is skipped and the hour that comes twice")
  func daylight() throws {
    let clock = WallClock(try #require(TimeZone(identifier: "America/New_York")))
    func reading(_ text: String) throws -> WallClock.Reading {
      clock.reading(try #require(try TimePattern("%Y-%m-%d %H:%M:%S").read(text)))
    }
    func date(_ text: String) throws -> Date { try #require(Date(rfc3339: text)) }
    #expect(try reading("2026-03-08 01:59:59") == .once(try date("2026-03-08T06:59:59Z")))
    #expect(try reading("2026-03-08 02:30:00") == .never(try date("2026-03-08T07:30:00Z")))
    #expect(try reading("2026-03-08 03:00:00") == .once(try date("2026-03-08T07:00:00Z")))
    #expect(try reading("2026-11-01 00:59:59") == .once(try date("2026-11-01T04:59:59Z")))
    let twice = try reading("2026-11-01 01:10:00")
    #expect(twice == .twice(try date("2026-11-01T05:10:00Z"), try date("2026-11-01T06:10:00Z")))
    #expect(twice.notBefore(try date("2026-11-01T05:50:00Z")) == (try date("2026-11-01T06:10:00Z")))
    #expect(twice.notBefore(try date("2026-11-01T05:00:00Z")) == (try date("2026-11-01T05:10:00Z")))
    #expect(try reading("2026-11-01 02:00:00") == .once(try date("2026-11-01T07:00:00Z")))
  }

  @Test(
    "every instant of a year is found again from what the clock showed",
    arguments: ["America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu"])
  func roundTrip(identifier: String) throws {
    let zone = try #require(TimeZone(identifier: identifier))
    let clock = WallClock(zone)
    let start = try #require(Date(rfc3339: "2026-01-01T00:00:00Z")).seconds
    for step in 0..<17_520 {
      let instant = Date(seconds: start + step * 1800)
      let shown = WallTime(seconds: instant.seconds + zone.secondsFromGMT(for: instant))
      switch clock.reading(shown) {
      case .once(let date): #expect(date == instant)
      case .twice(let first, let second): #expect(first < second && (first == instant || second == instant))
      case .never: Issue.record("\(instant.rfc3339) was shown")
      }
    }
  }

  @Test(
    "durations",
    arguments: [
      (.minutes, "22.5", 1350), (.minutes, "0", 0), (.seconds, "90", 90), (.hours, "1.5", 5400),
      (.clock, "0:22", 1320), (.clock, "1:02:03", 3723), (.clock, "1:75", nil), (.clock, "22", nil),
      (.clock, "-1:10", nil), (.minutes, "-5", nil), (.minutes, "nan", nil), (.minutes, "inf", nil),
      (.hours, "200", nil), (.minutes, "", nil),
    ] as [(CADMapping.DurationUnit, String, Int?)])
  func durations(unit: CADMapping.DurationUnit, text: String, seconds: Int?) {
    #expect(unit.seconds(text) == seconds)
  }
}
