/// Where things stand in a JSON5 text. Foundation's decoder knows no lines and keeps the first of two equal keys
/// silently, so messages take both from here.
struct Outline: Sendable {
  /// A key that stands twice in one object.
  struct Repetition: Hashable, Sendable {
    let path: SettingPath
    let line: Int
    let firstLine: Int
  }

  /// A key or a value without parts, as written.
  struct Word: Hashable, Sendable {
    let text: String
    let line: Int
    let isKey: Bool
  }

  /// The line, from 1, on which each value's key stands, or the value itself in a list.
  var lines: [SettingPath: Int] = [:]
  var repetitions: [Repetition] = []
  var words: [Word] = []

  /// The line of this path; of something that was left out, the line of what should hold it.
  func line(of path: SettingPath) -> Int? {
    var candidate: SettingPath? = path
    while let current = candidate {
      if let line = lines[current] { return line }
      candidate = current.parent
    }
    return nil
  }
}

/// Where a text stops being JSON5.
struct SyntaxProblem: Error, Hashable {
  let line: Int
  let found: String
  let expected: String
}
