import Foundation
import RollCall
import TestSupport
import Testing

@Suite("kill -9, again and again", .enabled(if: Tools.has("curl", "sqlite3"), "needs curl and sqlite3"))
struct KillTests {
  /// More with the variable `ROLLCALL_KILLS`, another course with `ROLLCALL_SEED`.
  private static func number(_ variable: String, otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap(Int.init) ?? otherwise
  }

  @Test("no event is lost, repeated, or out of order, in the log and for a reader that comes back each time")
  func anywhere() async throws {
    let rounds = Self.number("ROLLCALL_KILLS", otherwise: 25)
    var random = Seeded(UInt64(Self.number("ROLLCALL_SEED", otherwise: 42)))
    let station = try await Station()
    let session = try station.writer.session()
    var (notes, walks) = (0, 0)
    var heard: [Listener.Received] = []

    for round in 1...rounds {
      let daemon = try station.launch()
      var listener: Listener?
      // Of every three, one is let come up and heard before the next rows, the others are killed wherever they are.
      if round % 3 == 0 {
        try await station.ready(daemon)
        listener = try Listener(station.socket, headers: ["Last-Event-ID: \(heard.last?.id ?? 0)"])
        try await listener?.connected()
      }
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        if Bool.random(using: &random) {
          notes += 1
          try await session.run(Riverton.note("N\(notes)"))
        } else {
          walks += 1
          let walk = Riverton.walk("E\(walks)", "2026-11-17 09:00", ["tran", "reyes"])
          try await session.run("BEGIN;\(walk)COMMIT;")
        }
      }
      try await Task.sleep(for: .microseconds(Int.random(in: 0...60_000, using: &random)))
      try await daemon.killed()
      if let listener {
        _ = try await listener.program.finished()
        heard += listener.events
      }
    }
    #expect(!heard.isEmpty, "some of it was heard between the kills")

    let daemon = try await station.daemon()
    let last = try Listener(station.socket, headers: ["Last-Event-ID: \(heard.last?.id ?? 0)"])
    let total = notes + walks
    try await eventually("\(total) events", state: last.program.errors) {
      heard.count + last.events.count >= total
    }
    #expect(try await daemon.stopped().code == 0)
    heard += last.events

    let log = try await station.log()
    #expect(log.map { $0.split(separator: " ")[0] } == (1...total).map { "\($0)" }, "numbers without gaps")
    let said = log.map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    let expected =
      (1...max(notes, 1)).prefix(notes).map { "note.shared N\($0)" }
      + (1...max(walks, 1)).prefix(walks).map { "engagement.completed E\($0)" }
    #expect(said.sorted() == expected.sorted(), "each once")
    #expect(heard.map(\.id) == Array(1...total), "the reader saw each once, in order")
    #expect(
      heard.map { "\($0.id) \($0.type.trimmingPrefix("rollcall."))" }
        == log.map { $0.split(separator: " ").prefix(2).joined(separator: " ") })
    #expect(try await ForeignWriter(station.state).lines("PRAGMA integrity_check;") == ["ok"])
    #expect(try await station.writer.lines("PRAGMA integrity_check;") == ["ok"])
  }

  @Test("a store that is adopted, and whose adoption is killed: each record is published once")
  func adoption() async throws {
    let station = try await Station()
    let count = 1500
    try await station.writer.run(
      """
      WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < \(count))
      INSERT INTO note (id, author_id, written_at, body)
        SELECT 'N' || n, 'tran', '2026-11-17T13:00:00Z', 'Note ' || n FROM number;
      """)
    var random = Seeded(5)
    for _ in 1...10 {
      let daemon = try station.launch()
      try await Task.sleep(for: .microseconds(Int.random(in: 20_000...250_000, using: &random)))
      try await daemon.killed()
    }
    _ = try await station.daemon().stopped()
    let log = ForeignWriter(station.state)
    #expect(
      try await log.lines("SELECT count(*), count(DISTINCT subject), min(id), max(id) FROM event;") == [
        "\(count)|\(count)|1|\(count)"
      ])
    #expect(try await log.lines("SELECT DISTINCT type FROM event;") == ["note.shared"])
    #expect(
      try await station.writer.lines("SELECT count(*) FROM rollcall_identity; PRAGMA integrity_check;")
        == ["1", "ok"])
  }

  @Test("a case opened in a run that was killed is opened once, and its mail comes once")
  func once() async throws {
    let station = try await Station(
      #"mail: { transport: "maildir", folder: "mail" },"#, quotas: Riverton.squadWalk)
    try await station.writer.run("UPDATE neighborhood SET active_until = '2026-11-22';")
    #expect(try await station.once("2026-11-15 12:00").code == 0)
    var random = Seeded(99)
    let now = try Riverton.instant("2026-11-25 09:00").rfc3339
    for _ in 1...15 {
      let run = try station.launch("--once", "--now", now)
      try await Task.sleep(for: .microseconds(Int.random(in: 10_000...120_000, using: &random)))
      try await run.killed()
    }
    #expect(try await station.once("2026-11-25 09:00").code == 0)
    #expect(try await station.log() == ["1 quota.missed squad-walk/riverside/2026-11-16"])
    let mails = try station.maildir.mails
    #expect(mails.map(\.recipient) == ["kelling@example.test"])
  }
}
