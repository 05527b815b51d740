/// The words of findings that more than one setting needs.
enum Wording {
  /// In double quotes, on one line, at most 60 characters of it.
  static func quoted(_ text: String) -> String { "\"" + excerpt(text.unicodeScalars, longest: 60) + "\"" }

  /// On one line, with names for what cannot be seen.
  static func excerpt(_ scalars: some Sequence<Unicode.Scalar>, longest: Int = 40) -> String {
    var text = ""
    for (count, scalar) in scalars.enumerated() {
      guard count < longest else { return text + "…" }
      if isPrintable(scalar) { text.unicodeScalars.append(scalar) } else { text += name(of: scalar) }
    }
    return text
  }

  /// `U+00A0`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }

  /// `a, b or c`.
  static func either(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  static let nothing = "nothing"
  static let span = #"a span such as "36h" or "3wd" (units s, m, h, d, and wd for working days)"#
  static let text = "text that is not empty, without line ends"
  static let identifier = "an id of letters without accents, digits, - _ . and ~, without blanks and slashes"
  static let fileStem = "an id of letters without accents, digits, - and _, without blanks, dots and slashes"
  static let foreignIdentifier = "an id that is not empty, without line ends or blanks around it"
  static let address = #"an address such as "desk@example.gov""#
  static let sender = #"an address such as "Roll call <rollcall@example.gov>""#
  static let path = #"a path such as "state.db" or "/var/lib/rollcall/state.db" (~ is not understood)"#
  static let time = #"a time of day such as "06:45""#
}

extension JSONValue {
  /// As a finding tells it.
  var told: String {
    switch self {
    case .object: "an object"
    case .array(let elements): elements.isEmpty ? "an empty list" : "a list"
    case .string(let text): Wording.quoted(text)
    case .number(let number) where number.isNaN: "NaN"
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .bool(let bool): String(bool)
    case .null: "null"
    }
  }
}
