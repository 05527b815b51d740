import Foundation
import RollCall

/// What happened in the invented agency: two whole weeks and the days of the running one, up to a given now. The
/// same for the same now; nothing is drawn by lot.
///
/// What the ordinary week (`DemoWeek`) does not have:
/// - in the first week the squad walks of Mill Hill fall short: one counts, one was too short, none follows. Two days
///   after the week's end the case opens, and climbs from the sergeant to the lieutenant to the captain, who takes it on;
/// - a captain's walk in Riverside reaches the store six days late: the case it had opened is cleared. The captain was in
///   court on the day it opened, so her supervisor had been told as well;
/// - in the second week somebody is shot in Riverside on Thursday night; on Friday the post-incident walk follows;
/// - on its Wednesday the community policing unit is late in Mill Hill, and hears of it before the day is over.
struct DemoTimeline: Sendable {
  /// When the daemon first starts: the first instant of the first week.
  let start: Date
  let now: Date
  /// In order of time; the last is `now`.
  let moments: [DemoMoment]
  /// The case that climbs.
  let climbingCase: String

  init(now: Date, calendar: AgencyCalendar) {
    let now = Date(seconds: now.seconds)
    let today = calendar.day(of: now)
    let weeks = DemoWeeks(first: today.advanced(by: -today.weekday.index - 14), calendar: calendar)
    let deeds = weeks.deeds.filter { $0.at <= now }
    let dues = weeks.dues(through: today).filter { $0 < now }.map { (at: $0, deed: DemoDeed?.none) }
    let entries = Dictionary(grouping: dues + deeds.map { (at: $0.at, deed: $0.deed) }, by: \.at)
    self.now = now
    start = calendar.start(of: weeks.first)
    climbingCase = weeks.climbingCase
    moments =
      entries.filter { $0.key < now }.sorted { $0.key < $1.key }
      .map { DemoMoment(at: $0.key, deeds: $0.value.compactMap(\.deed)) }
      + [DemoMoment(at: now, deeds: (entries[now] ?? []).compactMap(\.deed))]
  }
}

/// The three weeks from a Monday on, without regard to what time it is now.
struct DemoWeeks {
  typealias Entry = (at: Date, deed: DemoDeed?)

  /// A Monday.
  let first: LocalDay
  let calendar: AgencyCalendar

  var climbingCase: String { "squad-walk/mill-hill/\(first)" }

  /// When something is due by the clock alone: midnight, the end of quiet hours, the roll calls, the moment past which
  /// a walk owed each day is at risk, and the marks of the incident's clock.
  func dues(through last: LocalDay) -> [Date] {
    let times = ["00:00", "06:00", "06:45", "14:24", "14:45", "22:45"].compactMap { TimeOfDay($0) }
    let daily = (first..<last.advanced(by: 1)).all.flatMap { day in
      times.map { calendar.instant(day, $0) }
    }
    return daily + [6.0, 18.0, 24.0].map { shootingKnownAt.addingTimeInterval($0 * 3600) }
  }

  var deeds: [(at: Date, deed: DemoDeed)] {
    (0..<3).flatMap { week in DemoWeek.entries.flatMap { walk($0, week: week) } }
      + districtWalks.flatMap { [plan($0), log($0)] } + notes + exceptions
  }

  // MARK: - The ordinary week

  private func walk(_ entry: DemoWeek.Entry, week: Int) -> [(at: Date, deed: DemoDeed)] {
    guard let walk = changed(entry, week: week) else { return [] }
    let isLate = week == 0 && entry.id == "thu-0810"
    let logged = isLate ? at(1, 2, "10:20") : walk.endsAt.addingTimeInterval(600)
    let logging = (at: logged, deed: DemoDeed.log(walk))
    return entry.isPlanned && !isLate ? [plan(walk), logging] : [logging]
  }

  /// The walk as this week has it; nil where it did not take place.
  private func changed(_ entry: DemoWeek.Entry, week: Int) -> DemoWalk? {
    var (weekday, time, minutes) = (entry.day, entry.time, entry.minutes)
    switch (week, entry.id) {
    case (0, "thu-1815"): return nil
    case (0, "wed-2005"): minutes = 22
    case (1, "wed-1130"): time = TimeOfDay(minutes: 15 * 60 + 10)
    // On Wednesday she is in court.
    case (1, "wed-1215"): weekday = 1
    default: break
    }
    let day = day(week, weekday)
    return DemoWalk(
      id:
        "\(day)-\(entry.activity.split(separator: ".").last ?? "walk")-\(entry.place)-\(entry.id.suffix(4))",
      activity: entry.activity, place: entry.place, startsAt: calendar.instant(day, time), minutes: minutes,
      coordinator: entry.people[0], with: Array(entry.people.dropFirst()), met: entry.met, spot: entry.spot)
  }

  /// Planned the same morning, before the first roll call.
  private func plan(_ walk: DemoWalk) -> (at: Date, deed: DemoDeed) {
    (calendar.instant(calendar.day(of: walk.startsAt), TimeOfDay(minutes: 5 * 60 + 50)), .plan(walk))
  }

  private func log(_ walk: DemoWalk) -> (at: Date, deed: DemoDeed) {
    (walk.endsAt.addingTimeInterval(600), .log(walk))
  }

  private var notes: [(at: Date, deed: DemoDeed)] {
    DemoNotes.entries.enumerated().map { number, entry in
      let written = calendar.instant(day(entry.week, entry.day), entry.time)
      return (
        written,
        .note(DemoNote(id: "note-\(number + 1)", author: entry.author, place: entry.place, body: entry.body))
      )
    }
  }

  // MARK: - What each week does not have

  private var districtWalks: [DemoWalk] {
    let riverside = ["111", "211", "212", "113", "120", "114"]
    let millHill = ["112", "321", "322", "113", "120", "121"]
    let dates = [(0, 3, riverside), (0, 4, millHill), (1, 1, riverside), (1, 2, millHill)]
    return dates.map { week, weekday, people in
      let place = people == riverside ? "riverside" : "mill-hill"
      return DemoWalk(
        id: "\(day(week, weekday))-district-\(place)-1700", activity: "walk.district", place: place,
        startsAt: at(week, weekday, "17:00"), minutes: 40, coordinator: people[0],
        with: Array(people.dropFirst()), met: 21)
    }
  }

  private var shootingKnownAt: Date { at(1, 3, "21:52") }

  private var exceptions: [(at: Date, deed: DemoDeed)] {
    let court = day(1, 2)
    let shooting = "shooting-\(day(1, 3))"
    let walk = DemoWalk(
      id: "\(day(1, 4))-post-incident-riverside", activity: "walk.post_incident", place: "riverside",
      startsAt: at(1, 4, "14:00"), minutes: 65, coordinator: "120",
      with: ["101", "113", "114", "115", "116", "111", "212", "213", "121"], met: 38, incident: shooting,
      guests: [
        DemoGuest(name: "Alma Reed", organization: "Riverbend Social Services", category: "social_services"),
        DemoGuest(name: "Jon Hale", organization: "Riverbend City Council", category: "city_official"),
      ])
    return [
      (at(1, 1, "16:00"), .away(person: "111", from: court, through: court, reason: "court")),
      (
        shootingKnownAt,
        .incident(id: shooting, kind: "shooting", place: "riverside", occurredAt: at(1, 3, "21:40"))
      ),
      plan(walk), log(walk),
      (at(1, 4, "09:20"), .acknowledge(case: climbingCase, text: Self.plan)),
    ]
  }

  private static let plan =
    "The squad was two officers short. Lt. Silva takes its calls on Mondays, Wednesdays and Fridays from 18:00 to 19:00, so that the walks can be done."

  // MARK: - Dates

  private func day(_ week: Int, _ weekday: Int) -> LocalDay { first.advanced(by: week * 7 + weekday) }

  private func at(_ week: Int, _ weekday: Int, _ time: String) -> Date {
    calendar.instant(day(week, weekday), TimeOfDay(time) ?? .midnight)
  }
}
