import Foundation
import RollCall
import TestSupport
import Testing

/// `rollcallctl demo`, run as a person would.
@Suite("demo: as it is typed")
struct DemoTests {
  private struct Summary: Decodable {
    struct Mail: Decodable, Equatable {
      let name: String
      let subject: String
    }
    struct Step: Decodable {
      let type: String
      let at: String
      let mails: [Mail]
    }
    struct Case: Decodable { let steps: [Step] }
    let newestDigest: String?
    let newestEvent: Int
    let events: [String: Int]
    let mails: Int
    let `case`: Case
    let paths: [String: String]?
  }

  private func demo(_ words: String..., environment: [String: String?] = [:]) async throws
    -> ForeignProgram.Transcript
  {
    try await ForeignProgram.run(
      [Tools.built("rollcallctl"), "demo"] + words, environment: environment, within: .seconds(120))
  }

  private func summary(_ transcript: ForeignProgram.Transcript) throws -> Summary {
    try JSONDecoder().decode(Summary.self, from: Data(transcript.output.utf8))
  }

  @Test(
    "shows the same story whenever it is run",
    arguments: [
      ("2026-11-16T05:05:00Z", "2026-11-15/night"),  // Monday, 00:05
      ("2026-11-21T18:00:00Z", "2026-11-21/day"),  // Saturday
      ("2026-11-01T06:30:00Z", "2026-10-31/night"),  // the hour that comes twice
      ("2026-03-08T07:05:00Z", "2026-03-07/night"),  // after the hour that is left out
      ("2027-01-01T05:00:30Z", "2026-12-31/night"),
      ("2026-11-18T19:45:00Z", "2026-11-18/evening"),
    ])
  func story(now: String, digest: String) async throws {
    let run = try await demo("--json", "--now", now)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let summary = try summary(run)
    #expect(summary.newestDigest == digest)
    #expect(summary.case.steps.map(\.type) == Self.climb)
    #expect(
      summary.case.steps.flatMap(\.mails).map(\.name) == [
        "Sgt. Bo Kelling", "Sgt. Bo Kelling", "Lt. Ana Silva", "Capt. Lucia Ferrante",
      ])
    #expect(
      summary.case.steps.flatMap(\.mails).allSatisfy { $0.subject.hasPrefix("Squad walk, Mill Hill: 1 of 3") }
    )
    #expect(summary.events["store.problem"] == nil)
    #expect(summary.events["quota.missed"] == 2 && summary.events["quota.cleared"] == 1)
    #expect(summary.events["engagement.uncounted"] == 1)
    #expect(summary.events.values.reduce(0, +) == summary.newestEvent)
  }

  private static let climb = [
    "quota.at_risk", "quota.missed", "quota.escalated", "quota.escalated", "quota.acknowledged",
  ]

  @Test("prints digest, posts, alert, and leaves nothing behind")
  func text() async throws {
    let scratch = try Scratch()
    let run = try await demo("--now", "2026-11-18T20:00:00Z", environment: ["TMPDIR": scratch.path])
    #expect(run.code == 0 && run.errors.isEmpty)
    for line in [
      "== The newest digest: what the evening watch read on Wed, Nov 18",
      "  - At this briefing: Capt. Lucia Ferrante and Sgt. Bo Kelling",
      "== The last posts on the feed", "== The alert that climbed, mail by mail",
      "Thu, Nov 12, 06:00  to Lt. Ana Silva, the next in the chain of command",
      "  “Squad walk, Mill Hill: 1 of 3 logged, week of Nov 2”", "== To look around in it",
    ] { #expect(run.output.contains("\n\(line)\n"), "\(line)") }
    let lines = run.output.split(separator: "\n")
    #expect(lines.count < 100 && lines.allSatisfy { $0.count <= 80 || $0.contains("/") })
    #expect(scratch.contents.isEmpty)
  }

  @Test("--dir leaves everything there, for the daemon to go on with")
  func kept() async throws {
    let scratch = try Scratch()
    let folder = scratch.file("town")
    let run = try await demo("--json", "--dir", folder, "--now", "2026-11-18T20:00:00Z")
    let summary = try summary(run)
    #expect(summary.paths?["folder"] == folder)
    #expect(Maildir("\(folder)/mail").names.count == summary.mails)
    #expect(FileManager.default.fileExists(atPath: "\(folder)/digests/latest/evening.html"))
    // Residents hear of the walk after a shooting at the door, not from a post (contract §5).
    let posts =
      "SELECT replace(type, 'rollcall.', '') FROM event WHERE subject LIKE '%post-incident-riverside' ORDER BY id"
    #expect(
      try await ForeignWriter("\(folder)/state.db").lines(posts) == [
        "engagement.completed", "leader.participated",
      ])
    let daemon = try await ForeignProgram.run([
      Tools.built("rollcalld"), "--config", "\(folder)/rollcall.json5", "--once", "--now",
      "2026-11-19T12:00:00Z",
    ])
    #expect(daemon.code == 0, "\(daemon.errors)")
    #expect(FileManager.default.fileExists(atPath: "\(folder)/digests/2026-11-19/day.html"))
  }

  @Test("an existing folder with something in it is refused, and a path that is none")
  func refused() async throws {
    let scratch = try Scratch()
    let file = try scratch.write("mine", to: "note.txt")
    for (words, code, complaint) in [
      (["--dir", scratch.path], 73, "not empty"), (["--dir", file], 73, "no folder"),
      (["--dir", "\(file)/below"], 73, "cannot create"), (["--store", "x.db"], 64, "--dir"),
      (["--now", "yesterday"], 64, "an instant such as"),
      (["--now", "9999-12-31T23:00:00Z"], 64, "1970 to 2999"),
    ] as [([String], Int32, String)] {
      let run = try await ForeignProgram.run([Tools.built("rollcallctl"), "demo"] + words)
      #expect(run.code == code && run.errors.contains(complaint), "\(words): \(run.errors)")
    }
    #expect(scratch.contents == ["note.txt"])
  }

  @Test("a folder whose path is too long for a socket gets a shorter one elsewhere, and says so")
  func longPath() async throws {
    let scratch = try Scratch()
    let folder = scratch.file(String(repeating: "long", count: 25))
    let run = try await demo("--dir", folder)
    #expect(run.code == 0)
    #expect(run.output.contains("at most 107 bytes"))
    let socket = try #require(run.output.firstMatch(of: #/socket +(/\S+)/feed\.sock/#)?.output.1)
    #expect(socket.utf8.count < 90 && !socket.hasPrefix(folder))
    try FileManager.default.removeItem(atPath: String(socket))
  }

  @Test("--live shows what others write, and ends when it is told to")
  func live() async throws {
    let scratch = try Scratch()
    let folder = scratch.file("town")
    let program = try ForeignProgram([Tools.built("rollcallctl"), "demo", "--live", "--dir", folder])
    func printed() -> String { program.output + program.errors }
    try await eventually(
      "the demo to be ready", within: .seconds(120), state: printed()
    ) {
      program.output.contains("Control-C ends it.")
    }
    let shown = try #require(
      program.output.firstMatch(of: #/sqlite3 \S+ "\n(INSERT|  INSERT)[^"]*"/#)?.output.0)
    let script = try #require(shown.split(separator: "\"").last)
    try await ForeignWriter("\(folder)/engagement.db").run(String(script))
    try await eventually("the walk", within: .seconds(30), state: printed()) {
      program.output.contains(
        "leader.participated  Sgt. Bo Kelling took part in a squad walk in Mill Hill, 35 min")
    }
    program.signal(SIGINT)
    let ended = try await program.finished()
    #expect(ended.code == 0 && ended.errors.isEmpty)
    #expect(FileManager.default.fileExists(atPath: "\(folder)/state.db"))
  }

  @Test("interrupted, it ends as the signal says and takes its folder away")
  func interrupted() async throws {
    let scratch = try Scratch()
    // timeout(1) signals in the middle of the replay, however busy the threads of the tests are.
    let program = try ForeignProgram(
      ["/usr/bin/timeout", "--preserve-status", "0.4", Tools.built("rollcallctl"), "demo"],
      environment: ["TMPDIR": scratch.path])
    let ended = try await program.finished()
    #expect(ended.ending == .exited(128 + SIGTERM) && ended.output.isEmpty)
    #expect(scratch.contents.isEmpty)
  }
}
