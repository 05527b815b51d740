import RollCall

/// What a clock on the wall showed.
package struct WallTime: Hashable, Sendable {
  /// Seconds from 1970-01-01 00:00 on that wall.
  package let seconds: Int
  /// Seconds east of Greenwich, where the text says so.
  package let offset: Int?

  package init(seconds: Int, offset: Int? = nil) {
    self.seconds = seconds
    self.offset = offset
  }
}

/// One way in which an export writes dates with times, in the letters of strptime(3):
/// `%Y` `%y` `%m` `%b` `%d` `%H` `%I` `%p` `%M` `%S` `%f` `%z` `%%`. A space stands for any number of spaces. Numbers
/// may lack leading zeros, except where the next number follows at once (`%m%d%Y`).
package struct TimePattern: Hashable, Sendable, CustomStringConvertible {
  enum Part: Hashable {
    case year, shortYear, month, monthName, day, hour, hourOfHalf, half, minute, second, fraction, offset
    case space
    case literal(UInt8)

    /// Digits at most; nil for what is no number.
    var digits: Int? {
      switch self {
      case .year: 4
      case .shortYear, .month, .day, .hour, .hourOfHalf, .minute, .second: 2
      case .fraction: 9
      default: nil
      }
    }
  }

  package let description: String
  private let parts: [Part]

  /// Why a pattern is none.
  package struct Problem: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// - throws: `Problem`.
  package init(_ text: String) throws(Problem) {
    description = text
    parts = try Self.parts(of: text)
    let given = Set(parts)
    guard given.contains(.year) || given.contains(.shortYear), given.contains(.day),
      given.contains(.month) || given.contains(.monthName),
      given.contains(.hour) || given.contains(.hourOfHalf)
    else { throw Problem(description: "needs a year, a month, a day and an hour, as in '%Y-%m-%d %H:%M:%S'") }
    guard given.contains(.hourOfHalf) == given.contains(.half) else {
      throw Problem(
        description: "'%I' (hour of twelve) and '%p' (AM or PM) need each other; '%H' counts to 24")
    }
  }

  private static func parts(of text: String) throws(Problem) -> [Part] {
    var parts: [Part] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        if byte != UInt8(ascii: " ") {
          parts.append(.literal(byte))
        } else if parts.last != .space {
          parts.append(.space)
        }
        continue
      }
      guard let letter = rest.popFirst(), let part = letters[letter] else {
        throw Problem(description: "knows only %Y %y %m %b %d %H %I %p %M %S %f %z and %%")
      }
      parts.append(part)
    }
    return parts
  }

  private static let letters: [UInt8: Part] = [
    UInt8(ascii: "Y"): .year, UInt8(ascii: "y"): .shortYear, UInt8(ascii: "m"): .month,
    UInt8(ascii: "b"): .monthName, UInt8(ascii: "d"): .day, UInt8(ascii: "H"): .hour,
    UInt8(ascii: "I"): .hourOfHalf, UInt8(ascii: "p"): .half, UInt8(ascii: "M"): .minute,
    UInt8(ascii: "S"): .second, UInt8(ascii: "f"): .fraction, UInt8(ascii: "z"): .offset,
    UInt8(ascii: "%"): .literal(UInt8(ascii: "%")),
  ]

  /// Nil where the text is not of this form, or no time of any day.
  package func read(_ text: String) -> WallTime? {
    var scanner = TimeScanner(text)
    for (index, part) in parts.enumerated() {
      let next = index + 1 < parts.count ? parts[index + 1] : nil
      guard scanner.take(part, exactly: next?.digits != nil) else { return nil }
    }
    return scanner.finish()
  }
}
