/// Walks through a JSON5 text, an object, and notes its outline.
///
/// It also stands guard before Foundation's decoder: what it refuses is never decoded. It knows no more of JSON5 than
/// that decoder does (no `\v`, no U+00A0 between tokens), because a message is worth more than a dialect, and it
/// refuses what stops the decoder's process (a number that ends in `e+`, texts nested without end).
struct OutlineScanner {
  private static let deepest = 40
  private var cursor: TextCursor
  private var outline = Outline()
  private var depth = 0
  /// The line of the first bracket after which a key stands no deeper than the bracket's own line: where the text ends
  /// too early, this one was likely never closed.
  private var suspect: Int?

  /// - Throws: the first place where `text` is not JSON5.
  static func scan(_ text: String) throws(SyntaxProblem) -> Outline {
    var scanner = OutlineScanner(cursor: TextCursor(text))
    try scanner.cursor.skipBlank()
    guard scanner.cursor.current == "{" else { throw scanner.cursor.problem(expected: "\"{\"") }
    scanner.outline.lines[.root] = scanner.cursor.line
    try scanner.value(at: .root)
    try scanner.cursor.skipBlank()
    guard scanner.cursor.current == nil else { throw scanner.cursor.problem(expected: "the end of the file") }
    return scanner.outline
  }

  private init(cursor: TextCursor) { self.cursor = cursor }

  private mutating func value(at path: SettingPath) throws(SyntaxProblem) {
    switch cursor.current {
    case "{": try nested { scanner throws(SyntaxProblem) in try scanner.object(at: path) }
    case "[": try nested { scanner throws(SyntaxProblem) in try scanner.list(at: path) }
    default: try scalar()
    }
  }

  private mutating func nested(
    _ read: (inout OutlineScanner) throws(SyntaxProblem) -> Void
  ) throws(SyntaxProblem) {
    depth += 1
    guard depth <= Self.deepest else {
      throw SyntaxProblem(
        line: cursor.line, found: "brackets \(depth) deep", expected: "at most \(Self.deepest)")
    }
    try read(&self)
    depth -= 1
  }

  private mutating func object(at path: SettingPath) throws(SyntaxProblem) {
    let (opened, indentation) = (cursor.line, cursor.indentation)
    cursor.advance()
    while true {
      try cursor.skipBlank()
      if cursor.take("}") { return }
      try expectMore(until: "}", opened: opened)
      if suspect == nil, cursor.isFirstOnLine, cursor.indentation <= indentation { suspect = opened }
      try member(of: path)
      try separator(closing: "}", opened: opened)
    }
  }

  private mutating func member(of path: SettingPath) throws(SyntaxProblem) {
    let line = cursor.line
    let (key, written) = try cursor.key()
    outline.words.append(Outline.Word(text: written, line: line, isKey: true))
    let member = path.key(key)
    if let firstLine = outline.lines[member] {
      outline.repetitions.append(Outline.Repetition(path: member, line: line, firstLine: firstLine))
    } else {
      outline.lines[member] = line
    }
    try cursor.skipBlank()
    guard cursor.take(":") else {
      let advice = cursor.current == "-" ? "; a key with a dash stands in quotes" : ""
      throw cursor.problem(expected: "\":\" after the key \(Wording.excerpt(key.unicodeScalars))\(advice)")
    }
    try cursor.skipBlank()
    try value(at: member)
  }

  private mutating func list(at path: SettingPath) throws(SyntaxProblem) {
    let opened = cursor.line
    var index = 0
    cursor.advance()
    while true {
      try cursor.skipBlank()
      if cursor.take("]") { return }
      try expectMore(until: "]", opened: opened)
      let element = path.element(index)
      if outline.lines[element] == nil { outline.lines[element] = cursor.line }
      try value(at: element)
      index += 1
      try separator(closing: "]", opened: opened)
    }
  }

  private mutating func scalar() throws(SyntaxProblem) {
    let line = cursor.line
    let written = try cursor.scalar()
    outline.words.append(Outline.Word(text: written, line: line, isKey: false))
  }

  private func expectMore(until closing: String, opened: Int) throws(SyntaxProblem) {
    guard cursor.current == nil else { return }
    throw SyntaxProblem(
      line: suspect ?? opened, found: "the end of the file",
      expected: "\"\(closing)\" that closes the \"\(closing == "}" ? "{" : "[")\" of this line")
  }

  /// A comma, or nothing before the closing bracket. A missing comma is best mended on the line of the value before.
  private mutating func separator(closing: Unicode.Scalar, opened: Int) throws(SyntaxProblem) {
    let ended = cursor.line
    try cursor.skipBlank()
    if cursor.current == closing || cursor.take(",") { return }
    try expectMore(until: String(closing), opened: opened)
    let found = cursor.found + (cursor.line > ended ? " on line \(cursor.line)" : "")
    throw SyntaxProblem(
      line: ended, found: found, expected: "a comma or \"\(closing)\" after this line's value")
  }
}
