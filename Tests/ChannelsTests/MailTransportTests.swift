import Foundation
import Testing

@testable import Channels

@Suite("sendmail")
struct SendmailTransportTests {
  private let scratch: MailScratch

  init() throws { scratch = try MailScratch() }

  @Test("the command gets the envelope as words after its own, and the message as it is on standard input")
  func words() throws {
    let command = try scratch.script(
      #"for word; do printf '[%s]' "$word"; done > "$0.words"; exec cat > "$0.input""#)
    let envelope = MailSamples.envelope(to: "bo+$HOME@example.test")
    #expect(SendmailTransport(command: [command, "-i", "a b;c"]).deliver(envelope) == .accepted)
    #expect(
      scratch.text("sendmail.words")
        == "[-i][a b;c][-f][rollcall-bounces@example.gov][--][bo+$HOME@example.test]")
    #expect(scratch.bytes("sendmail.input") == envelope.message)
  }

  @Test(
    "only the exit code 0 means accepted, and every other one is tried again with what the command said",
    arguments: [64, 65, 67, 69, 75, 78, 1, 127] as [Int])
  func codes(code: Int) throws {
    let command = try scratch.script("cat > /dev/null; echo 'queue is\nfull' >&2; exit \(code)")
    #expect(
      SendmailTransport(command: [command]).deliver(MailSamples.envelope())
        == .tryLater("\(command) ended with exit code \(code): queue is full"))
  }

  @Test("a talkative command has only its last words repeated")
  func talkative() throws {
    let command = try scratch.script("seq 1 100000 >&2; exit 75")
    let result = SendmailTransport(command: [command]).deliver(MailSamples.envelope())
    guard case .tryLater(let reason) = result else { return #expect(result != .accepted) }
    #expect(reason.count < 500 && reason.hasSuffix(" 99999 100000") && !reason.contains("\n"))
  }

  @Test("a command that does not read the message may still take or refuse it")
  func deaf() throws {
    var message = MailSamples.message(text: String(repeating: "words ", count: 200_000))
    message.language = nil
    let envelope = message.envelope(from: MailSamples.bounces)
    #expect(SendmailTransport(command: [try scratch.script("exit 0")]).deliver(envelope) == .accepted)
    #expect(
      SendmailTransport(command: [try scratch.script("exit 1", name: "no")]).deliver(envelope) != .accepted)
  }

  @Test("a command that hangs is killed with what it started, and the mail tried again")
  func hanging() throws {
    let command = try scratch.script("echo waiting; sleep 1000")
    let result = SendmailTransport(command: [command], timeout: .seconds(1)).deliver(MailSamples.envelope())
    guard case .tryLater(let reason) = result else { return #expect(result != .accepted) }
    #expect(reason.hasPrefix("\(command) did not end within 1 s and was killed"))
  }

  @Test("a command that is not there, or dies, is tried again")
  func missing() throws {
    #expect(
      SendmailTransport(command: ["/nowhere/sendmail", "-i"]).deliver(MailSamples.envelope())
        == .tryLater("cannot start /nowhere/sendmail: No such file or directory"))
    #expect(SendmailTransport(command: []).deliver(MailSamples.envelope()) != .accepted)
    let command = try scratch.script("kill -KILL $$")
    #expect(
      SendmailTransport(command: [command]).deliver(MailSamples.envelope())
        == .tryLater("\(command) was ended by signal 9"))
  }

  @Test("no transport accepts, and does nothing")
  func none() { #expect(NoTransport().deliver(MailSamples.envelope()) == .accepted) }
}

@Suite(
  "msmtp as sendmail, before a real SMTP server",
  .enabled(if: MailSink.isPresent, "needs msmtp and python3 with aiosmtpd"))
struct RealSendmailTests {
  @Test("mails arrive byte for byte, refusals and trouble of every sort are tried again")
  func real() throws {
    let scratch = try MailScratch()
    let sink = try MailSink(in: scratch)
    let transport = SendmailTransport(command: sink.command)
    var generator = SeededGenerator(seed: 11)
    for index in 0..<5 {
      let text = generator.text(limit: 300) + "\n.\nFrom here\n..\n"
      let message = MailSamples.message(
        subject: generator.text(limit: 30), text: text, html: "<p>\(text)</p>",
        to: MailSamples.address("ana\(index)@example.test", name: "Ana Silva"))
      #expect(transport.deliver(message.envelope(from: MailSamples.bounces)) == .accepted)
      #expect(
        sink.taken.last
          == "rollcall-bounces@example.gov -> ana\(index)@example.test\n"
          + String(decoding: message.bytes + (message.bytes.last == 10 ? [] : [10]), as: UTF8.self))
    }
    let refusals = [
      "nouser": "no such user", "later": "try later", "baddata": "content rejected",
      "tmpdata": "queue trouble",
    ]
    for (name, words) in refusals {
      let result = transport.deliver(MailSamples.envelope(to: "\(name)@example.test"))
      guard case .tryLater(let reason) = result else { return #expect(result != .accepted) }
      #expect(reason.contains(words))
    }
    let impatient = SendmailTransport(command: sink.command, timeout: .milliseconds(500))
    #expect(impatient.deliver(MailSamples.envelope(to: "hang@example.test")) != .accepted)
    #expect(sink.taken.count == 5)
  }
}

@Suite("Maildir")
struct MaildirTransportTests {
  private let scratch: MailScratch
  private let transport: MaildirTransport

  init() throws {
    scratch = try MailScratch()
    transport = MaildirTransport(folder: scratch("box"))
  }

  @Test("a mail is a file in new, with its envelope, in folders for the owner alone")
  func delivers() throws {
    let envelope = MailSamples.envelope()
    #expect(transport.deliver(envelope) == .accepted)
    let name = try #require(scratch.names(in: "box/new").first)
    #expect(
      scratch.text("box/new/\(name)")
        == "Return-Path: <rollcall-bounces@example.gov>\nDelivered-To: bo@example.test\n"
        + String(decoding: envelope.message, as: UTF8.self))
    #expect(scratch.mode("box/new/\(name)") == 0o600)
    #expect(["box", "box/tmp", "box/new", "box/cur"].allSatisfy { scratch.mode($0) == 0o700 })
    #expect(scratch.names(in: "box/tmp") == [])
    #expect(!name.contains(":") && !name.contains("/") && !name.hasPrefix("."))
  }

  @Test("a repeat makes no second file, also where a reader has seen the first one")
  func repeats() throws {
    let envelope = MailSamples.envelope()
    for _ in 0..<2 { #expect(transport.deliver(envelope) == .accepted) }
    let name = try #require(scratch.names(in: "box/new").first)
    #expect(scratch.names(in: "box/new") == [name])
    for flags in ["", ":2,", ":2,RS"] {
      let old =
        scratch.names(in: "box/new").first.map { "box/new/\($0)" }
        ?? "box/cur/\(scratch.names(in: "box/cur")[0])"
      try FileManager.default.moveItem(atPath: scratch(old), toPath: scratch("box/cur/\(name)\(flags)"))
      #expect(transport.deliver(envelope) == .accepted)
      #expect(scratch.names(in: "box/new") == [])
    }
  }

  @Test("other mails and other recipients have files of their own")
  func others() {
    for recipient in ["bo@example.test", "ana@example.test"] {
      for key in ["1", "2", "11"] {
        #expect(transport.deliver(MailSamples.envelope(to: recipient, key: key)) == .accepted)
      }
    }
    #expect(scratch.names(in: "box/new").count == 6)
  }

  @Test("what a crash left in tmp does not matter")
  func leftovers() throws {
    try FileManager.default.createDirectory(atPath: scratch("box/tmp"), withIntermediateDirectories: true)
    let envelope = MailSamples.envelope()
    let name = MaildirTransport.name(for: envelope)
    try scratch.write([1, 2], to: "box/tmp/\(name)")
    #expect(transport.deliver(envelope) == .accepted)
    #expect(scratch.bytes("box/new/\(name)")?.count ?? 0 > 100)
  }

  @Test("a folder that cannot be one is tried again, with the reason")
  func unusable() throws {
    try scratch.write([], to: "file")
    #expect(
      MaildirTransport(folder: scratch("file")).deliver(MailSamples.envelope())
        == .tryLater(
          "the Maildir did not take it: cannot create the folder \(scratch("file")): Not a directory"))
  }
}
