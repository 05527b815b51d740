import Foundation
import Testing

@testable import RollCall

@Suite struct PeriodTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let per: Quota.Period
    let day: LocalDay
    let days: [LocalDay]?
    var testDescription: String { "\(per.rawValue) of \(day)" }
  }

  @Test(
    "each kind of period holds its days",
    arguments: [
      Case(per: .workday, day: "2026-11-18", days: ["2026-11-18", "2026-11-19"]),
      Case(per: .workday, day: "2026-11-21", days: nil),
      Case(per: .workday, day: "2026-11-26", days: nil),
      Case(per: .workWeek, day: "2026-11-16", days: ["2026-11-16", "2026-11-23"]),
      Case(per: .workWeek, day: "2026-11-22", days: ["2026-11-16", "2026-11-23"]),
      Case(per: .month, day: "2026-02-28", days: ["2026-02-01", "2026-03-01"]),
      Case(per: .month, day: "2028-02-29", days: ["2028-02-01", "2028-03-01"]),
      Case(per: .month, day: "2026-12-31", days: ["2026-12-01", "2027-01-01"]),
      Case(per: .quarter, day: "2026-11-16", days: ["2026-10-01", "2027-01-01"]),
      Case(per: .quarter, day: "2026-03-31", days: ["2026-01-01", "2026-04-01"]),
      Case(per: .year, day: "2026-11-16", days: ["2026-01-01", "2027-01-01"]),
    ])
  func days(_ example: Case) {
    let calendar = Town.calendar(holidays: ["2026-11-26"])
    let found = example.per.days(holding: example.day, calendar).map { [$0.lowerBound, $0.upperBound] }
    #expect(found == example.days)
  }

  @Test("a work week begins on the configured day")
  func weekStart() {
    let calendar = AgencyCalendar(timeZone: .gmt, weekStarts: .sunday)
    let week = Quota.Period.workWeek.days(holding: "2026-11-21", calendar)
    #expect(week == LocalDay("2026-11-15")..<LocalDay("2026-11-22"))
  }

  @Test("a week across the end of daylight saving has 169 hours, from midnight to midnight")
  func daylightSaving() throws {
    let calendar = Town.calendar()
    let days = try #require(Quota.Period.workWeek.days(holding: "2026-11-01", calendar))
    let period = Period(days: days, calendar)
    #expect(period.from == "2026-10-26T04:00:00Z")
    #expect(period.until == "2026-11-02T05:00:00Z")
  }

  @Test(
    "weeks, months, quarters and years tile time",
    arguments: [Quota.Period.workWeek, .month, .quarter, .year])
  func tiling(_ per: Quota.Period) {
    for zone in ["America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia"]
    {
      let calendar = Town.calendar(zone)
      let periods = per.periods(overlapping: "2011-01-15"..<"2013-05-05", calendar)
      for (one, next) in zip(periods, periods.dropFirst()) { #expect(one.until == next.from) }
      #expect(periods.allSatisfy { $0.from < $0.until })
      #expect(periods.first?.days.contains("2011-01-15") == true)
      #expect(periods.last?.days.contains("2013-05-04") == true)
    }
  }

  @Test("workdays are the working days, once each; a day that the zone left out is none")
  func workdays() {
    let calendar = Town.calendar(holidays: ["2026-11-26"])
    let week = Quota.Period.workday.periods(overlapping: "2026-11-23"..<"2026-11-30", calendar)
    #expect(week.map(\.days.lowerBound) == ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27"])
    let apia = Quota.Period.workday.periods(
      overlapping: "2011-12-26"..<"2012-01-02", Town.calendar("Pacific/Apia"))
    #expect(apia.map(\.days.lowerBound.day) == [26, 27, 28, 29])
  }

  @Test("obligations are those whose period shares an instant with the days, both included")
  func overlapping() {
    let town = Town(quotas: [.walk(for: .agency), .walk("month", activity: "m", per: .month, for: .agency)])
    #expect(
      town.obligations("2026-11-22", "2026-11-23").map(\.id) == [
        "month/riverton-pd/2026-11-01", "walk/riverton-pd/2026-11-16", "walk/riverton-pd/2026-11-23",
      ])
    #expect(town.obligations("2026-11-23", "2026-11-22").isEmpty)
  }

  @Test("an engagement is of the period in which it starts, by the local clock")
  func membership() {
    var town = Town(quotas: [.walk()])
    town.engagements = [
      .walk("sunday", at: "2026-11-16T04:59:59Z"), .walk("monday", at: "2026-11-16T05:00:00Z"),
      .walk("next", at: "2026-11-23T05:00:00Z"),
    ]
    let obligations = town.obligations("2026-11-09", "2026-11-29").filter { $0.holder.id == "riverside" }
    #expect(obligations.map { $0.engagements.map(\.id) } == [["sunday"], ["monday"], ["next"]])
  }
}
