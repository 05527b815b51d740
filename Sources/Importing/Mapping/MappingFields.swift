/// The members of one object of a mapping file, each asked for by name and checked as it is.
struct MappingFields {
  let file: String
  /// The path to this object: "" for the root.
  let path: String
  private let members: [String: JSONTree]

  /// - throws: `MappingError` where it is no object; at a key that is not among `known`.
  init(_ tree: JSONTree, file: String, path: String, known: [String]?) throws {
    self.file = file
    self.path = path
    guard case .object(let members) = tree else {
      throw MappingError(file: file, key: path, reason: MappingText.wrong(tree.found, MappingText.object))
    }
    self.members = members
    guard let known else { return }
    for key in members.keys.sorted() where !known.contains(key) {
      throw error(key, MappingText.unknownKey(known, nearest: nearestWord(to: key, among: known)))
    }
  }

  var keys: [String] { members.keys.sorted() }

  /// The member, nil where it is absent or null.
  subscript(key: String) -> JSONTree? {
    if case .nothing? = members[key] { return nil }
    return members[key]
  }

  func error(_ key: String, _ reason: String) -> MappingError {
    MappingError(file: file, key: path.isEmpty ? key : "\(path).\(key)", reason: reason)
  }

  func wrong(_ key: String, _ wanted: String) -> MappingError {
    error(key, self[key].map { MappingText.wrong($0.found, wanted) } ?? MappingText.missing)
  }

  /// The member as `read` understands it, nil where it is absent.
  /// - throws: `MappingError` where `read` does not understand it.
  func value<Value>(_ key: String, _ wanted: String, _ read: (JSONTree) -> Value?) throws -> Value? {
    guard let tree = self[key] else { return nil }
    guard let value = read(tree) else { throw wrong(key, wanted) }
    return value
  }

  func required<Value>(_ key: String, _ wanted: String, _ read: (JSONTree) -> Value?) throws -> Value {
    guard let value = try value(key, wanted, read) else { throw error(key, MappingText.missing) }
    return value
  }

  func flag(_ key: String) throws -> Bool? {
    try value(key, MappingText.flag) { if case .flag(let flag) = $0 { flag } else { nil } }
  }

  func texts(_ key: String) throws -> [String]? { try value(key, MappingText.list, \.texts) }

  /// A word of a closed list.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) throws -> Word?
  where Word.RawValue == String {
    try value(key, MappingText.oneOf(Word.allCases.map(\.rawValue))) { $0.text.flatMap(Word.init(rawValue:)) }
  }

  func object(_ key: String, known: [String]?) throws -> MappingFields? {
    guard let tree = self[key] else { return nil }
    return try MappingFields(tree, file: file, path: path.isEmpty ? key : "\(path).\(key)", known: known)
  }
}

extension JSONTree {
  var text: String? { if case .text(let text) = self { text } else { nil } }

  var texts: [String]? {
    guard case .list(let items) = self else { return nil }
    let texts = items.compactMap(\.text)
    return texts.count == items.count ? texts : nil
  }

  var column: ColumnName? {
    switch self {
    case .text(let name) where !name.isEmpty: .named(name)
    case .number(let place) where place >= 1 && place <= 10_000 && place == place.rounded():
      .position(Int(place))
    default: nil
    }
  }
}

/// The word that takes the fewest changes of letters to reach, if these are few for its length.
func nearestWord(to word: String, among known: [String]) -> String? {
  let ranked = known.map { (distance(word.lowercased(), $0.lowercased()), $0) }
  guard let best = ranked.min(by: { $0.0 < $1.0 }), best.0 <= max(2, best.1.count / 3) else { return nil }
  return best.1
}

/// Levenshtein's: insertions, deletions and replacements of one letter.
private func distance(_ one: String, _ other: String) -> Int {
  let letters = Array(other)
  var row = Array(0...letters.count)
  for (index, letter) in one.prefix(100).enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in letters.indices {
      let above = row[column + 1]
      row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == letters[column] ? 0 : 1))
      diagonal = above
    }
  }
  return row[letters.count]
}
