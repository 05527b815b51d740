import Foundation
import TestSupport
import Testing

/// `rollcallctl uncounted`: typed, printed, exit code.
@Suite("uncounted") struct UncountedTests {
  private static let walks =
    Riverton.walk("short", "2026-11-17 09:00", minutes: 22)
    + Riverton.walk("good", "2026-11-17 13:00")
    + Riverton.walk("coffee", "2026-11-18 09:00", ["tran"], activity: "coffee")
      + """
      INSERT INTO engagement (id, activity, neighborhood_id, status, starts_at, ends_at, source, source_ref) VALUES
        ('cad-1', 'walk', 'riverside', 'completed', '2026-11-16T15:00:00Z', '2026-11-16T15:40:00Z', 'cad', '1');
      INSERT INTO participant VALUES ('cad-1', 'kelling'), ('cad-1', 'tran');
      """

  @Test("what fits none, what falls short, and activities that no quota speaks of, each in its group")
  func groups() async throws {
    let desk = try await Desk(sql: Self.walks)
    let printed = try await desk.typed(
      "uncounted", "--from", "2026-11-16", "--until", "2026-11-22", "--now", "2026-11-19T12:00:00Z")
    #expect(
      printed == """
        These fit no expectation (1):
          Mon, Nov 16, 10:00  cad-1  walk in Riverside, 40 min
            > If Sgt. Bo Kelling (kelling) led it, name them as the coordinator: it then counts for Squad walk.

        These do not meet the rules of their expectation (1):
          Tue, Nov 17, 09:00  short  squad walk in Riverside, 22 min, coordinated by Sgt. Bo Kelling
              Squad walk: 22 min, 30 required
            > If it lasted longer than recorded, correct its start or end: 30 min are required.

        No expectation speaks of these activities (1):
          coffee: 1 engagement

        Not for individual performance evaluation.
        """)
  }

  @Test("for machines: each with its standing, reasons, rules and remedies")
  func machines() async throws {
    let desk = try await Desk(sql: Self.walks)
    let found = try #require(
      try await desk.json("uncounted", "--until", "2026-11-22", "--now", "2026-11-19T12:00:00Z")
        as? [[String: Any]])
    #expect(found.map { $0["id"] as? String } == ["cad-1", "short", "coffee"])
    #expect(found.map { $0["standing"] as? String } == ["fits_none", "falls_short", "unknown_activity"])
    #expect(found.allSatisfy { ($0["remedies"] as? [String])?.isEmpty == false })
  }

  @Test("a neighborhood alone, and one that is not there")
  func neighborhoods() async throws {
    let desk = try await Desk(
      sql: "INSERT INTO neighborhood (id, name) VALUES ('hill', 'Hilltop');" + Self.walks)
    #expect(
      try await desk.typed("uncounted", "--neighborhood", "hill", "--until", "2026-11-22")
        == "Everything that was done in these days counts.")
    #expect(
      try await desk.typed("uncounted", "--neighborhood", "moon") == """
        rollcallctl uncounted: --neighborhood: there is no neighborhood 'moon' in the store
        exit 65
        """)
  }

  @Test("days the wrong way round are refused, and the help has an example")
  func usage() async throws {
    let desk = try await Desk()
    let refused = try await desk.typed("uncounted", "--from", "2026-11-22", "--until", "2026-11-16")
    #expect(refused.contains("--until 2026-11-16 is before --from 2026-11-22"))
    #expect(refused.hasSuffix("exit 64"))
    let help = try await desk.typed("uncounted", "--help")
    #expect(help.contains("Example: rollcallctl uncounted --from 2026-11-16"))
  }
}
