import Foundation
import TestSupport
import Testing

/// A snowstorm: many cases answered or waived at once.
@Suite("many cases") struct ManyCasesTests {
  private static let hilltop = """
    INSERT INTO neighborhood (id, name, unit_id) VALUES ('hilltop', 'Hilltop', 'D1');
    INSERT INTO assignment (neighborhood_id, person_id) VALUES ('hilltop', 'kelling');
    """

  private static func snowed(as person: String) async throws -> LivingDesk {
    let living = try await LivingDesk(as: person, at: "2026-11-06 09:00", sql: hilltop)
    for time in ["2026-11-09 09:00", "2026-11-18 07:00", "2026-11-25 07:00"] { try await living.at(time) }
    return living
  }

  @Test("they are listed; without --yes and without a keyboard nothing is done")
  func list() async throws {
    let living = try await Self.snowed(as: "silva")
    let printed = try await living.desk.typed("waive", "--on", "2026-11-18", "--text", "snowstorm")
    #expect(
      printed.contains("squad-walk/hilltop/2026-11-16") && printed.contains("squad-walk/riverside/2026-11-16")
    )
    #expect(!printed.contains("2026-11-09"))
    #expect(printed.contains("2 cases selected, nothing done: --yes does it without a question"))
    #expect(printed.hasSuffix("exit 64"))
    await living.end()
  }

  @Test("a neighborhood's, a day's, all")
  func selected() async throws {
    let living = try await Self.snowed(as: "silva")
    let desk = living.desk
    let first = try await desk.typed(
      "waive", "--neighborhood", "hilltop", "--on", "2026-11-18", "--text", "snowstorm", "--yes")
    #expect(first.hasSuffix("squad-walk/hilltop/2026-11-16: waived"))
    #expect(!first.contains("riverside"))
    let rest = try await desk.typed("waive", "--all", "--text", "snowstorm", "--yes")
    #expect(rest.split(separator: "\n").count { $0.hasSuffix(": waived") } == 3)
    #expect(try await desk.typed("cases") == "There is no open case.")
    #expect(
      try await desk.typed("waive", "--all", "--text", "again", "--yes") == """
        rollcallctl waive: no open case that you may see is there
        exit 66
        """)
    await living.end()
  }

  @Test("whoever is responsible answers many, and may waive none")
  func answered() async throws {
    let living = try await Self.snowed(as: "kelling")
    let desk = living.desk
    let refused = try await desk.typed("waive", "--all", "--text", "snowstorm", "--yes")
    #expect(refused.hasSuffix("exit 77"))
    #expect(refused.split(separator: "\n").count { $0.contains("answer it instead") } == 4)
    let answered = try await desk.typed("answer", "--on", "2026-11-18", "--reason", "weather", "--yes")
    #expect(answered.split(separator: "\n").count { $0.hasSuffix(": answered") } == 2)
    #expect(try await desk.typed("answer", "--all", "x/y/z", "--reason", "weather").hasSuffix("exit 64"))
    await living.end()
  }
}
