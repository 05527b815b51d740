extension String {
  /// Somebody's text as it may stand on a page: one line, single spaces, without control characters, marks
  /// that turn the direction of writing, or characters piled higher than any script needs.
  var plain: String {
    if isPlain { return self }
    var (kept, gap) = (String.UnicodeScalarView(), false)
    for scalar in unicodeScalars.prefix(PlainText.scalarsRead) {
      switch PlainText.use(of: scalar) {
      case .space: gap = !kept.isEmpty
      case .drop: continue
      case .keep:
        if gap { kept.append(" ") }
        gap = false
        kept.append(scalar)
      }
    }
    return String(kept).withLowPiles
  }

  /// At most so many words, and no more characters than so many words of ordinary length have; with an
  /// ellipsis where something was cut.
  func limited(words limit: Int) -> String {
    let words = split(separator: " ")
    let text = words.count > limit ? words.prefix(limit).joined(separator: " ") + "…" : self
    return text.limited(to: limit * PlainText.wordLength)
  }

  /// Words as a reader counts them: what stands between spaces.
  var wordCount: Int { split(separator: " ").count }

  /// With its first letter in upper case.
  var sentenceCase: String { prefix(1).uppercased() + dropFirst() }

  /// Closed by a full stop, unless it closes itself. Empty stays empty.
  var sentence: String {
    guard let last, !".!?…".contains(last) else { return self }
    return self + "."
  }

  /// Plain already, as most texts are: printing ASCII, with single spaces inside.
  private var isPlain: Bool {
    var previous = UInt8(ascii: " ")
    for byte in utf8 {
      guard byte > 0x20 && byte < 0x7f || byte == 0x20 && previous != 0x20 else { return false }
      previous = byte
    }
    return (isEmpty || previous != 0x20) && utf8.count <= PlainText.scalarsRead
  }

  private var withLowPiles: String {
    // A family of four with skin tones has 11 scalars; a letter with a hundred accents is an attack on the
    // line above.
    guard contains(where: { $0.unicodeScalars.count > 16 }) else { return self }
    return map { String(String.UnicodeScalarView($0.unicodeScalars.prefix(16))) }.joined()
  }
}

/// Limits and kinds of characters for `String.plain`.
enum PlainText {
  enum Use {
    case keep, drop, space
  }

  /// No item shows more than a few hundred; the rest of a novel need not be looked at.
  static let scalarsRead = 4000
  /// Characters of a word of ordinary length and of the space after it, with room.
  static let wordLength = 8

  static func use(of scalar: Unicode.Scalar) -> Use {
    if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7f ? .space : .keep }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: return .space
    // Joiners belong to words of Persian and Hindi, and to emoji; all other format characters are invisible
    // or turn the text.
    case .format: return scalar.value == 0x200c || scalar.value == 0x200d ? .keep : .drop
    case .privateUse, .surrogate: return .drop
    case .unassigned: return scalar.properties.isNoncharacterCodePoint ? .drop : .keep
    default: return .keep
    }
  }
}
