import Foundation
import RollCall

@testable import Channels

/// Invented mails, and texts of every sort.
enum MailSamples {
  static let newYork = TimeZone(identifier: "America/New_York") ?? .gmt
  static let rollcall = address("rollcall@example.gov", name: "Roll call")
  static let bounces = address("rollcall-bounces@example.gov")

  /// For addresses that a test itself has written.
  static func address(_ text: String, name: String = "") -> MailAddress {
    do { return try MailAddress(text, name: name) } catch { preconditionFailure("\(error)") }
  }

  static func message(
    subject: String = "Missed: walk plan, Riverside", text: String = "Good morning.\n", html: HTML? = nil,
    key: String = "officer-walk/riverside/2026-11-16",
    to: MailAddress = address("bo@example.test", name: "Sgt. Bo Kelling")
  ) -> MailMessage {
    MailMessage(
      from: rollcall, to: to, subject: subject, date: Date(seconds: 1_794_829_500), timeZone: newYork,
      messageID: MessageID(kind: "case", key: key, domain: "example.gov"), text: text, html: html)
  }

  static func envelope(to recipient: String = "bo@example.test", key: String = "1") -> Envelope {
    message(key: key, to: address(recipient, name: "Bo")).envelope(from: bounces)
  }
}

/// SplitMix64: the same texts in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Words, line ends and troublemakers in any order, up to `limit` pieces.
  mutating func text(limit: Int) -> String {
    (0..<Int.random(in: 0...limit, using: &self)).map { _ in piece() }.joined()
  }

  private mutating func piece() -> String {
    switch Int.random(in: 0..<12, using: &self) {
    case 0..<5:
      let letters = (1...12).prefix(Int.random(in: 1...12, using: &self))
      return letters.map { _ in String(Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &self)))) }
        .joined()
    case 5..<8: return " "
    case 8: return Self.troublemakers.randomElement(using: &self) ?? ""
    case 9: return Self.foreign.randomElement(using: &self) ?? ""
    case 10: return ["\n", "\r\n", "\n\n", " \n", "\t\n"].randomElement(using: &self) ?? ""
    default: return scalar()
    }
  }

  private mutating func scalar() -> String {
    let value = UInt32.random(in: 0x20...0x1FFFF, using: &self)
    return Unicode.Scalar(value).map { String(Character($0)) } ?? "?"
  }

  private static let troublemakers = [
    "=", "==", "=?utf-8?q?x?=", "?=", ".", "\n.\n", "\n..", "From ", "\nFrom x", "\r", "\t", "\0", "\u{7f}",
    "\u{85}",
    "\u{2028}", "--=_", "<b>", "\"", "\\", "(", ",", ";", ":", "@", "\u{feff}", "\u{1b}[2J", "x\ny: z",
    String(repeating: "w", count: 200), String(repeating: " ", count: 90),
  ]

  private static let foreign = [
    "é", "e\u{301}", "Ñandú", "路线", "דוח", "🚶‍♀️", "👮🏽", "ß", "İ", "\u{202e}", "ﷺ", "Ω", "प्रति",
  ]
}
