import Foundation
import RollCall
import TestSupport
import Testing

/// An SMTP server that keeps what it gets, for a real mail program to speak to.
final class SMTPSink: Sendable {
  static let isPresent =
    Tools.has("msmtp") && Tools.succeeds("python3", "-c", "import aiosmtpd.smtp")

  struct Mail: Decodable, Sendable {
    let path: String
    let from: String
    let to: [String]
    let subject: String
    let date: String
    let messageID: String
    let references: [String]
    let inReplyTo: String
    let cases: [String]
    let types: [String]
    let text: String
    let html: String
  }

  let scratch: Scratch
  private let server: ForeignProgram

  init() async throws {
    scratch = try Scratch()
    server = try ForeignProgram([
      try Tools.need("python3"), Self.script("smtp_sink.py"), scratch.path,
    ])
    let server = server
    let port = try await eventually("the SMTP server", state: server.errors) {
      server.output.hasSuffix("\n") ? server.output.dropLast() : nil
    }
    try scratch.write(
      """
      defaults
      tls off
      auth off
      timeout 20
      account default
      host 127.0.0.1
      port \(port)
      """, to: "msmtprc", mode: 0o600)
  }

  /// What the configuration names as `command`.
  func command() throws -> [String] { [try Tools.need("msmtp"), "-C", scratch.file("msmtprc")] }

  private static func script(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/\(name)").path
  }

  /// All mails in the order in which they came, as Python's parser reads them at its strictest.
  func mails() async throws -> [Mail] {
    let files = scratch.contents.filter { $0.hasSuffix(".eml") }.map(scratch.file)
    guard !files.isEmpty else { return [] }
    let read = try await ForeignProgram.run(
      [try Tools.need("python3"), Self.script("read_mail.py")] + files)
    guard read.code == 0 else { throw Unmet("the mails are not as they should be: \(read.errors)") }
    return try JSONDecoder().decode([Mail].self, from: Data(read.output.utf8))
  }

  /// The sender and the recipients that the mail program gave to the server, in the order in which they came.
  func envelopes() throws -> [Envelope] {
    try scratch.contents.filter { $0.hasSuffix(".envelope") }.map { name in
      try JSONDecoder().decode(
        Envelope.self, from: try Data(contentsOf: URL(fileURLWithPath: scratch.file(name))))
    }
  }

  struct Envelope: Decodable {
    let from: String
    let to: [String]
  }

  /// Nobody answers any more.
  func stop() async throws {
    server.signal(SIGTERM)
    _ = try await server.finished()
  }
}

@Suite(
  "Mail through msmtp to an SMTP server",
  .enabled(if: SMTPSink.isPresent, "needs msmtp and python3 with aiosmtpd"),
  .enabled(if: Tools.has("sqlite3"), "needs sqlite3"))
struct MailServerTests {
  private func station(_ sink: SMTPSink) async throws -> Station {
    let words = try sink.command().map { "\"\($0)\"" }.joined(separator: ", ")
    let station = try await Station(
      """
      shifts: [ { id: "day", name: "Day watch", rollCall: "06:45" } ],
      digests: { mailTo: { day: ["day@example.test"] } },
      mail: { transport: "sendmail", command: [\(words)], from: "Roll call <rollcall@example.test>",
              envelopeFrom: "bounces@example.test" },
      """, quotas: Riverton.squadWalk)
    try await station.writer.run(
      """
      UPDATE neighborhood SET active_until = '2026-11-22';
      UPDATE person SET name = 'Ana "Anita" Sílva' WHERE id = 'silva';
      """)
    return station
  }

  @Test("digests and alerts arrive whole, each to one person, in threads that mail readers keep together")
  func weeks() async throws {
    let sink = try await SMTPSink()
    let station = try await station(sink)
    let days = [
      "2026-11-15 12:00", "2026-11-18 06:45", "2026-11-19 09:00", "2026-11-25 09:00", "2026-11-26 09:00",
      "2026-11-30 09:00", "2026-12-02 09:00",
    ]
    for day in days {
      if day == "2026-11-18 06:45" {
        let note = Riverton.note("N1", "The café on Elm Street: “thank you” — 日本語.", at: "2026-11-17 20:00")
        try await station.writer.run(note)
      }
      let run = try await station.once(day)
      #expect(run.code == 0, "\(run.errors)")
    }
    let late = Riverton.walk("E1", "2026-11-18 10:00")
    try await station.writer.run("BEGIN;\(late)COMMIT;")
    #expect(try await station.once("2026-12-03 05:00").code == 0)

    let mails = try await sink.mails()
    #expect(
      mails.map { "\($0.to.joined(separator: ",")): \($0.subject)" } == [
        "day@example.test: Day watch roll call, Wed, Nov 18",
        "kelling@example.test: Squad walk, Riverside: 0 of 1 logged, 2 working days left",
        "kelling@example.test: Squad walk, Riverside: 0 of 1 logged, week of Nov 16",
        "silva@example.test: Squad walk, Riverside: 0 of 1 logged, week of Nov 16",
        "ruiz@example.test: Squad walk, Riverside: 0 of 1 logged, week of Nov 16",
        "ode@example.test: Squad walk, Riverside: 0 of 1 logged, week of Nov 16",
      ]
        + ["kelling", "ode", "ruiz", "silva"].map {
          "\($0)@example.test: Cleared: Squad walk, Riverside, week of Nov 16"
        })
    let digest = try #require(mails.first)
    #expect(digest.text.contains("The café on Elm Street: “thank you” — 日本語."))
    #expect(digest.html.contains("日本語"))
    #expect(digest.date == "2026-11-18T06:45:00-05:00")
    for mail in mails {
      #expect(mail.from == "rollcall@example.test")
      #expect(mail.types == ["multipart/alternative", "text/plain", "text/html"])
    }
    let envelopes = try sink.envelopes()
    #expect(envelopes.map(\.to) == mails.map(\.to), "one envelope a person")
    #expect(Set(envelopes.map(\.from)) == ["bounces@example.test"])

    #expect(Set(mails.map(\.messageID)).count == mails.count)
    for person in ["kelling", "silva", "ruiz", "ode"] {
      let thread = mails.filter { $0.to == ["\(person)@example.test"] }
      for (index, mail) in thread.enumerated() {
        #expect(mail.references == thread.prefix(index).map(\.messageID), "\(person)")
        #expect(mail.inReplyTo == (index == 0 ? "" : thread[index - 1].messageID), "\(person)")
      }
      #expect(thread.last?.cases == ["squad-walk/riverside/2026-11-16"])
    }
  }

  @Test("a mail server that is down: the mail waits, and arrives once when it is up again")
  func down() async throws {
    let sink = try await SMTPSink()
    let station = try await station(sink)
    #expect(try await station.once("2026-11-15 12:00").code == 0)
    let away = try Scratch()
    #expect(rename(sink.scratch.file("msmtprc"), away.file("msmtprc")) == 0)
    try sink.scratch.write("account default\nhost 127.0.0.1\nport 1\n", to: "msmtprc", mode: 0o600)
    let failed = try await station.once("2026-11-25 09:00")
    #expect(failed.code == 0, "the mail is in the outbox: the run is complete")
    #expect(failed.errors.contains("not accepted, tried again later"))
    #expect(try await sink.mails().isEmpty)
    #expect(rename(away.file("msmtprc"), sink.scratch.file("msmtprc")) == 0)
    for time in ["2026-11-25 09:30", "2026-11-25 10:30"] {
      #expect(try await station.once(time).code == 0)
      #expect(try await sink.mails().map(\.to) == [["kelling@example.test"]])
    }
    #expect(
      try await station.log().map { $0.split(separator: " ")[1] }.filter { $0 == "quota.missed" }.count == 1)
    try await sink.stop()
  }
}
