import Foundation

/// A Maildir as a mail reader sees it.
package struct Maildir: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// Names of the files in `new`.
  package var names: Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/new")) ?? [])
  }

  package func mail(_ name: String) throws -> ReceivedMail {
    guard let data = FileManager.default.contents(atPath: "\(path)/new/\(name)") else {
      throw Unmet("\(path)/new/\(name) cannot be read")
    }
    return ReceivedMail(Array(data))
  }

  /// All of them, the oldest first.
  package var mails: [ReceivedMail] {
    get throws { try names.sorted().map(mail).sorted { $0.order < $1.order } }
  }
}

/// A mail taken apart, as far as tests ask.
package struct ReceivedMail: Sendable {
  package let bytes: [UInt8]
  private let fields: [(name: String, value: String)]
  private let body: String

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    let end = text.firstRange(of: "\n\n")
    let head = end.map { text[..<$0.lowerBound] } ?? text[...]
    body = end.map { String(text[$0.upperBound...]) } ?? ""
    fields = head.replacing("\n ", with: " ").replacing("\n\t", with: " ").split(separator: "\n").map {
      line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        String(parts[0]).lowercased(),
        EncodedWords.decode(String(parts.last ?? "").trimmingCharacters(in: .whitespaces))
      )
    }
  }

  /// Every header field of this name, in order, unfolded, encoded words decoded (RFC 2047).
  package func headers(_ name: String) -> [String] {
    fields.filter { $0.name == name.lowercased() }.map(\.value)
  }
  package func header(_ name: String) -> String { headers(name).first ?? "" }

  package var subject: String { header("Subject") }
  package var messageID: String { header("Message-ID") }
  package var references: [String] { header("References").split(separator: " ").map(String.init) }
  /// The bare address.
  package var recipient: String {
    let to = header("To")
    guard let start = to.lastIndex(of: "<"), let end = to.lastIndex(of: ">") else { return to }
    return String(to[to.index(after: start)..<end])
  }

  /// The plain text part, its lines as they were written.
  package var text: String {
    let boundary = header("Content-Type").firstMatch(of: /boundary="?([^";]+)/).map { String($0.output.1) }
    let parts = boundary.map { "\n\(body)".components(separatedBy: "\n--\($0)") } ?? [body]
    let part = parts.first { $0.contains("text/plain") } ?? body
    guard let start = part.firstRange(of: "\n\n") else { return body }
    let content = String(part[start.upperBound...])
    let head = part[..<start.lowerBound].lowercased()
    return head.contains("quoted-printable") ? QuotedPrintable.decode(content) : content
  }

  fileprivate var order: (Date, String, String) {
    (Self.instant(header("Date")) ?? .distantPast, recipient, subject)
  }

  /// "Tue, 17 Nov 2026 09:00:00 -0500" (RFC 5322 §3.3).
  private static func instant(_ date: String) -> Date? {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
    return format.date(from: date)
  }
}

private enum QuotedPrintable {
  /// RFC 2045 §6.7.
  static func decode(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.replacing("=\n", with: "").utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "="), digits.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private enum EncodedWords {
  /// RFC 2047, of UTF-8.
  static func decode(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    var result = ""
    var rest = text[...]
    while let word = rest.firstMatch(of: /=\?[^?]+\?([QqBb])\?([^?]*)\?=/) {
      let before = rest[..<word.range.lowerBound]
      // Blanks between two encoded words belong to neither.
      if !(before.allSatisfy(\.isWhitespace) && !result.isEmpty) { result += before }
      let content = String(word.output.2)
      result +=
        word.output.1.lowercased() == "q"
        ? QuotedPrintable.decode(content.replacing("_", with: " "))
        : String(decoding: Data(base64Encoded: content) ?? Data(), as: UTF8.self)
      rest = rest[word.range.upperBound...]
    }
    return result + rest
  }
}
