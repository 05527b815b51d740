import Foundation
import TestSupport
import Testing

@Suite("The daemon's life", .enabled(if: Tools.has("curl", "sqlite3"), "needs curl and sqlite3"))
struct LifecycleTests {
  @Test("the socket has its mode, a file left by a dead daemon is replaced, and it is gone at the end")
  func socket() async throws {
    let station = try await Station(#"feed: { mode: "0600" },"#)
    let first = try await station.daemon()
    #expect(station.scratch.mode("feed.sock") == 0o600)
    try await first.killed()
    #expect(station.scratch.mode("feed.sock") == 0o600, "what a killed daemon leaves")
    let second = try await station.daemon()
    #expect(second.errors.contains("feed.sock"))
    #expect(try await Listener.ask(station.socket, "/healthz").status == 200)
    #expect(try await second.stopped().ending == .exited(0))
    #expect(station.scratch.mode("feed.sock") == nil)
  }

  @Test("a second daemon is refused: on the same state, and on the same socket")
  func second() async throws {
    let station = try await Station()
    let daemon = try await station.daemon()
    let same = try await station.launch().finished()
    #expect(same.code == 69)
    #expect(same.errors.contains("another rollcalld is running"))
    #expect(try await station.once().code == 69)
    try station.configure(#"feed: { socket: "feed.sock" },"#)
    let text = try String(contentsOfFile: station.configuration, encoding: .utf8)
    try station.scratch.write(text.replacing("state.db", with: "other.db"), to: "rollcall.json5")
    let other = try await station.launch().finished()
    #expect(other.code == 69)
    #expect(other.errors.contains("another process is listening there"))
    #expect(try await Listener.ask(station.socket, "/healthz").status == 200, "the first is not disturbed")
    _ = try await daemon.stopped()
  }

  @Test("a bad configuration is refused with file, line, key and what is allowed")
  func badConfiguration() async throws {
    let station = try await Station("shiftz: [],\n  retention: { events: \"soon\" },")
    for transcript in [
      try await station.launch().finished(), try await station.launch("--check").finished(),
      try await station.once(), try await station.tool("check"),
    ] {
      #expect(transcript.code == 78)
      #expect(transcript.errors.contains("rollcall.json5:4"))
      #expect(transcript.errors.contains("shiftz"))
      #expect(transcript.errors.contains("shifts"))
      #expect(transcript.errors.contains("retention.events"))
      #expect(transcript.errors.contains("soon"))
    }
    try station.configure("")
    #expect(try await station.launch("--check").finished().code == 0)
    unlink(station.store)
    let missing = try await station.launch("--check").finished()
    #expect(missing.code == 78)
    #expect(missing.errors.contains("there is no such file"))
  }

  @Test("time does not go back: an instant before the last run's is refused")
  func backwards() async throws {
    let station = try await Station()
    #expect(try await station.once("2026-11-17 09:00").code == 0)
    let before = try await station.once("2026-11-17 08:59")
    #expect(before.code == 64)
    #expect(before.errors.contains("is before the last run"))
    #expect(try await station.once("2026-11-17 09:00").code == 0)
    #expect(try await station.launch("--now", "2026-11-17T15:00:00Z").finished().code == 64)
  }

  @Test("an account that this machine does not have is an error of the configuration")
  func unknownAccount() async throws {
    let station = try await Station(#"feed: { group: "no-such-group-here" },"#)
    let transcript = try await station.launch().finished()
    #expect(transcript.code == 78)
    #expect(transcript.errors.contains("no-such-group-here"))
  }

  @Test("SIGHUP: a bad file keeps the old configuration running and says so, a good one is taken")
  func reload() async throws {
    let station = try await Station()
    let notify = try NotifySocket(station.scratch.file("notify"))
    let daemon = try await station.daemon(environment: ["NOTIFY_SOCKET": notify.path])
    #expect(try await notify.nextNews().hasPrefix("READY=1\n"))
    try station.configure("activities: { walk.squad: },")
    daemon.signal(SIGHUP)
    #expect(try await notify.nextNews().hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    #expect(try await notify.nextNews().contains("READY=1"))
    #expect(daemon.errors.contains("rollcall.json5:4"))
    #expect(daemon.errors.contains("the old one goes on"))
    try await station.writer.run("BEGIN;\(Riverton.walk("E1", "2026-11-17 09:00"))COMMIT;")
    try await eventually("the walk") { try await station.log().count == 2 }

    try station.configure(#"activities: { "walk.squad": "stroll of the squad" },"#)
    daemon.signal(SIGHUP)
    #expect(try await notify.nextNews().hasPrefix("RELOADING=1"))
    #expect(try await notify.nextNews().contains("READY=1"))
    try await station.writer.run("BEGIN;\(Riverton.walk("E2", "2026-11-17 10:00"))COMMIT;")
    try await eventually("another walk") { try await station.log().count == 4 }
    let event = try await Listener.ask(station.socket, "/v1/events/3")
    #expect(event.body.contains("Stroll of the squad"))
    daemon.signal(SIGTERM)
    #expect(try await notify.nextNews() == "STOPPING=1")
    #expect(try await daemon.finished().code == 0)
  }

  @Test("SIGTERM at any instant ends it: as asked once it listens to signals, by the signal before")
  func stopWheneverAsked() async throws {
    let station = try await Station()
    var random = Seeded(7)
    for _ in 1...12 {
      let daemon = try station.launch()
      try await Task.sleep(for: .microseconds(Int.random(in: 0...120_000, using: &random)))
      let ending = try await daemon.stopped().ending
      #expect([.exited(0), .signalled(SIGTERM)].contains(ending))
    }
  }

  @Test("SIGTERM while a mail is being handed over: it is finished and put on record, and none begun")
  func stopInFlight() async throws {
    let station = try await Station()
    try station.scratch.write(
      """
      #!/bin/sh
      echo begun >> "$0.begun"
      read word < "$0.gate"
      cat > "$0.mail"
      """, to: "sendmail", mode: 0o755)
    let gate = station.scratch.file("sendmail.gate")
    #expect(mkfifo(gate, 0o600) == 0)
    try station.configure(Mailing.wholeDay([station.scratch.file("sendmail")], to: ["a", "b"]))
    try await station.writer.run(Riverton.note("N1", at: Date()))
    let notify = try NotifySocket(station.scratch.file("notify"))
    let daemon = try await station.daemon(environment: ["NOTIFY_SOCKET": notify.path])
    #expect(try await notify.nextNews().hasPrefix("READY=1"))
    let begun = station.scratch.file("sendmail.begun")
    try await eventually("a mail to be handed over") { access(begun, F_OK) == 0 }
    daemon.signal(SIGTERM)
    #expect(try await notify.nextNews() == "STOPPING=1")
    #expect(daemon.ended == nil, "it waits for the mail")
    let open = Glibc.open(gate, O_RDWR | O_CLOEXEC)
    defer { close(open) }
    _ = write(open, "go\n", 3)
    #expect(try await daemon.finished().code == 0)
    let states = try await ForeignWriter(station.state).lines(
      "SELECT state, attempts FROM outbox ORDER BY id;")
    #expect(states == ["accepted|1", "queued|0"])
    #expect(try String(contentsOfFile: begun, encoding: .utf8) == "begun\n")
  }

  @Test("a socket passed by the service manager is served, also to those who came before it was ready")
  func activation() async throws {
    let station = try await Station(#"feed: { socket: "unused.sock" },"#)
    try await station.writer.run(Riverton.note("N1"))
    let door = try DoorSocket(station.socket)
    let listener = try Listener(station.socket, "/v1/events?after=0")
    let daemon = try ForeignProgram(
      ["/bin/sh", "-c", "LISTEN_PID=$$ exec \"$@\"", "sh"]
        + [try Tools.built("rollcalld"), "--config", station.configuration],
      environment: ["LISTEN_FDS": "1", "NOTIFY_SOCKET": nil], passing: door.descriptor)
    #expect(try await listener.events(1).map(\.type) == ["rollcall.note.shared"])
    #expect(station.scratch.mode("unused.sock") == nil)
    #expect(try await daemon.stopped().code == 0)
    #expect(station.scratch.mode("feed.sock") != nil, "it belongs to the service manager")
  }

  @Test("what it writes is closed to others")
  func modes() async throws {
    let station = try await Station(
      #"shifts: [ { id: "all", name: "All day", rollCall: "00:00" } ], digests: { mailTo: { all: ["a@example.test"] } },"#
    )
    try await station.writer.run(Riverton.note("N1", at: Date()))
    let before = Set(station.scratch.contents)
    let daemon = try await station.daemon()
    try await eventually("a mail") { !station.maildir.names.isEmpty }
    let made = Set(station.scratch.contents).subtracting(before)
    #expect(made.isSuperset(of: ["state.db", "digests", "digests/latest", "mail", "mail/new", "feed.sock"]))
    for path in made where !path.hasPrefix("digests/latest/") && !path.hasPrefix("engagement.db-") {
      let mode = try #require(station.scratch.mode(path), "\(path)")
      #expect(mode & 0o007 == 0, "\(path) has mode \(String(mode, radix: 8))")
    }
    _ = try await daemon.stopped()
  }
}

/// Settings by which a mail is due at once: the roll call of the day's only shift is always past, and still on.
enum Mailing {
  static func wholeDay(_ command: [String], to names: [String]) -> String {
    let addresses = names.map { "\"\($0)@example.test\"" }.joined(separator: ", ")
    let words = command.map { "\"\($0)\"" }.joined(separator: ", ")
    return """
      shifts: [ { id: "all", name: "All day", rollCall: "00:00" } ],
      digests: { mailTo: { all: [\(addresses)] } },
      mail: { transport: "sendmail", command: [\(words)], from: "Roll call <rollcall@example.test>",
              envelopeFrom: "bounces@example.test", retry: { first: "1s" } },
      """
  }
}
