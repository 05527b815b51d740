/// What text must be like to be a value of the configuration.
enum Rule {
  /// Something to read, on one line.
  static func isText(_ text: String) -> Bool { isLine(text) && text.contains { !$0.isWhitespace } }

  /// An id that others chose and that stands in the store: whatever it is, but without blanks around it.
  static func isForeignIdentifier(_ text: String) -> Bool {
    guard isLine(text), let first = text.first, let last = text.last else { return false }
    return !first.isWhitespace && !last.isWhitespace
  }

  /// An id that becomes part of addresses: of RFC 3986 §2.3 what needs no encoding, and no hidden file's name.
  static func isIdentifier(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && !text.hasPrefix(".")
      && text.utf8.allSatisfy { isASCIILetterOrDigit($0) || "-_.~".utf8.contains($0) }
  }

  /// An id to which file names add their endings.
  static func isFileStem(_ text: String) -> Bool { isIdentifier(text) && !text.contains(".") }

  /// An activity: words with dots between them, without blanks and slashes.
  static func isActivity(_ text: String) -> Bool {
    isLine(text) && !text.contains { $0.isWhitespace || $0 == "/" }
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
  }

  /// `name@host` and nothing else; never what a command could take for an option.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return isLine(text) && parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix("-") }
      && !text.contains { $0.isWhitespace || "<>,;\"()".contains($0) }
  }

  /// An address, or `Name <address>`.
  static func isSender(_ text: String) -> Bool {
    isLine(text) && !text.hasPrefix("-") && isAddress(addressPart(of: text))
  }

  /// What stands between the last `<` and `>`; without them the whole.
  static func addressPart(of sender: String) -> String {
    guard sender.hasSuffix(">"), let open = sender.lastIndex(of: "<") else { return sender }
    return String(sender[sender.index(after: open)...].dropLast())
  }

  static func isPath(_ text: String) -> Bool { isLine(text) && !text.isEmpty && !text.hasPrefix("~") }

  /// Three octal digits, or four of which the first is 0.
  static func isFileMode(_ text: String) -> Bool {
    let digits = Array(text.utf8)
    return (digits.count == 3 || digits.count == 4 && digits[0] == UInt8(ascii: "0"))
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
  }

  /// RFC 9110 §5.1: a field name is a token.
  static func isHeaderName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { isASCIILetterOrDigit($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
  }

  /// BCP 47, roughly: `en`, `pt-BR`, `zh-Hans`.
  static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.allSatisfy { (1...8).contains($0.count) && $0.utf8.allSatisfy(isASCIILetterOrDigit) }
      && (2...8).contains(parts[0].count) && parts[0].allSatisfy(\.isLetter)
  }

  static func isLink(_ text: String) -> Bool {
    let rest = ["https://", "http://"].first { text.hasPrefix($0) }.map { text.dropFirst($0.count) }
    return isLine(text) && rest?.isEmpty == false && !text.contains { $0.isWhitespace || "<>\"".contains($0) }
  }

  private static func isLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }

  private static func isASCIILetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
