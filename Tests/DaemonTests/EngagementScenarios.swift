import TestSupport
import Testing

@Suite("Engagements and notes, from the store to the feed")
struct EngagementScenarios {
  @Test("the story of", arguments: stories, Town.Life.allCases)
  func plays(_ story: Scenario, _ life: Town.Life) async throws { try await story.play(life) }

  static let stories = [
    Scenario(
      "a walk: planned, completed, corrected, voided",
      at("2026-11-17 09:00", Riverton.walk("E1", "2026-11-17 15:00", minutes: nil, status: "planned")),
      at(
        "2026-11-17 16:00",
        "UPDATE engagement SET status = 'completed', ends_at = '2026-11-17T20:35:00Z' WHERE id = 'E1'",
        "engagement.completed E1", "leader.participated E1"),
      at(
        "2026-11-17 17:00", "UPDATE engagement SET community_count = 12 WHERE id = 'E1'",
        "engagement.corrected E1", "leader.corrected E1"),
      at(
        "2026-11-17 18:00", "UPDATE engagement SET status = 'void' WHERE id = 'E1'",
        "engagement.withdrawn E1", "leader.withdrawn E1"),
      at(
        "2026-11-17 19:00", "UPDATE engagement SET status = 'completed' WHERE id = 'E1'",
        "engagement.completed E1", "leader.participated E1"),
      at("2026-11-17 20:00", "DELETE FROM engagement", "engagement.withdrawn E1", "leader.withdrawn E1")),
    Scenario(
      "a change of what is internal, which is nobody's news",
      at(
        "2026-11-17 09:00", Riverton.walk("E1", "2026-11-17 08:00"), "engagement.completed E1",
        "leader.participated E1"),
      at("2026-11-17 10:00", "UPDATE engagement SET summary = 'Tips on the car thefts.' WHERE id = 'E1'")),
    Scenario(
      "a walk without leaders, in which one then turns out to have taken part",
      at(
        "2026-11-17 09:00", Riverton.walk("E1", "2026-11-17 08:00", ["tran", "reyes"]),
        "engagement.completed E1"),
      at(
        "2026-11-17 10:00", "INSERT INTO participant VALUES ('E1', 'ruiz')", "engagement.corrected E1",
        "leader.participated E1"),
      at(
        "2026-11-17 11:00", "DELETE FROM participant WHERE person_id = 'ruiz'", "engagement.corrected E1",
        "leader.withdrawn E1")),
    Scenario(
      "tables deleted and loaded anew with the same rows",
      at(
        "2026-11-17 09:00",
        Riverton.walk("E1", "2026-11-17 07:00") + Riverton.walk("E2", "2026-11-17 08:00", ["tran", "reyes"])
          + Riverton.note("N1"),
        "note.shared N1", "engagement.completed E1", "leader.participated E1", "engagement.completed E2"),
      at(
        "2026-11-17 10:00",
        "DELETE FROM participant; DELETE FROM engagement; DELETE FROM note;"
          + Riverton.walk("E2", "2026-11-17 08:00", ["tran", "reyes"])
          + Riverton.walk("E1", "2026-11-17 07:00") + Riverton.note("N1"))),
    Scenario(
      "a row replaced by itself, and one replaced through its number at the source",
      at(
        "2026-11-17 09:00",
        Riverton.walk("E1", "2026-11-17 08:00")
          + "UPDATE engagement SET source = 'cad', source_ref = '77' WHERE id = 'E1'",
        "engagement.completed E1", "leader.participated E1"),
      at("2026-11-17 10:00", "INSERT OR REPLACE INTO engagement SELECT * FROM engagement"),
      at(
        "2026-11-17 11:00",
        """
        INSERT OR REPLACE INTO engagement (id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at,
          source, source_ref) SELECT 'E2', activity, neighborhood_id, coordinator_id, status, starts_at, ends_at,
          source, source_ref FROM engagement WHERE id = 'E1';
        INSERT INTO participant VALUES ('E2', 'kelling')
        """,
        "engagement.withdrawn E1", "leader.withdrawn E1", "engagement.completed E2",
        "leader.participated E2")),
    Scenario(
      "a note shared, corrected and withdrawn",
      at("2026-11-17 09:00", Riverton.note("N1"), "note.shared N1"),
      at("2026-11-17 10:00", "UPDATE note SET body = 'The light works again.'", "note.corrected N1"),
      at("2026-11-17 11:00", "DELETE FROM note", "note.withdrawn N1"),
      at("2026-11-17 12:00", Riverton.note("N1"), "note.shared N1")),
    Scenario(
      "somebody who is not to be named any more, and may be again",
      at(
        "2026-11-17 09:00",
        Riverton.note("N1") + Riverton.note("N2", by: "reyes") + Riverton.walk("E1", "2026-11-17 08:00"),
        "note.shared N1", "note.shared N2", "engagement.completed E1", "leader.participated E1"),
      at(
        "2026-11-17 10:00", "UPDATE person SET named = 0 WHERE id = 'tran'", "note.corrected N1",
        "engagement.corrected E1", "leader.corrected E1"),
      at(
        "2026-11-17 11:00", "UPDATE person SET named = 1 WHERE id = 'tran'", "note.corrected N1",
        "engagement.corrected E1", "leader.corrected E1")),
    Scenario(
      "rows that make no sense, each told once",
      at(
        "2026-11-17 09:00", "UPDATE person SET rank = 'admiral' WHERE id = 'reyes';" + Riverton.note("N1"),
        "store.problem person/reyes", "note.shared N1"),
      at(
        "2026-11-17 10:00",
        Riverton.note("N2", by: "nobody") + Riverton.walk("E1", "2026-11-17 08:00", ["nobody"]),
        "store.problem note/N2", "note.shared N2", "store.problem engagement/E1",
        "store.problem engagement/E1", "engagement.completed E1"),
      at("2026-11-17 11:00", "UPDATE note SET body = 'Again.' WHERE id = 'N2'", "note.corrected N2")),
    Scenario(
      "walks that do not count, and why",
      quotas: Riverton.squadWalk,
      at("2026-11-15 12:00"),
      at(
        "2026-11-17 09:00", Riverton.walk("E1", "2026-11-17 08:00", minutes: 22, ["kelling"]),
        "engagement.completed E1", "leader.participated E1", "engagement.uncounted E1"),
      at(
        "2026-11-17 10:00", "INSERT INTO participant VALUES ('E1', 'tran')",
        "engagement.corrected E1", "leader.corrected E1", "engagement.uncounted E1"),
      at(
        "2026-11-17 11:00", "UPDATE engagement SET ends_at = '2026-11-17T13:31:00Z'",
        "engagement.corrected E1", "leader.corrected E1", "quota.met squad-walk/riverside/2026-11-16"),
      at(
        "2026-11-17 12:00", Riverton.walk("E2", "2026-11-17 10:00", ["tran", "reyes"], activity: "coffee"),
        "engagement.completed E2")),
  ]
}
