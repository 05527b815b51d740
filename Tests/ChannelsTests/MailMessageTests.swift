import Foundation
import RollCall
import Testing

@testable import Channels

@Suite("Mail messages")
struct MailMessageTests {
  @Test("a mail with everything stands on the wire like this")
  func whole() throws {
    var message = MailSamples.message(
      subject: "Verpasst: Rundgänge in Riverside", text: "Sgt. Kelling,\n1 + 1 = 2.\n",
      html: "<p>Sgt. \("O'Neil & Söhne")</p>\n")
    message.inReplyTo = MessageID("<a.1@example.gov>")
    message.references = ["<a.0@example.gov>", "<a.1@example.gov>"].compactMap { MessageID($0) }
    message.cases = ["officer-walk/riverside/2026-11-16", "squad-walk/riverside/2026-11-16"].map(
      HeaderText.init)
    message.list = MailList(label: "cases", domain: "example.gov", name: "Cases, all")
    message.language = LanguageTag("de")
    let boundary =
      "=_\(String(decoding: message.bytes, as: UTF8.self).firstMatch(of: /=_([0-9a-f]{32})/)?.1 ?? "")"
    #expect(
      String(decoding: message.bytes, as: UTF8.self) == """
        From: Roll call <rollcall@example.gov>
        To: "Sgt. Bo Kelling" <bo@example.test>
        Subject: =?utf-8?q?Verpasst=3A_Rundg=C3=A4nge_in_Riverside?=
        Date: Mon, 16 Nov 2026 06:45:00 -0500
        Message-ID: <case.officer-walk/riverside/2026-11-16@example.gov>
        In-Reply-To: <a.1@example.gov>
        References: <a.0@example.gov> <a.1@example.gov>
        Auto-Submitted: auto-generated
        List-Id: "Cases, all" <cases.example.gov>
        Rollcall-Case: officer-walk/riverside/2026-11-16
        Rollcall-Case: squad-walk/riverside/2026-11-16
        Content-Language: de
        MIME-Version: 1.0
        Content-Type: multipart/alternative;
         boundary="\(boundary)"

        --\(boundary)
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Sgt. Kelling,
        1 + 1 =3D 2.

        --\(boundary)
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <p>Sgt. O&#39;Neil &amp; S=C3=B6hne</p>

        --\(boundary)--

        """)
  }

  @Test("equal mails are equal bytes, and another text has another boundary")
  func repeats() {
    let one = MailSamples.message(html: "<p>x</p>")
    #expect(one.bytes == MailSamples.message(html: "<p>x</p>").bytes)
    #expect(one.bytes != MailSamples.message(html: "<p>y</p>").bytes)
  }

  @Test("a mail without HTML is plain text")
  func plain() {
    let text = String(decoding: MailSamples.message(text: "one\n").bytes, as: UTF8.self)
    #expect(text.hasSuffix("\nContent-Transfer-Encoding: quoted-printable\n\none\n"))
    #expect(!text.contains("multipart"))
  }

  @Test("a mail about no list, without language and case ids, has no such headers")
  func absent() {
    var message = MailSamples.message()
    message.cases = [HeaderText("\r\n")]
    let text = String(decoding: message.bytes, as: UTF8.self)
    for name in ["List-Id", "Content-Language", "In-Reply-To", "References", "Rollcall-Case"] {
      #expect(!text.contains(name))
    }
  }

  @Test(
    "dates are those of the agency's zone",
    arguments: [
      (1_794_829_500, "America/New_York", "Mon, 16 Nov 2026 06:45:00 -0500"),
      (1_783_000_000, "America/New_York", "Thu, 02 Jul 2026 09:46:40 -0400"),
      (0, "UTC", "Thu, 01 Jan 1970 00:00:00 +0000"),
      (1_709_210_096, "Asia/Kathmandu", "Thu, 29 Feb 2024 18:19:56 +0545"),
      (1_767_225_599, "Pacific/Kiritimati", "Thu, 01 Jan 2026 13:59:59 +1400"),
      (1_767_225_599, "Pacific/Marquesas", "Wed, 31 Dec 2025 14:29:59 -0930"),
    ])
  func dates(seconds: Int, zone: String, expected: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    #expect(MailDate.text(Date(seconds: seconds), in: zone) == expected)
  }

  @Test("no text, name or id can begin a header of its own", arguments: MailMessageTests.injections)
  func injection(text: String) throws {
    var message = MailSamples.message(
      subject: text, text: text, html: "<p>\(text)</p>", key: text,
      to: try MailAddress("bo@example.test", name: text))
    message.cases = [HeaderText("x\(text)")]
    message.list = MailList(label: "day", domain: "example.gov", name: text)
    let lines = String(decoding: message.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let head = lines.prefix { !$0.isEmpty }
    let names = head.filter { $0.first != " " }.map { $0.prefix { $0 != ":" } }
    #expect(
      names == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Id", "Rollcall-Case",
        "MIME-Version",
        "Content-Type",
      ])
    #expect(message.bytes.allSatisfy { $0 == 10 || (32..<127).contains($0) })
    #expect(head.allSatisfy { !$0.allSatisfy { $0 == " " } })
    #expect(lines.filter { $0.hasPrefix("--=_") }.count == 3)
  }

  static let injections = [
    "x\nBcc: all@example.test", "x\r\nBcc: all@example.test", "x\rBcc: all@example.test", "\n\n<script>",
    "\r\n\r\nbody",
    "x\0y", "x\u{85}Bcc: a", "x\u{2028}Bcc: a", "x\u{2029}Bcc: a", "x\u{b}Bcc: a\u{c}",
    "=?utf-8?q?=0ABcc:_a?=",
    "=?utf-8?b?CkJjYzogYQ==?=", "\"\nBcc: a\"", "\\\n\nx", "<a@b>, <c@d>", "--=_\n--=_",
    "x\u{7f}\u{1b}]0;t\u{7}",
    String(repeating: "a\nb: c\n", count: 300), "\t\n \nX: y", "é\nBcc: a", "\n", "",
  ]
}

@Suite("Parts of mail headers")
struct MailHeaderTests {
  @Test(
    "header text is one line without spaces at its ends",
    arguments: [
      ("a\r\nb", "a b"), ("  a  b ", "a  b"), ("\n", ""), ("a\n\n\n b", "a  b"),
      ("a\u{2028}b\u{0}c", "a b c"), ("é", "é"),
      ("", ""),
    ])
  func headerText(text: String, expected: String) { #expect(HeaderText(text).text == expected) }

  @Test("long subjects are folded, and no line is longer than 76")
  func folded() {
    for word in ["word", "wört", "路线图", "👮🏽🚶‍♀️", String(repeating: "x", count: 80)] {
      let text = HeaderText((0..<60).map { _ in word }.joined(separator: " "))
      let field = HeaderEncoding.field("Subject", HeaderEncoding.words(of: text, for: "Subject"))
      let lines = field.split(separator: "\n")
      #expect(lines.count > 3)
      #expect(lines.allSatisfy { $0.utf8.count <= 76 })
      #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
    }
  }

  @Test("message ids are the same for the same key and differ for every other")
  func messageIDs() {
    let keys =
      [
        "", ".", "..", "a", "a.b", ".a", "a.", "a..b", "a b", "a=20b", "=", "=3D", "<x>", "a@b", "a/b", "é",
        "\n", "\0",
      ]
      + ["b/2026-11-16", String(repeating: "k", count: 200), String(repeating: "k", count: 201)]
    let ids =
      keys.map { MessageID(kind: "case", key: $0, domain: "example.gov") }
      + [
        MessageID(kind: "case.a", key: "b", domain: "example.gov"),
        MessageID(kind: "case", key: "a", domain: "b.gov"),
      ]
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(MessageID(id.text) == id)
      #expect(id.text.utf8.count < 150)
      #expect(!id.text.contains("..") && !id.text.contains(".@"))
    }
    #expect(
      MessageID(kind: "digest", key: "2026-11-16/day", domain: "example.gov").text
        == "<digest.2026-11-16/day@example.gov>")
  }

  @Test(
    "what is no message id is not read as one",
    arguments: [
      "", "a@b", "<a>", "<a@b@c>", "<@b>", "<a@>", "<a b@c>", "<a\n@b>", "<a@b>\nBcc: x", "<é@b>",
      "<a@b> <c@d>",
    ])
  func noMessageID(text: String) { #expect(MessageID(text) == nil) }

  @Test("labels of lists and tags of languages are read strictly")
  func listsAndTags() {
    #expect(MailList(label: "digest.day", domain: "example.gov")?.id == "digest.day.example.gov")
    #expect(
      ["", "a b", "a\n", "é", "a..b", "<a>"].allSatisfy { MailList(label: $0, domain: "example.gov") == nil })
    #expect(["en", "es-US", "zh-Hant-TW", "i-klingon"].allSatisfy { LanguageTag($0)?.text == $0 })
    #expect(["", "en_US", "e n", "en-", "en\nX: y", "é", "abcdefghi"].allSatisfy { LanguageTag($0) == nil })
  }
}
