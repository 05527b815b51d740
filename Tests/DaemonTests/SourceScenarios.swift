import RollCall
import TestSupport
import Testing

@Suite("Silent sources: nobody is blamed for records that have not arrived")
struct SourceScenarios {
  @Test("the story of", arguments: stories, Town.Life.allCases)
  func plays(_ story: Scenario, _ life: Town.Life) async throws { try await story.play(life) }

  static let cad = #"sources: [{ id: "cad", silentAfter: "36h" }],"#
  static let week = "squad-walk/riverside/2026-11-16"

  static let stories = [
    Scenario(
      "a source that falls silent, comes back, and only then has its weeks judged",
      configuration: cad, quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", "INSERT INTO source (id) VALUES ('cad');" + delivered("2026-11-15 11:00")),
      at("2026-11-17 06:00", delivered("2026-11-17 06:00")),
      at("2026-11-18 18:00"),
      at("2026-11-18 18:01", "", "source.silent cad"),
      at("2026-11-20 09:00"),
      at("2026-11-25 09:00"),
      at(
        "2026-11-25 10:00", delivered("2026-11-25 10:00") + Riverton.walk("E9", "2026-11-24 10:00"),
        "engagement.completed E9", "leader.participated E9", "source.recovered cad",
        "quota.met squad-walk/riverside/2026-11-23"),
      at("2026-11-26 09:00", delivered("2026-11-26 09:00")),
      at("2026-11-27 09:59"),
      at(
        "2026-11-27 10:00", "", "quota.missed \(week)",
        "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16")),
    Scenario(
      "the missing walk, which was only late with all the others",
      configuration: cad, quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", "INSERT INTO source (id) VALUES ('cad');" + delivered("2026-11-15 11:00")),
      at("2026-11-25 09:00", "", "source.silent cad"),
      at("2026-11-25 10:00", delivered("2026-11-25 10:00"), "source.recovered cad"),
      at(
        "2026-11-25 12:00", Riverton.walk("E1", "2026-11-18 10:00") + Riverton.walk("E2", "2026-11-24 10:00"),
        "engagement.completed E1", "leader.participated E1", "engagement.completed E2",
        "leader.participated E2", "quota.met \(week)", "quota.met squad-walk/riverside/2026-11-23"),
      at("2026-11-26 12:00", delivered("2026-11-26 12:00")),
      at("2026-11-27 12:00")),
    Scenario(
      "a source that delivers, but says that it is not complete",
      configuration: cad, quotas: Riverton.squadWalk,
      at(
        "2026-11-15 12:00",
        "INSERT INTO source (id) VALUES ('cad');" + delivered("2026-11-15 11:00", covers: "2026-11-15 10:00")),
      at(
        "2026-11-20 09:00", delivered("2026-11-20 09:00", covers: "2026-11-17 00:00"),
        "quota.at_risk \(week)", "mail kelling: Squad walk, Riverside: 0 of 1 logged, 1 working day left"),
      at("2026-11-23 09:00", delivered("2026-11-23 09:00", covers: "2026-11-21 00:00")),
      at("2026-11-24 23:59", delivered("2026-11-24 23:59", covers: "2026-11-21 00:00")),
      at("2026-11-25 00:00", "", "source.silent cad"),
      at(
        "2026-11-25 12:00",
        delivered("2026-11-25 12:00", covers: "2026-11-23 00:00") + Riverton.walk("E2", "2026-11-24 10:00"),
        "engagement.completed E2", "leader.participated E2", "source.recovered cad",
        "quota.met squad-walk/riverside/2026-11-23"),
      at("2026-11-27 11:59", delivered("2026-11-27 11:59", covers: "2026-11-27 00:00")),
      at(
        "2026-11-27 12:00", "", "quota.missed \(week)",
        "mail kelling: Squad walk, Riverside: 0 of 1 logged, week of Nov 16")),
    Scenario(
      "an incident's clock, which waits for a source to cover it and no longer",
      configuration: cad, quotas: postIncident,
      at(
        "2026-11-15 12:00",
        "INSERT INTO source (id) VALUES ('cad');" + delivered("2026-11-15 12:00", covers: "2026-11-15 12:00")),
      at(
        "2026-11-16 12:00",
        delivered("2026-11-16 12:00", covers: "2026-11-16 12:00")
          + "INSERT INTO incident (id, kind, neighborhood_id, occurred_at) VALUES ('I7', 'shooting', 'riverside', '2026-11-16T16:00:00Z')"
      ),
      at(
        "2026-11-17 06:00", "", "quota.at_risk post-incident/I7/incident",
        "mail silva: Post-incident walk, Shooting, Riverside: 0 of 1 logged"),
      at("2026-11-17 11:00", delivered("2026-11-17 10:55", covers: "2026-11-17 10:50")),
      at(
        "2026-11-17 11:10", delivered("2026-11-17 11:10", covers: "2026-11-17 11:05"),
        "quota.missed post-incident/I7/incident",
        "mail silva: Post-incident walk, Shooting, Riverside: 0 of 1 logged")),
    Scenario(
      "a source that never delivered, and one that the configuration does not name",
      configuration: cad, quotas: Riverton.squadWalk,
      at("2026-11-15 12:00", "INSERT INTO source (id) VALUES ('form')", "source.silent cad"),
      at("2026-11-25 09:00"),
      at(
        "2026-11-26 09:00", "INSERT INTO source (id, delivered_at) VALUES ('cad', '2026-11-26T13:00:00Z')",
        "source.recovered cad", "quota.at_risk squad-walk/riverside/2026-11-23",
        "mail kelling: Squad walk, Riverside: 0 of 1 logged, 2 working days left")),
    Scenario(
      "an instant of a source that is none",
      configuration: cad,
      at(
        "2026-11-15 12:00", "INSERT INTO source (id, delivered_at) VALUES ('cad', 'this morning')",
        "store.problem source/cad", "source.silent cad")),
  ]

  @Test("says since when it is silent, what that means, and from when on is judged")
  func words() async throws {
    let town = try Town(configuration: Self.cad, quotas: Riverton.squadWalk)
    _ = try await town.at(
      "2026-11-17 09:00", "INSERT INTO source (id) VALUES ('cad');" + Self.delivered("2026-11-17 06:00"))
    _ = try await town.at("2026-11-20 09:00")
    _ = try await town.at("2026-11-20 10:00", Self.delivered("2026-11-20 10:00"))
    let told = try town.events().filter { $0.type.hasPrefix("source.") }
    #expect(
      told.map(\.headline) == ["Source cad: nothing delivered since Tue Nov 17, 06:00", "Source cad is back"])
    #expect(
      told.first?.text
        == "The source cad: nothing delivered since Tue Nov 17, 06:00. Until it is back, no alert says that something is at risk or was not logged: the records may merely not have arrived."
    )
    #expect(
      told.last?.text
        == "The source cad is back, after nothing since Tue Nov 17, 06:00. What ended meanwhile is judged from Sun Nov 22, 10:00 on, so that what was held up can still arrive."
    )
    #expect(told.allSatisfy { $0.json.contains(#""audience":"command""#) })
  }

  /// What an import says when it has run, as a statement of SQL.
  static func delivered(_ local: String, covers: String? = nil) -> String {
    let instant = (try? Riverton.instant(local))?.rfc3339 ?? ""
    let covered = covers.flatMap { try? Riverton.instant($0) }.map { "'\($0.rfc3339)'" } ?? "NULL"
    return "UPDATE source SET delivered_at = '\(instant)', covers_until = \(covered) WHERE id = 'cad';\n"
  }

  static let postIncident = """
    { id: "post-incident", name: "Post-incident walk", activity: "walk.incident",
      coordinator: { rank: ["lieutenant"], assigned: true }, for: "incident", incidents: ["shooting"],
      within: "24h" }
    """
}
