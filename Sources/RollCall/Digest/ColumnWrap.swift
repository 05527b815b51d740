/// Sets words in lines of so many columns, counted as a terminal counts.
package struct ColumnWrap {
  package let columns: Int

  package init(columns: Int) { self.columns = columns }

  /// Breaks at spaces; a word that is wider than a line is cut. At least one line, each with its indentation:
  /// `first` before the first one, `rest` before all others, both narrower than a line.
  package func lines(of text: String, first: String = "", rest: String = "") -> [String] {
    var lines: [String] = []
    var (line, width) = (first, first.columns)
    var isEmpty = true
    func broken() {
      lines.append(line)
      (line, width, isEmpty) = (rest, rest.columns, true)
    }
    for word in text.split(separator: " ") {
      let needed = word.columns
      if !isEmpty && width + 1 + needed > columns { broken() }
      if !isEmpty {
        line += " "
        width += 1
      }
      if needed <= columns - width {
        line += word
        width += needed
        isEmpty = false
        continue
      }
      for character in word {
        if !isEmpty && width + character.columns > columns { broken() }
        line.append(character)
        width += character.columns
        isEmpty = false
      }
    }
    return lines + [line]
  }
}

extension StringProtocol {
  fileprivate var columns: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.columns }
  }
}

extension Character {
  /// Columns of a terminal: two for East Asian wide characters (Unicode Standard Annex #11) and emoji.
  fileprivate var columns: Int {
    guard let scalar = unicodeScalars.first, scalar.value >= 0x1100 else { return 1 }
    if unicodeScalars.contains(where: { $0.properties.isEmojiPresentation || $0.value == 0xfe0f }) {
      return 2
    }
    return Self.wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff,
    0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18cff, 0x1b000...0x1b2ff,
    0x1f200...0x1f2ff,
    0x20000...0x3fffd,
  ]
}
