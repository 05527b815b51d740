import Foundation
import TestSupport
import Testing

/// `rollcallctl plan` and `pause`: typed, printed, exit code.
@Suite("planning") struct PlanningTests {
  // Far ahead, so that it is the future on whatever day this runs. 2098-11-17 is a Monday.
  private static let plan = [
    "plan", "walk.squad", "--neighborhood", "riverside", "--start", "2098-11-17T15:00:00Z", "--coordinator",
    "kelling", "--id", "p1",
  ]

  @Test("a plan says what it will count for")
  func counts() async throws {
    let desk = try await Desk()
    #expect(
      try await desk.typed(Self.plan + ["--minutes", "40", "--with", "tran"]) == """
        Mon, Nov 17, 10:00  p1  squad walk in Riverside, 40 min, coordinated by Sgt. Bo Kelling
        Planned. Completed like this it counts for Squad walk (squad-walk/riverside/2098-11-17).
        """)
    #expect(
      try desk.stored("SELECT status || ' ' || ends_at FROM engagement") == ["planned 2098-11-17T15:40:00Z"])
    #expect(try desk.stored("SELECT person_id FROM participant ORDER BY 1") == ["kelling", "tran"])
  }

  @Test("a plan that will not count is entered, and says why; without a length it is long enough")
  func fallsShort() async throws {
    let desk = try await Desk()
    #expect(
      try await desk.typed(Self.plan).hasSuffix(
        "Planned, but like this it will not count for Squad walk: no officer or detective present."))
    #expect(try desk.stored("SELECT ends_at FROM engagement") == ["NULL"])
  }

  @Test("what has passed, what is not there and what lacks a start is refused, and nothing is written")
  func refused() async throws {
    let desk = try await Desk()
    let past = try await desk.typed(
      "plan", "walk.squad", "--start", "2020-11-17T15:00:00Z", "--coordinator", "kelling")
    #expect(past.contains("2020-11-17T15:00:00Z has passed; `rollcallctl log` records what was done"))
    #expect(past.hasSuffix("exit 64"))
    #expect(try await desk.typed("plan", "walk.squad").hasSuffix("exit 64"))
    #expect(
      try await desk.typed(Self.plan + ["--with", "ghost"]) == """
        rollcallctl plan: --with: there is no person 'ghost' in the store
        exit 65
        """)
    #expect(try desk.stored("SELECT id FROM engagement") == [])
  }

  @Test("a pause, its end, and what the quotas then say")
  func pause() async throws {
    let desk = try await Desk()
    #expect(
      try await desk.typed(
        "pause", "riverside", "--from", "2026-11-16", "--until", "2026-11-20", "--reason", "snowstorm")
        == "riverside: nothing is owed from Mon, Nov 16 to Fri, Nov 20")
    let quotas = try await desk.typed("quotas", "--from", "2026-11-16", "--now", "2026-11-18T12:00:00Z")
    #expect(quotas.contains("excused"))
    #expect(
      try await desk.typed(
        "pause", "riverside", "--from", "2026-11-17", "--until", "2026-11-18", "--reason", "x") == """
          rollcallctl pause: riverside is paused on these days already: 2026-11-16 to 2026-11-20
          exit 65
          """)
    #expect(
      try await desk.typed("pause", "riverside", "--end", "--from", "2026-11-18")
        == "riverside: things are owed again from Wed, Nov 18 on")
    #expect(
      try desk.stored("SELECT starts_on || ' ' || ends_on || ' ' || reason FROM pause")
        == ["2026-11-16 2026-11-17 snowstorm"])
    #expect(
      try await desk.typed("pause", "riverside", "--end", "--from", "2026-11-16")
        == "riverside: things are owed again from Mon, Nov 16 on")
    #expect(try desk.stored("SELECT id FROM pause") == [])
  }

  @Test("a pause without a reason, of no neighborhood, or that is not there to be ended")
  func refusedPause() async throws {
    let desk = try await Desk()
    #expect(try await desk.typed("pause", "riverside").contains("say why with --reason"))
    #expect(try await desk.typed("pause", "moon", "--reason", "x").hasSuffix("exit 65"))
    #expect(
      try await desk.typed("pause", "riverside", "--end", "--from", "2026-11-18") == """
        rollcallctl pause: riverside is not paused on 2026-11-18; nothing was changed
        exit 65
        """)
  }
}
