import Foundation
import Testing

@testable import RollCall

/// The agency's own calendar against Foundation's and Python's, in zones with the odd rules: half-hour changes, changes
/// at midnight, a day left out.
@Suite struct AgencyCalendarTests {
  static let zones = [
    "UTC", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu",
    "Pacific/Apia", "America/Sao_Paulo", "Asia/Beirut", "Europe/Lisbon",
  ]

  private func calendar(_ zone: String) throws -> AgencyCalendar {
    AgencyCalendar(timeZone: try #require(TimeZone(identifier: zone)))
  }

  @Test("days and their first instants are Foundation's", arguments: zones)
  func foundation(_ zone: String) throws {
    let ours = try calendar(zone)
    var theirs = Calendar(identifier: .gregorian)
    theirs.timeZone = ours.timeZone
    for day in (LocalDay("2010-06-01")..<LocalDay("2027-06-01")).all {
      let start = ours.start(of: day)
      let at = try #require(
        theirs.date(from: DateComponents(year: day.year, month: day.month, day: day.day, hour: 12)))
      if ours.day(of: at) == day {
        #expect(theirs.startOfDay(for: at) == start, "\(zone) \(day)")
      } else {
        #expect(zone == "Pacific/Apia" && day == "2011-12-30")
      }
      for moment in [start, start.addingTimeInterval(-1), start.addingTimeInterval(40_000)] {
        let parts = theirs.dateComponents([.year, .month, .day, .hour, .minute], from: moment)
        let local = ours.day(of: moment)
        #expect(
          parts.year == local.year && parts.month == local.month && parts.day == local.day,
          "\(zone) \(moment)")
        #expect(ours.time(of: moment).minutes == (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
      }
    }
  }

  struct Wall: Sendable, CustomTestStringConvertible {
    let zone: String
    let day: LocalDay
    let time: String
    let instant: Date
    var testDescription: String { "\(zone) \(day) \(time)" }
  }

  @Test(
    "a time that the clock skips is the end of the gap, one that it shows twice the first",
    arguments: [
      Wall(zone: "America/New_York", day: "2026-03-08", time: "02:30", instant: "2026-03-08T07:00:00Z"),
      Wall(zone: "America/New_York", day: "2026-03-08", time: "03:30", instant: "2026-03-08T07:30:00Z"),
      Wall(zone: "America/New_York", day: "2026-11-01", time: "01:30", instant: "2026-11-01T05:30:00Z"),
      Wall(zone: "America/New_York", day: "2026-11-01", time: "02:00", instant: "2026-11-01T07:00:00Z"),
      Wall(zone: "Australia/Lord_Howe", day: "2026-10-04", time: "02:10", instant: "2026-10-03T15:30:00Z"),
      Wall(zone: "Australia/Lord_Howe", day: "2026-04-05", time: "01:45", instant: "2026-04-04T14:45:00Z"),
      Wall(zone: "Africa/Cairo", day: "2024-04-26", time: "00:00", instant: "2024-04-25T22:00:00Z"),
      Wall(zone: "Pacific/Apia", day: "2011-12-30", time: "00:00", instant: "2011-12-30T10:00:00Z"),
      Wall(zone: "Pacific/Apia", day: "2011-12-31", time: "00:00", instant: "2011-12-30T10:00:00Z"),
      Wall(zone: "Asia/Kathmandu", day: "2026-11-16", time: "06:45", instant: "2026-11-16T01:00:00Z"),
    ])
  func wall(_ example: Wall) throws {
    let time = try #require(TimeOfDay(example.time))
    #expect(try calendar(example.zone).instant(example.day, time) == example.instant)
  }

  @Test("the table of midnights answers as the calendar, within its span and outside", arguments: zones)
  func table(_ zone: String) throws {
    let ours = try calendar(zone)
    let (first, last): (Date, Date) = ("2011-11-01T00:00:00Z", "2012-11-30T00:00:00Z")
    let table = DayTable(ours, from: first, through: last)
    var lot = Seeded(7)
    for _ in 0..<4000 {
      let moment = Date(seconds: lot.number((first.seconds - 40_000_000)...(last.seconds + 40_000_000)))
      // St John's set its clock back at 00:01 until 2011: those minutes after midnight are the new day's in the table.
      let day = table.day(of: moment)
      #expect(
        ours.start(of: day) <= moment && moment < ours.start(of: day.advanced(by: 1)), "\(zone) \(moment)")
      if zone != "America/St_Johns" { #expect(day == ours.day(of: moment), "\(zone) \(moment)") }
    }
  }

  @Test("a row of the year 1 makes no table of two thousand years, and no wrong day")
  func farApart() throws {
    let ours = try calendar("America/New_York")
    let table = DayTable(ours, from: "0001-01-01T00:00:00Z", through: "9999-12-31T00:00:00Z")
    for moment: Date in ["0001-01-02T12:00:00Z", "2026-11-16T04:59:59Z", "9999-12-30T12:00:00Z"] {
      #expect(table.day(of: moment) == ours.day(of: moment))
    }
  }

  @Test("working days are the week's, less holidays, and `wd` keeps the local time")
  func workingDays() {
    let ours = Town.calendar(holidays: ["2026-11-26"])
    #expect(ours.workingDays(in: "2026-11-23"..<"2026-11-30").map(\.day) == [23, 24, 25, 27])
    // From before the end of daylight saving to after it: 09:00 stays 09:00.
    #expect(ours.instant(.workingDays(1), after: "2026-10-30T13:00:00Z") == "2026-11-02T14:00:00Z")
    #expect(ours.instant(.workingDays(2), after: "2026-11-25T14:00:00Z") == "2026-11-30T14:00:00Z")
    #expect(ours.instant(.workingDays(1), after: "2026-11-21T14:00:00Z") == "2026-11-23T14:00:00Z")
    #expect(ours.instant(.elapsed(.seconds(86400)), after: "2026-10-31T13:00:00Z") == "2026-11-01T13:00:00Z")
  }

  @Test("midnights are Python's", .enabled(if: Python.isThere), arguments: zones)
  func python(_ zone: String) throws {
    let ours = try calendar(zone)
    let days = (LocalDay("2010-06-01")..<LocalDay("2026-06-01")).all
    let theirs = try Python.midnights(zone, from: days[0], count: days.count)
    #expect(theirs.count == days.count)
    for (day, midnight) in zip(days, theirs) where ours.start(of: day).seconds != midnight {
      Issue.record(
        "\(zone) \(day): ours \(ours.start(of: day).rfc3339), zoneinfo \(Date(seconds: midnight).rfc3339)")
    }
  }
}

/// Python's zoneinfo, where the machine has it.
private enum Python {
  /// The first instant whose local time is midnight of the day or later, found by trying, from a day before on, by the minute.
  static let program = """
    import sys
    from datetime import datetime, timedelta, timezone
    from zoneinfo import ZoneInfo
    zone, first, count = ZoneInfo(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])
    for number in range(count):
        midnight = first + timedelta(days=number)
        low = int(midnight.replace(tzinfo=timezone.utc).timestamp()) - 86400
        shown = lambda at: datetime.fromtimestamp(at, zone).replace(tzinfo=None)
        offset = lambda at: datetime.fromtimestamp(at, zone).utcoffset()
        if offset(low) == offset(low + 172800):
            print(low + 86400 - int(offset(low).total_seconds()))
            continue
        start = next(at for at in range(low, low + 172801, 900) if shown(at) >= midnight) - 900
        while shown(start) < midnight:
            start += 60
        print(start)
    """

  static var isThere: Bool {
    (try? run(["-c", "import zoneinfo; zoneinfo.ZoneInfo('Pacific/Apia')"])) != nil
  }

  static func midnights(_ zone: String, from day: LocalDay, count: Int) throws -> [Int] {
    try run(["-c", program, zone, day.description, String(count)]).split(separator: "\n").compactMap {
      Int($0)
    }
  }

  struct Failed: Error {}

  private static func run(_ arguments: [String]) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
    return String(bytes: data, encoding: .utf8) ?? ""
  }
}
