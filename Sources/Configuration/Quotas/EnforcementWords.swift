/// What no quota may ever count: stops, citations, arrests and the like. Many places forbid such quotas by law, and
/// this program exists for engagement alone.
enum EnforcementWords {
  private static let words: Set<String> = [
    "arrest", "arrested", "booking", "citation", "cite", "contraband", "enforcement", "fine", "forfeiture",
    "frisk",
    "infraction", "pursuit", "raid", "search", "seizure", "stop", "summons", "summonses", "ticket",
    "ticketing",
    "tow", "towing", "trafficstop", "fieldinterview", "patdown", "violation", "warrant", "warning",
  ]

  /// Of which the first alone would be innocent.
  private static let pairs: Set<[String]> = [
    ["field", "interview"], ["field", "contact"], ["pat", "down"],
  ]

  /// The part of an activity's id that names enforcement; nil for engagement. Words end at dots, dashes, underscores
  /// and capital letters, and may be plural.
  static func first(in activity: String) -> String? {
    let words = words(of: activity)
    for (index, word) in words.enumerated() {
      if Self.words.contains(word) { return word }
      let pair = words[index...].prefix(2)
      if pairs.contains(Array(pair)) { return pair.joined(separator: " ") }
    }
    return nil
  }

  private static func words(of activity: String) -> [String] {
    var spaced = ""
    var last: Character = " "
    for character in activity {
      let isNewWord = character.isUppercase && last.isLowercase
      spaced += isNewWord ? " \(character)" : String(character)
      last = character
    }
    return spaced.lowercased().split { !$0.isLetter && !$0.isNumber }.map(singular)
  }

  private static func singular(_ word: Substring) -> String {
    let word = String(word)
    for ending in ["es", "s"] where word.hasSuffix(ending) {
      let stem = String(word.dropLast(ending.count))
      if words.contains(stem) || pairs.contains(where: { $0.contains(stem) }) { return stem }
    }
    return word
  }
}
