import Foundation
import RollCall
import TestSupport
import Testing

@Suite("Roll calls, digests and what is planned for the day")
struct CalendarScenarios {
  @Test("the story of", arguments: stories, Town.Life.allCases)
  func plays(_ story: Scenario, _ life: Town.Life) async throws { try await story.play(life) }

  static let shifts = """
    shifts: [ { id: "day", name: "Day watch", rollCall: "06:45" }, { id: "evening", name: "Evening watch", rollCall: "14:45" } ],
    digests: { mailTo: { day: ["day@example.test", "desk@example.test"] } },
    """

  static let stories = [
    Scenario(
      "a digest for each shift and day, mailed where there is something to say",
      configuration: shifts,
      at("2026-11-17 06:44", "", "digest.published 2026-11-16/evening"),
      at("2026-11-17 06:45", "", "digest.published 2026-11-17/day"),
      at("2026-11-17 14:44"),
      at("2026-11-17 14:45", Riverton.note("N1"), "note.shared N1", "digest.published 2026-11-17/evening"),
      at(
        "2026-11-18 06:45", "", "digest.published 2026-11-18/day",
        "mail day: Day watch roll call, Wed, Nov 18",
        "mail desk: Day watch roll call, Wed, Nov 18"),
      at("2026-11-19 06:45", "", "digest.published 2026-11-19/day")),
    Scenario(
      "roll calls that nobody was up for: made late while their shift runs, else never",
      configuration: shifts,
      at("2026-11-16 09:00", "", "digest.published 2026-11-16/day"),
      at("2026-11-18 13:00", "", "digest.published 2026-11-18/day"),
      at("2026-11-18 23:00", "", "digest.published 2026-11-18/evening")),
    Scenario(
      "a leader's plans: with the day's first digest, later at once, each once",
      configuration: shifts,
      at("2026-11-16 15:00", "", "digest.published 2026-11-16/evening"),
      at("2026-11-16 16:00", plan("E1", "2026-11-17 16:00")),
      at("2026-11-17 06:30"),
      at(
        "2026-11-17 06:45", "", "leader.planned E1", "digest.published 2026-11-17/day",
        "mail day: Day watch roll call, Tue, Nov 17", "mail desk: Day watch roll call, Tue, Nov 17"),
      at(
        "2026-11-17 09:00", plan("E2", "2026-11-17 18:00") + plan("E3", "2026-11-18 10:00"),
        "leader.planned E2"),
      at(
        "2026-11-17 10:00", "UPDATE engagement SET place = 'Elm Street' WHERE id = 'E1'",
        "leader.corrected E1"),
      at(
        "2026-11-17 11:00", "UPDATE engagement SET status = 'cancelled' WHERE id = 'E2'",
        "leader.withdrawn E2"),
      at("2026-11-17 14:45", "", "digest.published 2026-11-17/evening"),
      at(
        "2026-11-17 17:00",
        "UPDATE engagement SET status = 'completed', ends_at = '2026-11-17T21:30:00Z' WHERE id = 'E1'",
        "engagement.completed E1", "leader.participated E1")),
    Scenario(
      "a plan of which nothing was heard again: the next day takes nothing back",
      configuration: shifts,
      at(
        "2026-11-17 07:00", plan("E1", "2026-11-17 16:00"), "leader.planned E1",
        "digest.published 2026-11-17/day",
        "mail day: Day watch roll call, Tue, Nov 17", "mail desk: Day watch roll call, Tue, Nov 17"),
      at("2026-11-18 07:00", "", "digest.published 2026-11-18/day"),
      at("2026-11-18 08:00", "UPDATE engagement SET summary = 'It rained.' WHERE id = 'E1'"),
      at(
        "2026-11-18 09:00", "UPDATE engagement SET starts_at = '2026-11-18T21:00:00Z' WHERE id = 'E1'",
        "leader.corrected E1")),
    Scenario(
      "a walk after an incident, of which nothing is said before it is done",
      configuration: shifts, quotas: incidentWalk,
      at("2026-11-17 07:00", "", "digest.published 2026-11-17/day"),
      at(
        "2026-11-17 08:00",
        """
        INSERT INTO incident (id, kind, neighborhood_id, occurred_at) VALUES ('I1', 'shooting', 'riverside', '2026-11-17T12:30:00Z');
        """ + plan("E1", "2026-11-17 10:00", activity: "walk.post_incident")
          + "UPDATE engagement SET incident_id = 'I1'"),
      at(
        "2026-11-17 11:00", "UPDATE engagement SET status = 'completed', ends_at = '2026-11-17T15:30:00Z'",
        "engagement.completed E1", "leader.participated E1", "quota.met post-incident/I1/incident")),
  ]

  private static func plan(_ id: String, _ start: String, activity: String = "walk.squad") -> String {
    Riverton.walk(id, start, minutes: nil, ["kelling", "tran"], activity: activity, status: "planned")
  }

  static let incidentWalk = """
    { id: "post-incident", name: "Post-incident walk", activity: "walk.post_incident",
      coordinator: { rank: { atLeast: "sergeant" } }, for: "incident", incidents: ["shooting"], within: "24h" }
    """

  @Test(
    "across the nights in which clocks are changed each local day has one digest a shift",
    arguments: ["2026-10-31", "2027-03-13"], Town.Life.allCases)
  func daylightSaving(_ first: String, _ life: Town.Life) async throws {
    let town = try Town(
      life,
      configuration: """
        shifts: [ { id: "night", name: "Night watch", rollCall: "01:30" }, { id: "dawn", name: "Dawn", rollCall: "02:30" } ],
        """)
    let start = try Riverton.instant("\(first) 12:00")
    var found: [String] = []
    for half in 0..<96 { found += try await town.at(start.addingTimeInterval(Double(half) * 1800)) }
    let day = try #require(LocalDay(first))
    // The first run comes while the first day's dawn shift still is on.
    #expect(
      found
        == [
          "\(day)/dawn", "\(day.advanced(by: 1))/night", "\(day.advanced(by: 1))/dawn",
          "\(day.advanced(by: 2))/night", "\(day.advanced(by: 2))/dawn",
        ].map { "digest.published \($0)" })
  }

  @Test("a digest's files are there when its event is, whole, and closed to others")
  func files() async throws {
    let town = try Town(configuration: Self.shifts)
    #expect(try await town.at("2026-11-17 06:50", Riverton.note("N1")).count == 4)
    let folder = town.scratch.file("digests")
    let kinds = ["html", "json", "public.html", "public.txt", "txt"].map { "day.\($0)" }
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/2026-11-17").sorted() == kinds)
    let latest = try String(contentsOfFile: "\(folder)/latest/day.txt", encoding: .utf8)
    #expect(latest.contains("Neighbours ask for light at the bus stop."))
    for path in town.scratch.contents where !path.hasPrefix("engagement.db") && !path.contains("latest/") {
      let mode = try #require(town.scratch.mode(path))
      #expect(mode & 0o007 == 0 || path.hasPrefix("state.db"), "\(path) has mode \(String(mode, radix: 8))")
    }
  }
}
