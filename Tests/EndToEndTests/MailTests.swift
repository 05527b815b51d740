import Foundation
import RollCall
import TestSupport
import Testing

@Suite("Mail, handed to a program", .enabled(if: Tools.has("sqlite3"), "needs sqlite3"))
struct MailTests {
  /// A `sendmail` that keeps what it is given, each call in a folder of its own, and takes its time before it says
  /// that it has it: until a word comes through the gate, where there is one.
  private static let recorder = """
    #!/bin/sh
    call=$(mktemp -d "$0.calls/XXXXXXXX") || exit 75
    printf '%s\\n' "$@" > "$call/words"
    cat > "$call/part"
    mv "$call/part" "$call/mail"
    if [ -e "$0.gate" ]; then read word < "$0.gate"; fi
    exit 0
    """

  private struct Call {
    let words: [String]
    let mail: ReceivedMail
  }

  private func station(to names: [String], writtenAt: Date = Date()) async throws -> Station {
    let station = try await Station()
    let command = try station.scratch.write(Self.recorder, to: "sendmail", mode: 0o755)
    mkdir(command + ".calls", 0o700)
    try station.configure(Mailing.wholeDay([command], to: names))
    try await station.writer.run(Riverton.note("N1", at: writtenAt))
    return station
  }

  /// Mails that the program has got whole.
  private func calls(_ station: Station) -> [Call] {
    let folder = station.scratch.file("sendmail.calls")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { name in
      guard let mail = FileManager.default.contents(atPath: "\(folder)/\(name)/mail"),
        let words = try? String(contentsOfFile: "\(folder)/\(name)/words", encoding: .utf8)
      else { return nil }
      return Call(words: words.split(separator: "\n").map(String.init), mail: ReceivedMail(Array(mail)))
    }
  }

  private func outbox(_ station: Station) async throws -> [String] {
    try await ForeignWriter(station.state).lines("SELECT state || ' ' || attempts FROM outbox ORDER BY id;")
  }

  @Test("one call a recipient, with the envelope on the command line")
  func envelope() async throws {
    let station = try await station(
      to: ["day", "desk"], writtenAt: Riverton.instant("2026-11-17 08:00"))
    #expect(try await station.once("2026-11-17 09:00").code == 0)
    let handed = calls(station)
    #expect(
      Set(handed.map(\.words)) == [
        ["-f", "bounces@example.test", "--", "day@example.test"],
        ["-f", "bounces@example.test", "--", "desk@example.test"],
      ])
    #expect(handed.allSatisfy { $0.words.last == $0.mail.recipient })
    #expect(handed.allSatisfy { $0.mail.text.contains("Neighbours ask for light at the bus stop.") })
    #expect(Set(handed.map(\.mail.messageID)).count == 2)
  }

  @Test("kill -9 after the mail was handed over and before that is on record: it comes once more, the same")
  func killedInFlight() async throws {
    let station = try await station(to: ["day"])
    let gate = station.scratch.file("sendmail.gate")
    #expect(mkfifo(gate, 0o600) == 0)
    let first = try await station.daemon()
    try await eventually("the mail to be handed over") { calls(station).count == 1 }
    try await first.killed()
    #expect(try await outbox(station) == ["queued 0"])
    unlink(gate)
    let second = try await station.daemon()
    try await eventually("the mail to be accepted") { try await outbox(station) == ["accepted 1"] }
    _ = try await second.stopped()
    let third = try await station.daemon()
    #expect(try await third.stopped().code == 0)
    let handed = calls(station)
    #expect(handed.count == 2)
    #expect(handed.first?.mail.bytes == handed.last?.mail.bytes)
    #expect(
      try await station.log().map { $0.split(separator: " ")[1] } == ["note.shared", "digest.published"])
  }

  @Test(
    "kill -9 at random instants from the commit to the delivery: each mail at least once, one more a kill at most"
  )
  func killedAnywhere() async throws {
    let names = (1...6).map { "watch\($0)" }
    let station = try await station(to: names)
    var random = Seeded(20_261_117)
    var kills = 0
    for _ in 1...12 {
      let daemon = try station.launch()
      try await Task.sleep(for: .microseconds(Int.random(in: 20_000...160_000, using: &random)))
      if daemon.ended == nil { kills += 1 }
      try await daemon.killed()
    }
    let last = try await station.daemon()
    try await eventually("all mails to be accepted") {
      let states = try await ForeignWriter(station.state).lines("SELECT DISTINCT state FROM outbox;")
      return states == ["accepted"]
    }
    _ = try await last.stopped()
    let handed = calls(station)
    let byRecipient = Dictionary(grouping: handed) { $0.mail.recipient }
    #expect(Set(byRecipient.keys) == Set(names.map { "\($0)@example.test" }))
    #expect(handed.count <= names.count + kills)
    for (recipient, handed) in byRecipient {
      #expect(Set(handed.map(\.mail.bytes)).count == 1, "\(recipient)")
    }
    #expect(Set(handed.map(\.mail.messageID)).count == names.count)
  }

  @Test("while it cannot be put on record that a mail was accepted, it is not sent again")
  func unrecorded() async throws {
    let station = try await station(to: ["day"])
    let gate = station.scratch.file("sendmail.gate")
    #expect(mkfifo(gate, 0o600) == 0)
    let daemon = try await station.daemon()
    try await eventually("the mail to be handed over") { calls(station).count == 1 }
    let lock = try ForeignWriter(station.state).session()
    try await lock.run("BEGIN IMMEDIATE;")
    let open = Glibc.open(gate, O_RDWR | O_CLOEXEC)
    _ = write(open, "go\n", 3)
    close(open)
    unlink(gate)
    try await eventually("the daemon to complain", state: daemon.errors) {
      daemon.errors.contains("<3>outbox: ")
    }
    try await lock.run("COMMIT;")
    try await eventually("the mail to be on record") { try await outbox(station) == ["accepted 1"] }
    _ = try await daemon.stopped()
    #expect(calls(station).count == 1)
  }

  @Test("a program that fails is tried again, and the mail stays the same")
  func failing() async throws {
    let station = try await station(to: ["day"])
    let command = station.scratch.file("sendmail")
    try station.scratch.write(
      "#!/bin/sh\necho 'no route to host' >&2\nexit 75\n", to: "sendmail", mode: 0o755)
    let daemon = try await station.daemon()
    try await eventually("a complaint", state: daemon.errors) {
      daemon.errors.contains("no route to host")
    }
    try station.scratch.write(Self.recorder, to: "sendmail", mode: 0o755)
    #expect(access(command, X_OK) == 0)
    try await eventually("the mail") { calls(station).count == 1 }
    try await eventually("its record") { try await outbox(station).first?.hasPrefix("accepted") == true }
    _ = try await daemon.stopped()
  }
}
