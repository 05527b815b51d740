import Foundation

/// Headers as bytes: folded lines (RFC 5322 §2.2.3) and encoded words for what is not ASCII (RFC 2047).
///
/// A header is built of words that are never broken; between two of them stands one space or a fold. Lines have at most 76
/// bytes, unless one word (an address, a message's id) is longer than that.
enum HeaderEncoding {
  /// The header `name` with these words, with the line end.
  static func field(_ name: String, _ words: [String]) -> String {
    var (lines, line) = ("", "\(name):")
    for (index, word) in words.enumerated() {
      // The first word stays on the first line, which would else be empty.
      if index > 0, line.utf8.count + 1 + word.utf8.count > lineLimit {
        lines += line + "\n"
        line = ""
      }
      line += " " + word
    }
    return lines + line + "\n"
  }

  /// The words of a text like a subject, for the header `name`.
  static func words(of text: HeaderText, for name: String) -> [String] {
    let room = lineLimit - name.utf8.count - 2
    let words = text.text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let isPlain =
      isPlain(text.text) && words.allSatisfy { !$0.isEmpty && $0.utf8.count < lineLimit }
      && words[0].utf8.count <= room
    return isPlain ? words : encodedWords(of: text.text, firstRoom: room)
  }

  /// The words of a display name, for the header `name`: atoms, a quoted string, or encoded words.
  static func phrase(_ text: HeaderText, for name: String) -> [String] {
    let room = lineLimit - name.utf8.count - 2
    let quoted = quotedIfNeeded(text.text)
    if text.isEmpty { return [] }
    guard isPlain(text.text), quoted.utf8.count <= room else {
      return encodedWords(of: text.text, firstRoom: room)
    }
    return [quoted]
  }

  /// The name as a phrase of RFC 5322 §3.2.5: as it is if it consists of atoms, else in quotes. Beyond ASCII, atoms are taken as
  /// RFC 6532 does.
  static func quotedIfNeeded(_ name: String) -> String {
    let isPhrase = name.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x80 || isAtomText($0) } }
    if isPhrase { return name }
    let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  private static let lineLimit = 76

  /// Printable ASCII that no reader takes for an encoded word.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x20..<0x7f).contains($0) } && !text.contains("=?")
  }

  // MARK: - RFC 2047

  /// Encoded words of at most 75 characters (RFC 2047 §2), the first of at most `firstRoom`, each with whole characters
  /// (§5). Readers drop the space between them (§6.2).
  private static func encodedWords(of text: String, firstRoom: Int) -> [String] {
    let scalars = text.unicodeScalars
    let letters = scalars.reduce(0) { $0 + quoted($1).utf8.count }
    let inBase64 = text.utf8.count * 4 / 3 < letters
    var (words, word, size) = ([String](), "", 0)
    for scalar in scalars {
      let room = (words.isEmpty ? min(firstRoom, 75) : 75) - frame
      let cost = inBase64 ? String(scalar).utf8.count : quoted(scalar).utf8.count
      if size + cost > (inBase64 ? room / 4 * 3 : room) {
        words.append(encodedWord(word, inBase64: inBase64))
        (word, size) = ("", 0)
      }
      word.unicodeScalars.append(scalar)
      size += cost
    }
    return word.isEmpty ? words : words + [encodedWord(word, inBase64: inBase64)]
  }

  /// Of `=?utf-8?q?` and `?=`.
  private static let frame = 12

  private static func encodedWord(_ text: String, inBase64: Bool) -> String {
    let content =
      inBase64 ? Data(text.utf8).base64EncodedString() : text.unicodeScalars.map(quoted).joined()
    return "=?utf-8?\(inBase64 ? "b" : "q")?\(content)?="
  }

  /// The Q encoding with the few characters that are safe in every header, RFC 2047 §5 (3).
  private static func quoted(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "!", "*", "+", "-", "/": String(scalar)
    case " ": "_"
    default:
      String(
        decoding: String(scalar).utf8.flatMap { [UInt8(ascii: "=")] + hexadecimal($0) }, as: UTF8.self)
    }
  }
}
