import Foundation
import RollCall
import Testing

@Suite struct DigestTimetableTests {
  static let newYork = AgencyCalendar(timeZone: TimeZone(identifier: "America/New_York") ?? .gmt)
  static let three = ["day": "06:45", "evening": "14:45", "night": "22:45"]

  static func timetable(_ rollCalls: [String: String]) -> DigestTimetable {
    let shifts = rollCalls.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { id, time in
      Shift(id: id, name: id, rollCall: TimeOfDay(time) ?? .midnight)
    }
    return DigestTimetable(shifts: shifts, calendar: newYork)
  }

  static func instant(_ text: String) -> Date { Date(rfc3339: text) ?? .distantPast }
  static func key(_ text: String) -> DigestKey {
    let parts = text.split(separator: "/").map(String.init)
    return DigestKey(day: LocalDay(parts[0]) ?? LocalDay(number: 0), shift: parts[1])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var rollCalls = three
    let now: String
    var made: [String] = []
    let due: [String]

    init(
      _ what: String, _ rollCalls: [String: String] = three, at now: String, made: [String] = [],
      due: String...
    ) {
      testDescription = what
      self.rollCalls = rollCalls
      self.now = now
      self.made = made
      self.due = due
    }
  }

  @Test(
    "what is due",
    arguments: [
      Case(
        "a second before the roll call: the night shift's alone", at: "2026-11-17T11:44:59Z",
        due: "2026-11-16/night"),
      Case("at the roll call, to the second", at: "2026-11-17T11:45:00Z", due: "2026-11-17/day"),
      Case("made already, whatever restarts", at: "2026-11-17T11:45:01Z", made: ["2026-11-17/day"]),
      Case(
        "down for minutes: made late", at: "2026-11-17T12:10:00Z", made: ["2026-11-16/night"],
        due: "2026-11-17/day"),
      Case(
        "down for a shift: only the one that is running", at: "2026-11-17T20:00:00Z",
        due: "2026-11-17/evening"),
      Case(
        "down for weeks: only the one that is running", at: "2026-12-08T20:00:00Z",
        made: ["2026-11-16/night"], due: "2026-12-08/evening"),
      Case(
        "the night shift runs past midnight and keeps its day", at: "2026-11-18T08:00:00Z", made: [],
        due: "2026-11-17/night"),
      Case(
        "a clock set back does not repeat", at: "2026-11-17T11:50:00Z",
        made: ["2026-11-17/day", "2026-11-17/evening"]),
      Case(
        "a clock set back by a day does not repeat", at: "2026-11-16T20:00:00Z",
        made: ["2026-11-16/evening", "2026-11-17/day"]),
      Case(
        "the next local day makes the next one", at: "2026-11-18T11:45:00Z", made: ["2026-11-17/day"],
        due: "2026-11-18/day"),
      Case("a single shift runs 24 h", ["all": "06:45"], at: "2026-11-18T11:44:59Z", due: "2026-11-17/all"),
      Case(
        "a single shift ends when its next begins", ["all": "06:45"], at: "2026-11-18T11:45:00Z",
        made: ["2026-11-18/all"]),
      Case(
        "two shifts at the same time are both due", ["a": "07:00", "b": "07:00"], at: "2026-11-17T12:00:00Z",
        due: "2026-11-17/a", "2026-11-17/b"),
      Case("no shifts, no digests", [:], at: "2026-11-17T12:00:00Z"),
      // 2026-03-08: 02:00 EST becomes 03:00 EDT at 07:00Z.
      Case(
        "before the skipped hour", ["a": "02:30", "b": "14:00"], at: "2026-03-08T06:59:59Z",
        made: ["2026-03-07/b"]),
      Case(
        "a roll call in the skipped hour is at its end", ["a": "02:30", "b": "14:00"],
        at: "2026-03-08T07:00:00Z", made: ["2026-03-07/b"], due: "2026-03-08/a"),
      Case(
        "the day of the skipped hour, by the clock on the wall", at: "2026-03-08T10:45:00Z",
        made: ["2026-03-07/night"], due: "2026-03-08/day"),
      Case(
        "a single shift on the day of 23 hours", ["all": "06:45"], at: "2026-03-08T10:44:59Z",
        due: "2026-03-07/all"),
      // 2026-11-01: 02:00 EDT becomes 01:00 EST at 06:00Z.
      Case(
        "a roll call in the doubled hour is at its first", ["a": "01:30", "b": "14:00"],
        at: "2026-11-01T05:30:00Z", made: ["2026-10-31/b"], due: "2026-11-01/a"),
      Case(
        "the doubled hour does not repeat", ["a": "01:30", "b": "14:00"], at: "2026-11-01T06:30:00Z",
        made: ["2026-10-31/b", "2026-11-01/a"]),
      Case(
        "the night shift of the day of 25 hours runs an hour longer", at: "2026-11-01T11:44:59Z",
        due: "2026-10-31/night"),
    ])
  func due(_ example: Case) {
    let due = Self.timetable(example.rollCalls).due(
      at: Self.instant(example.now), made: Set(example.made.map(Self.key)))
    #expect(due.map(\.key.description) == example.due)
  }

  @Test(
    "when to ask again",
    arguments: [
      ("2026-11-17T11:44:59Z", [], "2026-11-17T11:45:00Z"),
      ("2026-11-17T11:45:00Z", [], "2026-11-17T19:45:00Z"),
      ("2026-11-18T03:45:00Z", [], "2026-11-18T11:45:00Z"),
      ("2026-11-17T10:00:00Z", ["2026-11-17/day"], "2026-11-17T19:45:00Z"),
      ("2026-03-08T03:45:00Z", [], "2026-03-08T10:45:00Z"),
      ("2026-11-01T02:45:00Z", [], "2026-11-01T11:45:00Z"),
    ] as [(String, [String], String)])
  func next(_ now: String, _ made: [String], _ expected: String) {
    let next = Self.timetable(Self.three).next(after: Self.instant(now), made: Set(made.map(Self.key)))
    #expect(next?.at.rfc3339 == expected)
  }

  @Test("without shifts there is nothing to wait for")
  func noShifts() {
    #expect(Self.timetable([:]).next(after: .now, made: []) == nil)
    #expect(Self.timetable([:]).rollCall(after: .now) == nil)
  }

  @Test(
    "whatever the clock does in two years, each shift has one digest a local day",
    arguments: [three, ["all": "02:30"], ["a": "01:30", "b": "02:59"]])
  func onceADay(_ rollCalls: [String: String]) {
    let timetable = Self.timetable(rollCalls)
    var (made, count, generator) = (Set<DigestKey>(), 0, SplitMix(seed: 8))
    var now = Self.instant("2026-01-01T00:00:00Z")
    let end = Self.instant("2027-12-31T00:00:00Z")
    while now < end {
      for briefing in timetable.due(at: now, made: made) {
        #expect(made.insert(briefing.key).inserted)
        count += 1
      }
      // Mostly on to the next one; at times the clock is set back by up to two hours.
      let jump = generator.next() % 10 == 0 ? -Double(generator.next() % 7200) : 600
      now = jump < 0 ? now.addingTimeInterval(jump) : timetable.next(after: now, made: made)?.at ?? end
    }
    #expect(abs(count - 729 * rollCalls.count) <= rollCalls.count)
  }

  @Test("leaders at this briefing are those who walk before the next roll call of any shift")
  func nextRollCall() throws {
    let briefings = Self.timetable(Self.three).briefings(on: LocalDay("2026-11-17"))
    #expect(
      briefings.map(\.next.rfc3339) == [
        "2026-11-17T19:45:00Z", "2026-11-18T03:45:00Z", "2026-11-18T11:45:00Z",
      ])
  }

  @Test("the night shift is told of walks after midnight, others of their day")
  func planned() throws {
    let briefings = Self.timetable(Self.three).briefings(on: LocalDay("2026-11-17"))
    let spans = briefings.map { $0.planned(in: Self.newYork) }
    #expect(spans.map(\.lowerBound.rfc3339) == Array(repeating: "2026-11-17T05:00:00Z", count: 3))
    #expect(
      spans.map(\.upperBound.rfc3339) == [
        "2026-11-18T05:00:00Z", "2026-11-18T05:00:00Z", "2026-11-18T11:45:00Z",
      ])
  }

  @Test("a digest covers the span since the previous one, seven days at most, nothing twice")
  func span() {
    let now = Self.instant("2026-11-17T11:45:00Z")
    let week = Self.instant("2026-11-10T11:45:00Z")
    let yesterday = Self.instant("2026-11-16T11:45:02Z")
    #expect(DigestTimetable.span(since: yesterday, until: now) == yesterday..<now)
    #expect(DigestTimetable.span(since: nil, until: now) == week..<now)
    #expect(DigestTimetable.span(since: week.addingTimeInterval(-1), until: now) == week..<now)
    #expect(DigestTimetable.span(since: now.addingTimeInterval(60), until: now).isEmpty)
  }
}

/// A seeded generator, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
