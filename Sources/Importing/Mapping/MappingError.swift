/// A mapping file that cannot be used: which file, which key, what was found and what is allowed.
package struct MappingError: Error, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// From the root: `columns.startsAt`; empty for the file as a whole.
  package let key: String
  package let reason: String

  package init(file: String, key: String, reason: String) {
    self.file = file
    self.key = key
    self.reason = reason
  }

  package var description: String { key.isEmpty ? "\(file): \(reason)" : "\(file): \(key): \(reason)" }
}

/// What is said about mapping files.
enum MappingText {
  static let notUTF8 = "is not UTF-8; save it as UTF-8"
  static let notJSON5 = "is not JSON5; look for a comma, quote or bracket that is missing or too many"

  static func unknownKey(_ known: [String], nearest: String?) -> String {
    let hint = nearest.map { "did you mean '\($0)'? " } ?? ""
    return "unknown key; \(hint)known are \(known.joined(separator: ", "))"
  }

  static let missing = "is missing"
  static func wrong(_ found: String, _ wanted: String) -> String { "found \(found), wanted \(wanted)" }
  static let column = "the name of a column, or its number from 1"
  static let cell = "a column, or { column: …, before: \" - \" } or { column: …, after: \" - \" }"
  static let text = "a text"
  static let flag = "true or false"
  static let list = "a list of texts"
  static let object = "an object"
  static let delimiter = "one of \",\" \";\" \"\\t\" \"|\""
  static let timeZone = "a time zone as America/New_York"
  static let place = "a text with columns in braces, as \"{number} {street}[ at {cross street}]\""
  static let pattern = "a call type, or the beginning of call types followed by *, that no other entry names"
  static let identifier = "an id of letters, digits, dots, hyphens and underscores"
  static let endOrDuration = "give endsAt or duration, not both"
  static let needsPositions = "without a header columns are given by number"
  static let nothingMapped = "maps no call type to an engagement or incident; nothing would be imported"
  static func oneOf(_ words: [String]) -> String { "one of " + words.joined(separator: ", ") }
}
