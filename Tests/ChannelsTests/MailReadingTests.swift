import Foundation
import RollCall
import Testing

@testable import Channels

@Suite("Mails as CPython's email package reads them", .enabled(if: MailReader.isPresent, "needs python3"))
struct MailReadingTests {
  @Test(
    "random texts in every place come back as they were, without a defect", arguments: [1, 2, 3] as [UInt64])
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let messages = (0..<300).map { Self.message($0, &generator) }
    let readings = try MailReader.read(messages)
    try #require(readings.count == messages.count)
    for (message, reading) in zip(messages, readings) { Self.expect(reading, toBe: message) }
  }

  private static func expect(_ reading: MailReader.Reading, toBe message: MailMessage) {
    #expect(reading.problems == [])
    #expect(reading.subject == message.subject.text)
    expect(name: reading.to[0], toBe: message.to.name.text)
    #expect(reading.to[1] == message.to.address)
    #expect(reading.from == ["Roll call", "rollcall@example.gov"])
    #expect(reading.date == "2026-11-16T06:45:00-05:00")
    #expect(reading.headers["Message-ID"] == [message.messageID.text])
    #expect((reading.headers["Rollcall-Case"] ?? []) == message.cases.filter { !$0.isEmpty }.map(\.text))
    #expect(
      reading.headers["References"]?.first?.split(separator: " ").map(String.init) ?? []
        == message.references.map(\.text))
    #expect(reading.headers["Auto-Submitted"] == ["auto-generated"])
    if let html = message.html {
      #expect(reading.types == ["multipart/alternative", "text/plain", "text/html"])
      #expect(reading.contents == [normalized(message.text), normalized(html.text)])
    } else {
      #expect(reading.types == ["text/plain"])
      #expect(reading.contents == [normalized(message.text)])
    }
  }

  private static func expect(name found: String, toBe name: String) {
    if HeaderEncoding.phrase(HeaderText(name), for: "To").count <= 1 {
      #expect(found == name)
    } else {
      // CPython's reader puts a space between the encoded words of one name, against RFC 2047 §6.2.
      #expect(
        found.filter { $0 != " " }.unicodeScalars.elementsEqual(name.filter { $0 != " " }.unicodeScalars))
    }
  }

  private static func normalized(_ text: String) -> String {
    var (bytes, last) = ([UInt8](), UInt8(0))
    for byte in text.utf8 {
      if !(last == 13 && byte == 10) { bytes.append(byte == 13 ? 10 : byte) }
      last = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func message(_ index: Int, _ generator: inout SeededGenerator) -> MailMessage {
    let text = generator.text(limit: 120)
    var message = MailSamples.message(
      subject: generator.text(limit: 30), text: text, html: index % 3 == 0 ? nil : "<p>\(text)</p>\n",
      key: generator.text(limit: 8),
      to: MailSamples.address("a.silva+\(index)@example.test", name: generator.text(limit: 8)))
    message.cases = (0..<index % 4).map { _ in HeaderText(generator.text(limit: 10)) }
    message.references = (0..<index % 13).map { MessageID(kind: "case", key: "\($0)", domain: "example.gov") }
    return message
  }
}
