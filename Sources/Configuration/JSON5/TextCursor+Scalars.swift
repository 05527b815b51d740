/// Strings and numbers, as far as Foundation's decoder takes them.
extension TextCursor {
  /// A string in double or single quotes.
  mutating func quoted() throws(SyntaxProblem) -> String {
    guard let quote = current else { throw problem(expected: "a string") }
    let opened = (line, found)
    var string = ""
    advance()
    while let scalar = current {
      if take(quote) { return string }
      if scalar == "\\" {
        try escape(into: &string)
      } else if scalar == "\n" || scalar == "\r" {
        throw SyntaxProblem(
          line: opened.0, found: "\(opened.1) up to the end of the line", expected: "a closing \(quote)")
      } else if scalar.value < 0x20 {
        throw SyntaxProblem(
          line: line, found: "\(Wording.name(of: scalar)) in a string",
          expected: "an escape such as \\t or \\u0009")
      } else {
        string.unicodeScalars.append(scalar)
        advance()
      }
    }
    throw SyntaxProblem(line: opened.0, found: "the end of the file", expected: "a closing \(quote)")
  }

  private mutating func escape(into string: inout String) throws(SyntaxProblem) {
    advance()
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "'": "'", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
    ]
    switch current {
    case .some(let scalar) where plain[scalar] != nil:
      string.unicodeScalars.append(plain[scalar] ?? scalar)
      advance()
    case "\n":
      string += "\n"
      advance()
    case "\r":
      string += "\r"
      advance()
      if take("\n") { string += "\n" }
    case "x": string.unicodeScalars.append(try codePoint(digits: 2))
    case "u": string.unicodeScalars.append(try codePoint(digits: 4))
    default: throw SyntaxProblem(line: line, found: "\\ before \(found)", expected: Self.escapes)
    }
  }

  private static let escapes = #"one of \" \' \\ \/ \b \f \n \r \t \xHH \uHHHH"#

  /// The scalar of `\xHH`, `\uHHHH`, or of two `\uHHHH` that are a surrogate pair.
  private mutating func codePoint(digits: Int) throws(SyntaxProblem) -> Unicode.Scalar {
    let high = try hexadecimal(digits: digits)
    var value = high
    if (0xd800..<0xdc00).contains(high), take("\\"), current == "u" {
      let low = try hexadecimal(digits: 4)
      value = (0xdc00..<0xe000).contains(low) ? 0x10000 + (high - 0xd800) << 10 + (low - 0xdc00) : high
    }
    guard value > 0, let scalar = Unicode.Scalar(value) else {
      throw SyntaxProblem(
        line: line, found: "the code \(String(value, radix: 16)) in a string", expected: "that of a character"
      )
    }
    return scalar
  }

  private mutating func hexadecimal(digits: Int) throws(SyntaxProblem) -> UInt32 {
    advance()
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let scalar = current, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw SyntaxProblem(
          line: line, found: "\(digits == 2 ? "\\x" : "\\u") before \(found)",
          expected: "\(digits) hexadecimal digits after it")
      }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return value
  }

  /// `12`, `-0.5`, `.5`, `5.`, `1e-3`, `0x1F`, `+Infinity`, `NaN`.
  mutating func number() throws(SyntaxProblem) {
    let whole = problem(expected: "a number such as 3 or 0.6")
    if current == "+" || current == "-" { advance() }
    guard takeWordNumber() || takeHexadecimal() || takeDecimal(),
      current.map({ !Self.continuesWord($0) && $0 != "." && $0 != "+" && $0 != "-" }) ?? true
    else { throw whole }
  }

  private mutating func takeWordNumber() -> Bool { takeAll("Infinity") || takeAll("NaN") }

  private mutating func takeAll(_ word: String) -> Bool {
    var copy = self
    guard word.unicodeScalars.allSatisfy({ copy.take($0) }) else { return false }
    self = copy
    return true
  }

  private mutating func takeHexadecimal() -> Bool {
    guard takeAll("0x") || takeAll("0X") else { return false }
    return takeDigits { Character($0).isHexDigit && $0.isASCII } > 0
  }

  private mutating func takeDecimal() -> Bool {
    let startsWithZero = current == "0"
    let whole = takeDigits(Self.isDecimal)
    let fraction = take(".") ? takeDigits(Self.isDecimal) : 0
    guard whole + fraction > 0, !startsWithZero || whole == 1 else { return false }
    guard take("e") || take("E") else { return true }
    _ = take("+") || take("-")
    return takeDigits(Self.isDecimal) > 0
  }

  private static func isDecimal(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private mutating func takeDigits(_ isDigit: (Unicode.Scalar) -> Bool) -> Int {
    var count = 0
    while let scalar = current, isDigit(scalar) {
      advance()
      count += 1
    }
    return count
  }
}
