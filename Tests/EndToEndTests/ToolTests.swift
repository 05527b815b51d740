import Foundation
import RollCall
import TestSupport
import Testing

@Suite("rollcallctl, as it is typed", .enabled(if: Tools.has("sqlite3"), "needs sqlite3"))
struct ToolTests {
  /// What was typed, the exit code, and what is to stand in what was printed (of code 0 on standard output, of others
  /// on standard error).
  struct Line: Sendable {
    let words: [String]
    let code: Int32
    let printed: [String]

    init(_ words: String..., code: Int32 = 0, prints printed: String...) {
      (self.words, self.code, self.printed) = (words, code, printed)
    }
  }

  private func type(_ lines: [Line], in folder: String) async throws {
    for line in lines {
      let found = try await ForeignProgram.run(
        [try Tools.built("rollcallctl")] + line.words, environment: ["ROLLCALL_CONFIG": nil], folder: folder)
      #expect(found.code == line.code, "\(line.words): \(found.output)\(found.errors)")
      for text in line.printed {
        #expect((line.code == 0 ? found.output : found.errors).contains(text), "\(line.words): \(found)")
      }
      if line.code == 0 { #expect(found.errors == "", "\(line.words)") }
    }
  }

  @Test("from an empty folder to the first quota")
  func beginning() async throws {
    let scratch = try Scratch()
    let folder = scratch.file("station")
    try await type(
      [
        Line("init", folder, "--agency", "Riverton PD", "--time-zone", "America/New_York", prints: "Next: "),
        Line("init", folder, code: 73, prints: "is there already; nothing was changed"),
        Line("init", scratch.file("x"), "--time-zone", "Mars/Olympus", code: 64, prints: "Mars/Olympus"),
      ], in: scratch.path)
    #expect(scratch.mode("station/rollcall.json5").map { $0 & 0o007 } == 0)
    try await type([Line("check", prints: "Riverton PD: 0 people", "Nothing is wrong.")], in: folder)
    try await ForeignWriter("\(folder)/engagement.db").run(Riverton.roster)
    let start = try Riverton.instant("2026-11-17 09:00").rfc3339
    try await type(
      [
        Line("check", prints: "7 people, 1 neighborhood, 7 quotas"),
        Line("note", "Light at the bus stop.", "--author", "tran", "--at", start, prints: "note note-"),
        Line("note", "--author", "tran", "--json", "--", "-- begins with dashes", prints: "{\"id\":\"note-"),
        Line(
          "log", "walk.squad", "--coordinator", "kelling", "--with", "tran", "--minutes", "22", "--start",
          start,
          "--neighborhood", "riverside", "--id", "W1", prints: "engagement W1 is in the store"),
        Line(
          "quotas", "--now", "2026-11-19T12:00:00Z",
          prints: "Riverside  Squad walk                    Mon, Nov 16 – Sun, Nov 22  0 of 3  at risk",
          "W1 does not count: 22 min, 30 required", "Not for individual performance evaluation."),
        Line("quotas", "--from", "2026-11-20", "--until", "2026-11-19", code: 64, prints: "--until"),
        Line("quotas", "--now", "yesterday", code: 64, prints: "found 'yesterday'"),
      ], in: folder)
  }

  @Test("quotas --json: an array by id, from store and configuration alone, without writing anything")
  func quotas() async throws {
    struct Found: Decodable {
      struct Period: Decodable {
        let from: String
        let until: String
      }
      struct Engagement: Decodable {
        struct Reason: Decodable {
          let code: String
          let text: String
        }
        let id: String
        let counts: Bool
        let reasons: [Reason]
      }
      struct Named: Decodable {
        let id: String
        let name: String
      }
      let id: String
      let period: Period
      let required: Int
      let counted: Int
      let status: String
      let responsible: [Named]
      let engagements: [Engagement]
    }
    let station = try await Station(quotas: Riverton.squadWalk)
    try await station.writer.run(
      Riverton.walk("W1", "2026-11-17 09:00", minutes: 22, ["kelling"])
        + Riverton.walk("W2", "2026-11-18 09:00", status: "planned") + "PRAGMA journal_mode = DELETE;")
    let before = try Data(contentsOf: URL(fileURLWithPath: station.store))
    let files = station.scratch.contents
    let transcript = try await station.tool(
      "quotas", "--json", "--now", "2026-11-25T12:00:00Z", "--from", "2026-11-16", "--until", "2026-11-23")
    #expect(transcript.code == 0)
    let found = try JSONDecoder().decode([Found].self, from: Data(transcript.output.utf8))
    #expect(
      found.map(\.id) == ["squad-walk/riverside/2026-11-16", "squad-walk/riverside/2026-11-23"])
    #expect(found.map(\.status) == ["missed", "open"])
    let week = try #require(found.first)
    #expect((week.required, week.counted) == (1, 0))
    #expect((week.period.from, week.period.until) == ("2026-11-16T05:00:00Z", "2026-11-23T05:00:00Z"))
    #expect(week.responsible.map(\.id) == ["kelling"])
    #expect(week.engagements.map(\.id) == ["W1", "W2"])
    #expect(week.engagements.map(\.counts) == [false, false])
    #expect(week.engagements[0].reasons.map(\.code) == ["too_short", "missing_participants"])
    #expect(week.engagements[0].reasons[0].text == "22 min, 30 required")
    #expect(week.engagements[1].reasons.map(\.code) == ["not_completed"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: station.store)) == before)
    #expect(station.scratch.contents == files)
  }

  @Test("the daemon's side: digest, feed, status")
  func reading() async throws {
    let station = try await Station(#"shifts: [ { id: "all", name: "All day", rollCall: "00:00" } ],"#)
    try await type(
      [
        Line("digest", code: 66, prints: "there is no digest yet"),
        Line("digest", "night", code: 64, prints: "there is no shift 'night'; the configuration knows all"),
        Line("status", code: 69, prints: "is rollcalld running?"),
        Line("feed", code: 69, prints: "is rollcalld running?"),
      ], in: station.scratch.path)
    try await station.writer.run(Riverton.note("N1", at: Date()))
    let daemon = try await station.daemon()
    try await eventually("a digest") { try await station.log().count == 2 }
    try await type(
      [
        Line("digest", prints: "All day roll call", "Neighbours ask for light at the bus stop."),
        Line("digest", "all", "--html", prints: "<!DOCTYPE html>"),
        Line("digest", "all", "--json", prints: "{"),
        Line("digest", "all", "--day", "2001-01-01", code: 66, prints: "there is no such digest"),
        Line("feed", prints: "#1  ", "note.shared", "#2  ", "digest.published"),
        Line("feed", "--after", "1", "--json", prints: "\"type\":\"rollcall.digest.published\""),
        Line("feed", "--type", "note", prints: "Ofc. Lin Tran"),
        Line("status", prints: "all is done that is due", "events      2 published"),
        Line("status", "--json", prints: "\"healthy\":true"),
        Line("status", "--socket", station.scratch.file("no.sock"), code: 69, prints: "no.sock"),
      ], in: station.scratch.path)
    let follower = try ForeignProgram(
      [Tools.built("rollcallctl"), "feed", "--follow", "--after", "2"], folder: station.scratch.path)
    try await station.writer.run(Riverton.note("N2", "And a bench."))
    try await eventually("the note to be printed", state: follower.errors) {
      follower.output.contains("#3  ") && follower.output.contains("And a bench.")
    }
    _ = try await daemon.stopped()
    #expect(try await follower.finished().code == 0)
  }

  @Test("what is refused, each with its code and a way out")
  func refusals() async throws {
    let station = try await Station()
    try await station.writer.run(Riverton.walk("W1", "2026-11-17 09:00"))
    try await type(
      [
        Line("nonsense", code: 64, prints: "there is no command 'nonsense'"),
        Line("quotas", "--form", "x", code: 64, prints: "unknown option --form"),
        Line("note", code: 64, prints: "say the note's text"),
        Line("note", "  ", "--author", "tran", code: 64, prints: "the note is empty"),
        Line("note", "Hello.", "--author", "nobody", code: 65, prints: "there is no person 'nobody'"),
        Line("log", "walk.squad", "--coordinator", "kelling", code: 64, prints: "--minutes"),
        Line(
          "log", "walk.squad", "--minutes", "30", "--coordinator", "kelling", "--neighborhood", "atlantis",
          code: 65, prints: "there is no neighborhood 'atlantis'"),
        Line(
          "log", "walk.squad", "--minutes", "30", "--coordinator", "kelling", "--id", "W1", code: 65,
          prints: "the store has the engagement 'W1' already"),
        Line("check", "--config", "nowhere.json5", code: 78, prints: "nowhere.json5"),
        Line("note", "Hello.", "--author", "tran", "--store", "/nowhere.db", code: 69, prints: "/nowhere.db"),
      ], in: station.scratch.path)
    #expect(
      try await station.writer.lines("SELECT count(*) FROM note; SELECT count(*) FROM engagement;") == [
        "0", "1",
      ])
  }

  @Test(
    "whoever has a login in the store need not say who they are; others must",
    .enabled(if: Tools.has("id"), "needs id"))
  func login() async throws {
    let station = try await Station()
    let typed = Line("note", "Hello.", code: 77, prints: "nobody in the store has the login")
    try await type([typed], in: station.scratch.path)
    let login = try await ForeignProgram.run([Tools.need("id"), "-un"]).output
      .trimmingCharacters(in: .newlines)
    try await station.writer.run("UPDATE person SET login = \(login.sql) WHERE id = 'reyes';")
    try await type([Line("note", "Hello.", prints: "is in the store")], in: station.scratch.path)
    #expect(try await station.writer.lines("SELECT author_id FROM note;") == ["reyes"])
  }

  @Test("a store that another program holds: unavailable, and nothing half done")
  func held() async throws {
    let station = try await Station()
    let session = try station.writer.session()
    try await session.run("BEGIN IMMEDIATE;")
    try await type(
      [Line("note", "Hello.", "--author", "tran", code: 69, prints: "locked")], in: station.scratch.path)
    try await session.run("COMMIT;")
    try await type([Line("note", "Hello.", "--author", "tran")], in: station.scratch.path)
    #expect(try await station.writer.lines("SELECT count(*) FROM note;") == ["1"])
  }

  @Test("a case from the mail to the answer that ends it")
  func cases() async throws {
    let station = try await Station(
      #"feed: { access: [ { user: "root", audience: "command" } ] },"#, quotas: Riverton.squadWalk)
    let login = try #require(getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) })
    try await station.writer.run("UPDATE person SET login = \(login.sql) WHERE id = 'silva';")
    // Long past, whatever the day of the test: the daemon that is asked goes by the machine's own clock.
    try await station.writer.run("UPDATE neighborhood SET active_until = '2024-01-14';")
    let owed = "squad-walk/riverside/2024-01-08"
    #expect(try await station.once("2024-01-07 12:00").code == 0)
    #expect(try await station.once("2024-01-17 09:00").code == 0)
    #expect(try station.maildir.mails.map(\.recipient) == ["kelling@example.test"])
    let daemon = try await station.daemon()
    try await type(
      [
        Line("cases", prints: owed),
        Line("explain", owed, prints: "Sgt. Bo Kelling"),
        Line("explain", "no/such/case", code: 66, prints: "no/such/case"),
        Line("ack", owed, code: 65, prints: "400"),
        Line("ack", owed, "--text", "Two walks next week, I lead one myself."),
      ], in: station.scratch.path)
    try await eventually("the acknowledgement") {
      try await station.log().contains { $0.hasSuffix("quota.acknowledged \(owed)") }
    }
    _ = try await daemon.stopped()
  }
}
