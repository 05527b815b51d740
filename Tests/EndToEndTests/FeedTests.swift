import Foundation
import TestSupport
import Testing

@Suite("The feed, as curl reads it", .enabled(if: Tools.has("curl", "sqlite3"), "needs curl and sqlite3"))
struct FeedOverCurlTests {
  private struct CloudEvent: Decodable {
    struct Content: Decodable {
      let headline: String
      let text: String
    }
    let specversion: String
    let id: String
    let source: String
    let type: String
    let subject: String
    let audience: String
    let data: Content
  }

  @Test("an event arrives, live, once another program has committed its row")
  func live() async throws {
    let station = try await Station()
    let daemon = try await station.daemon()
    let listener = try Listener(station.socket)
    try await listener.connected()
    try await station.writer.run(Riverton.note("N1", "Mrs. Doe's fence is mended:\nthanks!"))
    let event = try #require(try await listener.events(1).first)
    #expect(event.id == 1)
    #expect(event.type == "rollcall.note.shared")
    let cloud = try JSONDecoder().decode(CloudEvent.self, from: Data(event.data.utf8))
    #expect((cloud.specversion, cloud.id, cloud.source) == ("1.0", "1", "/rollcall/riverton-pd"))
    #expect((cloud.type, cloud.subject, cloud.audience) == ("rollcall.note.shared", "N1", "agency"))
    #expect(cloud.data.text.contains("Ofc. Lin Tran"))
    #expect(cloud.data.text.contains("Mrs. Doe's fence is mended:\nthanks!"))
    #expect(cloud.data.headline.count <= 70)
    try await station.writer.run("BEGIN;\(Riverton.walk("E1", "2026-11-17 09:00"))COMMIT;")
    let types = try await listener.events(3).map(\.type)
    #expect(types == ["note.shared", "engagement.completed", "leader.participated"].map { "rollcall.\($0)" })
    #expect(try await daemon.stopped().code == 0)
    #expect(try await listener.program.finished().code == 0, "the stream ends whole when the daemon stops")
  }

  @Test("a reader that comes back with the number it saw last misses nothing and hears nothing twice")
  func resume() async throws {
    let station = try await Station()
    try await station.writer.run((1...5).map { Riverton.note("N\($0)") }.joined())
    let daemon = try await station.daemon()
    let first = try Listener(station.socket, "/v1/events?after=0&limit=2")
    #expect(try await first.program.finished().code == 0)
    #expect(first.events.map(\.id) == [1, 2])
    let second = try Listener(station.socket, "/v1/events?after=1", headers: ["Last-Event-ID: 2"])
    #expect(try await second.events(3).map(\.id) == [3, 4, 5], "the header stands above the parameter")
    try await station.writer.run(Riverton.note("N6"))
    #expect(try await second.events(4).map(\.id) == [3, 4, 5, 6])
    _ = try await daemon.stopped()
    let restarted = try await station.daemon()
    let third = try Listener(station.socket, headers: ["Last-Event-ID: 6"])
    try await third.connected()
    try await station.writer.run(Riverton.note("N7"))
    #expect(try await third.events(1).map(\.id) == [7])
    _ = try await restarted.stopped()
  }

  @Test("lines, pages and single events say the same as the stream")
  func forms() async throws {
    let station = try await Station()
    try await station.writer.run(
      (1...3).map { Riverton.note("N\($0)") }.joined() + Riverton.walk("E1", "2026-11-17 09:00"))
    let daemon = try await station.daemon()
    try await eventually("five events") { try await station.log().count == 5 }
    let lines = try await Listener.ask(
      station.socket, "/v1/events?after=0&follow=0", "--header", "Accept: application/x-ndjson")
    #expect(lines.status == 200)
    let each = lines.body.split(separator: "\n").map(String.init)
    let stream = try Listener(station.socket, "/v1/events?after=0&follow=0")
    #expect(try await stream.program.finished().code == 0)
    #expect(stream.events.map(\.data) == each)
    #expect(stream.events.map(\.id) == [1, 2, 3, 4, 5])
    let page = try await Listener.ask(
      station.socket, "/v1/events?after=0&limit=2", "--header", "Accept: application/json")
    #expect(page.head.lowercased().contains("rel=\"next\""))
    let array = try #require(
      try JSONSerialization.jsonObject(with: Data(page.body.utf8)) as? [[String: Any]])
    #expect(array.map { $0["id"] as? String } == ["1", "2"])
    let single = try await Listener.ask(station.socket, "/v1/events/4")
    #expect(single.body.trimmingCharacters(in: .newlines) == each[3])
    let leaders = try Listener(station.socket, "/v1/events?after=0&follow=0&type=leader")
    #expect(try await leaders.program.finished().code == 0)
    #expect(leaders.events.map(\.type) == ["rollcall.leader.participated"])
    let newest = try await Listener.ask(
      station.socket, "/v1/events?last=2", "--header", "Accept: application/json")
    #expect(newest.body.contains("\"id\":\"5\"") && newest.body.contains("\"id\":\"4\""))
    #expect(!newest.body.contains("\"id\":\"3\""))
    _ = try await daemon.stopped()
  }

  @Test("numbers that are not there begin with a gap, and errors are problem details")
  func gapsAndErrors() async throws {
    let station = try await Station()
    try await station.writer.run(Riverton.note("N1"))
    let daemon = try await station.daemon()
    let listener = try Listener(station.socket, "/v1/events?after=99&follow=0")
    #expect(try await listener.program.finished().code == 0)
    #expect(listener.events.map(\.type) == ["rollcall.feed.gap"])
    #expect(listener.events.map(\.id) == [0], "a gap has no number")
    for (target, status) in [("/v1/events/7", 404), ("/nowhere", 404), ("/v1/events?after=x", 400)] {
      let answer = try await Listener.ask(station.socket, target)
      #expect(answer.status == status, "\(target)")
      #expect(answer.head.lowercased().contains("content-type: application/problem+json"), "\(target)")
    }
    #expect(try await Listener.ask(station.socket, "/v1/events", "--request", "DELETE").status == 405)
    #expect(try await Listener.ask(station.socket, "/healthz").status == 200)
    _ = try await daemon.stopped()
  }

  @Test("a store that cannot be read shows in healthz and status, and clears when it can")
  func health() async throws {
    let station = try await Station()
    let daemon = try await station.daemon()
    #expect(try await Listener.ask(station.socket, "/healthz").status == 200)
    #expect(rename(station.store, station.scratch.file("away.db")) == 0)
    for suffix in ["-wal", "-shm"] { unlink(station.store + suffix) }
    try await eventually("healthz to complain") {
      try await Listener.ask(station.socket, "/healthz").status == 503
    }
    let status = try await station.tool("status")
    #expect(status.code == 69)
    #expect(status.output.contains("there is no such file"))
    #expect(rename(station.scratch.file("away.db"), station.store) == 0)
    try await eventually("healthz to be content") {
      try await Listener.ask(station.socket, "/healthz").status == 200
    }
    try await station.writer.run(Riverton.note("N1"))
    try await eventually("the note") { try await station.log() == ["1 note.shared N1"] }
    _ = try await daemon.stopped()
  }

  @Test(
    "who is not named by the configuration is refused; a group sees what it may",
    .enabled(if: getuid() == 0 && Tools.has("setpriv"), "needs root and setpriv"))
  func access() async throws {
    let station = try await Station(
      #"feed: { mode: "0666", access: [ { user: "nobody", audience: "agency" } ] },"#)
    chmod(station.scratch.path, 0o755)
    try await station.writer.run(
      Riverton.note("N1") + "UPDATE person SET rank = 'admiral' WHERE id = 'reyes';")
    let daemon = try await station.daemon()
    try await eventually("two events") { try await station.log().count == 2 }
    func lines(user: Int, _ groups: String...) async throws -> String {
      try await ForeignProgram.run(
        [try Tools.need("setpriv"), "--reuid=\(user)", "--regid=\(user)", "--clear-groups"]
          + [try Tools.need("curl"), "--silent", "--unix-socket", station.socket]
          + ["--header", "Accept: application/x-ndjson", "http://localhost/v1/events?after=0&follow=0"]
      ).output
    }
    let nobody = try #require(getpwnam("nobody")?.pointee.pw_uid)
    let agency = try await lines(user: Int(nobody)).split(separator: "\n")
    #expect(agency.count == 1)
    #expect(agency.first?.contains("note.shared") == true)
    #expect(try await lines(user: 61234).contains("\"status\":403"))
    let tool = try await ForeignProgram.run(
      [try Tools.need("setpriv"), "--reuid=61234", "--regid=61234", "--clear-groups"]
        + [try Tools.built("rollcallctl"), "status", "--socket", station.socket])
    #expect(tool.code == 77)
    #expect(tool.errors.contains("403"))
    _ = try await daemon.stopped()
  }
}
