import Foundation
import TestSupport
import Testing

/// `rollcallctl explain`: typed, printed, exit code.
@Suite("explain") struct ExplainTests {
  @Test("an engagement: where it belongs, each rule with its figures, what would make it count")
  func engagement() async throws {
    let desk = try await Desk(sql: Riverton.walk("short", "2026-11-17 09:00", minutes: 22))
    #expect(
      try await desk.typed("explain", "short", "--now", "2026-11-17T20:00:00Z") == """
        Tue, Nov 17, 09:00  short  squad walk in Riverside, 22 min, coordinated by Sgt. Bo Kelling
        with Ofc. Lin Tran

        It does not count for Squad walk, to which it belongs.
        squad-walk/riverside/2026-11-16: 0 of 1 logged, open

        Squad walk:
          met       the coordinator took part
          met       the coordinator is a sergeant of patrol assigned to the neighborhood
          not met   22 min, 30 required
          met       1 of 1 officer or detective present
          met       no other of the same coordinator at the same time

        What would make it count:
          > If it lasted longer than recorded, correct its start or end: 30 min are required.

        Not for individual performance evaluation.
        """)
  }

  @Test("an engagement that counts, for machines")
  func machines() async throws {
    let desk = try await Desk(sql: Riverton.walk("good", "2026-11-17 09:00"))
    let found = try #require(try await desk.json("explain", "good") as? [String: Any])
    #expect(found["counts"] as? Bool == true)
    #expect(found["obligation"] as? String == "squad-walk/riverside/2026-11-16")
    #expect((found["checks"] as? [[String: Any]])?.first?["quota"] as? String == "squad-walk")
  }

  @Test("what the store does not know, and what could be two things")
  func unknown() async throws {
    let desk = try await Desk(sql: Riverton.walk("tran", "2026-11-17 09:00"))
    #expect(
      try await desk.typed("explain", "moon") == """
        rollcallctl explain: the store has no engagement and no person 'moon'; a case looks like squad-walk/riverside/2026-11-16
        exit 66
        """)
    #expect(
      try await desk.typed("explain", "tran") == """
        rollcallctl explain: 'tran' is both an engagement and a person: say which with --as
        `rollcallctl explain --help` says how
        exit 64
        """)
    #expect(
      try await desk.typed("explain", "tran", "--as", "engagement").contains("It counts for Squad walk."))
    #expect(
      try await desk.typed("explain", "tran", "--as", "dog").hasPrefix(
        "rollcallctl explain: --as: found 'dog', expected case, engagement or person"))
  }

  @Test("a case while nobody runs the daemon")
  func noDaemon() async throws {
    let desk = try await Desk()
    let printed = try await desk.typed("explain", "squad-walk/riverside/2026-11-16")
    #expect(printed.contains("is rollcalld running?"))
    #expect(printed.hasSuffix("exit 69"))
  }

  @Test("a person: the day they were told, the day before, and somebody whom the climb has not reached")
  func person() async throws {
    let living = try await LivingDesk(
      as: "ode", at: "2026-11-13 09:00",
      sql: """
        INSERT INTO absence (person_id, starts_on, ends_on) VALUES ('tran', '2026-11-25', '2026-11-27');
        UPDATE person SET email = NULL WHERE id = 'ruiz';
        """)
    // The week ends on Sunday night and settles on Tuesday night; quiet hours end at six.
    for time in ["2026-11-16 09:00", "2026-11-23 09:00", "2026-11-25 07:00", "2026-11-26 09:00"] {
      try await living.at(time)
    }
    let desk = living.desk
    #expect(
      try await desk.typed("explain", "kelling", "--on", "2026-11-25") == """
        Sgt. Bo Kelling (kelling), supervised by Lt. Ana Silva (silva)

        Squad walk, Riverside (squad-walk/riverside/2026-11-16), responsible:
          Told Wed, Nov 25, 07:00, with step 0: they are responsible.
        """)
    #expect(
      try await desk.typed("explain", "kelling", "--on", "2026-11-24").contains(
        "Not told: the case was opened only later, Wed, Nov 25, 07:00."))
    #expect(
      try await desk.typed("explain", "ruiz", "--on", "2026-11-25") == """
        Capt. Maria Ruiz (ruiz), supervised by Chief Ida Ode (ode)
        Has no e-mail address: cannot be told; the next above is, and hears why.

        Squad walk, Riverside (squad-walk/riverside/2026-11-16), above those responsible:
          Not told yet: 1 step was taken by then, each to those above the one before.
        """)
    #expect(
      try await desk.typed("explain", "tran", "--on", "2026-11-25") == """
        Ofc. Lin Tran (tran), supervised by Sgt. Bo Kelling (kelling)
        Away on Wed, Nov 25: told all the same, and the supervisor too.

        No case of theirs, or of those below them, is known.
        """)
    let found = try #require(
      try await desk.json("explain", "silva", "--on", "2026-11-25") as? [String: Any])
    #expect((found["cases"] as? [[String: Any]])?.first?["outcome"] as? String == "told_later")
    await living.end()
  }
}
