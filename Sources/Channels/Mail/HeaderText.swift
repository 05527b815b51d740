/// Text that may stand in a header of a mail: on one line, whatever it was made from.
///
/// Safe by type: line ends, NUL and every other control character become a space, so that nobody's words can end a header and
/// begin another one.
package struct HeaderText: Hashable, Sendable, CustomStringConvertible {
  /// Without control characters or line separators, nor spaces at its ends. May be empty.
  package let text: String

  package init(_ text: String) {
    var line = String.UnicodeScalarView()
    // Scalars, not Characters: CR LF is one Character.
    for scalar in text.unicodeScalars {
      if !Self.endsLines(scalar) {
        line.append(scalar)
      } else if line.last != " " {
        line.append(" ")
      }
    }
    let inner = line.drop { $0 == " " }
    let end = inner.lastIndex { $0 != " " }.map(inner.index(after:)) ?? inner.startIndex
    self.text = String(inner[..<end])
  }

  package var description: String { text }
  package var isEmpty: Bool { text.isEmpty }

  private static func endsLines(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

/// Characters of RFC 5322 §3.2.3 that may stand in an atom.
func isAtomText(_ byte: UInt8) -> Bool {
  isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
}

/// Of ASCII.
func isLetterOrDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}
