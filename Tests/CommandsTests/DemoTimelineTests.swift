import Foundation
import RollCall
import Testing

@testable import Commands

@Suite("demo: the invented past")
struct DemoTimelineTests {
  /// Instants at which a past is easily composed wrongly.
  static let nows = [
    "2026-11-16T05:00:00Z",  // Monday, 00:00
    "2026-11-16T05:05:00Z",  // Monday, 00:05
    "2026-11-21T18:00:00Z",  // Saturday
    "2026-11-23T04:59:59Z",  // Sunday, the last second
    "2026-11-01T05:30:00Z",  // 01:30, the first of two
    "2026-11-01T06:30:00Z",  // 01:30, the second
    "2026-03-08T07:00:00Z",  // the hour that is left out
    "2027-01-01T05:00:30Z",  // New Year
    "2028-02-29T12:00:00Z",
  ]

  private let calendar = AgencyCalendar(timeZone: TimeZone(identifier: DemoAgency.timeZone) ?? .gmt)

  private func timeline(_ now: String) throws -> DemoTimeline {
    DemoTimeline(now: try #require(Date(rfc3339: now)), calendar: calendar)
  }

  @Test("begins on a Monday two whole weeks before this week's, and ends now", arguments: nows)
  func span(now: String) throws {
    let timeline = try timeline(now)
    let (first, today) = (calendar.day(of: timeline.start), calendar.day(of: timeline.now))
    #expect(first.weekday == .monday)
    #expect((14...20).contains(first.days(until: today)))
    #expect(timeline.start == calendar.start(of: first))
    #expect(timeline.moments.first?.at == timeline.start)
    #expect(timeline.moments.last?.at.rfc3339 == now)
  }

  @Test("goes forward, each moment once", arguments: nows)
  func order(now: String) throws {
    let moments = try timeline(now).moments.map(\.at)
    #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("stops at every roll call, also where the clock is changed", arguments: nows)
  func rollCalls(now: String) throws {
    let timeline = try timeline(now)
    let moments = Set(timeline.moments.map(\.at))
    let times = ["06:45", "14:45", "22:45"].compactMap { TimeOfDay($0) }
    let days = calendar.day(of: timeline.start)..<calendar.day(of: timeline.now).advanced(by: 1)
    let due = days.all.flatMap { day in times.map { calendar.instant(day, $0) } }.filter {
      $0 <= timeline.now
    }
    #expect(due.count >= 42 && due.allSatisfy(moments.contains))
  }

  @Test("everything that happened is over by the time it is logged", arguments: nows)
  func logged(now: String) throws {
    for moment in try timeline(now).moments {
      for case .log(let walk) in moment.deeds { #expect(walk.endsAt < moment.at, "\(walk.id)") }
      for case .plan(let walk) in moment.deeds { #expect(walk.startsAt > moment.at, "\(walk.id)") }
    }
  }

  @Test("whatever the now, the alert climbs to its end", arguments: nows)
  func climb(now: String) throws {
    let timeline = try timeline(now)
    let taken = timeline.moments.flatMap(\.deeds).compactMap { deed in
      if case .acknowledge(let id, _) = deed { id } else { nil }
    }
    #expect(taken == [timeline.climbingCase])
    #expect(timeline.climbingCase == "squad-walk/mill-hill/\(calendar.day(of: timeline.start))")
  }

  @Test("names nobody and no place that the agency does not have, and no walk or note twice")
  func references() throws {
    let people = Set(DemoAgency.people.map(\.id))
    let places = Set(DemoAgency.neighborhoods.map(\.id))
    var (walks, notes): ([String], [String]) = ([], [])
    for deed in try timeline("2026-11-23T04:59:59Z").moments.flatMap(\.deeds) {
      switch deed {
      case .log(let walk):
        walks.append(walk.id)
        #expect(
          people.isSuperset(of: walk.with + [walk.coordinator]) && places.contains(walk.place), "\(walk.id)")
        #expect(!walk.with.contains(walk.coordinator), "\(walk.id)")
      case .note(let note):
        notes.append(note.id)
        #expect(people.contains(note.author) && places.contains(note.place), "\(note.id)")
      default: break
      }
    }
    #expect(walks.count > 100 && Set(walks).count == walks.count)
    #expect(notes.count == DemoNotes.entries.count && Set(notes).count == notes.count)
  }

  @Test("nobody leads two walks at a time")
  func overlaps() throws {
    let walks = try timeline("2026-11-23T04:59:59Z").moments.flatMap(\.deeds).compactMap { deed in
      if case .log(let walk) = deed { walk } else { nil }
    }
    for (coordinator, theirs) in Dictionary(grouping: walks, by: \.coordinator) {
      let ordered = theirs.sorted { $0.startsAt < $1.startsAt }
      #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.endsAt <= $1.startsAt }, "\(coordinator)")
    }
  }
}

@Suite("demo: the invented agency")
struct DemoAgencyTests {
  @Test("has one head, and everybody else a supervisor above them")
  func chain() {
    let ranks = [
      "civilian", "officer", "detective", "sergeant", "lieutenant", "captain", "commander", "chief",
    ]
    let people = Dictionary(DemoAgency.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(people.count == DemoAgency.people.count)
    #expect(DemoAgency.people.filter { $0.supervisor == nil }.map(\.rank) == ["chief"])
    for person in DemoAgency.people {
      guard let supervisor = person.supervisor.flatMap({ people[$0] }) else { continue }
      #expect(
        (ranks.firstIndex(of: person.rank) ?? 9) < (ranks.firstIndex(of: supervisor.rank) ?? -1),
        "\(person.id)")
    }
  }

  @Test("reaches nobody: every address is of a domain kept for examples, and each is unlike the others")
  func addresses() {
    let addresses = DemoAgency.people.map(\.email)
    #expect(addresses.allSatisfy { $0.hasSuffix("@example.gov") && !$0.contains(" ") })
    #expect(Set(addresses).count == addresses.count)
  }

  @Test("somebody in it is never to be named")
  func unnamed() {
    #expect(DemoAgency.people.filter { !$0.isNamed }.map(\.name) == ["Cal Rivers"])
  }
}
