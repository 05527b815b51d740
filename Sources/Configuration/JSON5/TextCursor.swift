/// A place in a JSON5 text: blanks, keys and values without parts, and the line it has come to.
struct TextCursor {
  private let text: [Unicode.Scalar]
  private var index = 0
  private(set) var line = 1
  private var lineStart = 0

  init(_ text: String) { self.text = Array(text.unicodeScalars) }

  /// Nil at the end of the text.
  var current: Unicode.Scalar? { index < text.count ? text[index] : nil }
  private var next: Unicode.Scalar? { index + 1 < text.count ? text[index + 1] : nil }

  mutating func advance() {
    if let current, current == "\n" || (current == "\r" && next != "\n") {
      line += 1
      lineStart = index + 1
    }
    index += 1
  }

  /// How far this line's first token stands from the margin.
  var indentation: Int { text[lineStart...].prefix { $0 == " " || $0 == "\t" }.count }

  /// Whether this is the place of the line's first token.
  var isFirstOnLine: Bool { index == lineStart + indentation }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    advance()
    return true
  }

  /// White space and comments.
  mutating func skipBlank() throws(SyntaxProblem) {
    while let scalar = current {
      switch scalar {
      case " ", "\t", "\n", "\r", "\u{b}", "\u{c}": advance()
      case "/" where next == "/":
        while let scalar = current, scalar != "\n", scalar != "\r" { advance() }
      case "/" where next == "*": try skipBlockComment()
      default: return
      }
    }
  }

  private mutating func skipBlockComment() throws(SyntaxProblem) {
    let opened = line
    advance()
    advance()
    while let scalar = current {
      advance()
      if scalar == "*", take("/") { return }
    }
    throw SyntaxProblem(
      line: opened, found: "the end of the file", expected: "\"*/\" that ends the comment of this line")
  }

  /// A key, quoted or not, and how it is written.
  mutating func key() throws(SyntaxProblem) -> (key: String, written: String) {
    let start = index
    switch current {
    case "\"", "'":
      let key = try quoted()
      return (key, written(from: start))
    case .some(let scalar) where Self.beginsWord(scalar):
      takeWord()
      return (written(from: start), written(from: start))
    default: throw problem(expected: "a key or \"}\"")
    }
  }

  /// A string, a number, or true, false, null; as written.
  mutating func scalar() throws(SyntaxProblem) -> String {
    let start = index
    switch current {
    case "\"", "'": _ = try quoted()
    case .some("0"..."9"), "+", "-", ".": try number()
    case .some(let scalar) where Self.beginsWord(scalar): try word()
    default: throw problem(expected: "a value")
    }
    return written(from: start)
  }

  private mutating func word() throws(SyntaxProblem) {
    let found = self.found
    let start = index
    takeWord()
    guard ["true", "false", "null", "Infinity", "NaN"].contains(written(from: start)) else {
      throw SyntaxProblem(line: line, found: found, expected: "a value; text stands in quotes")
    }
  }

  private mutating func takeWord() {
    while let scalar = current, Self.continuesWord(scalar) { advance() }
  }

  // MARK: - Words of the messages

  /// What stands here, shortened for a message.
  var found: String {
    guard let current else { return "the end of the file" }
    if current == "#" { return "\"#\" (a comment begins with //)" }
    if current == "\"" || current == "'" { return Wording.excerpt(quotedPart) }
    let word = text[index...].prefix { Self.continuesWord($0) || "+-.".unicodeScalars.contains($0) }
    return word.isEmpty ? Wording.quoted(String(current)) : Wording.excerpt(word)
  }

  /// From the quote that stands here to the one that closes it, or to the end of the line.
  private var quotedPart: ArraySlice<Unicode.Scalar> {
    let rest = text[(index + 1)...]
    guard let end = rest.firstIndex(where: { $0 == current || $0 == "\n" || $0 == "\r" }) else {
      return text[index...]
    }
    return text[end] == current ? text[index...end] : text[index..<end]
  }

  func problem(expected: String) -> SyntaxProblem {
    SyntaxProblem(line: line, found: found, expected: expected)
  }

  private func written(from start: Int) -> String {
    var string = ""
    string.unicodeScalars.append(contentsOf: text[start..<index])
    return string
  }

  private static func beginsWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "$" || scalar.properties.isXIDStart
  }

  static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "$" || scalar == "\u{200c}" || scalar == "\u{200d}" || scalar.properties.isXIDContinue
  }
}
