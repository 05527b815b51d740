import Foundation
import RollCall

/// An option that a command knows.
struct Option: Sendable {
  /// With its dashes: `--json`.
  let name: String
  /// What stands for its value in the help; nil for a switch.
  let value: String?
  let help: String
  let isRepeatable: Bool

  /// A switch.
  init(_ name: String, _ help: String) {
    self.name = name
    value = nil
    self.help = help
    isRepeatable = false
  }

  init(_ name: String, _ value: String, repeatable: Bool = false, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
    isRepeatable = repeatable
  }

  /// The options of a help page, one a line, what they mean in a column of its own.
  static func list(_ options: [Option]) -> String {
    let names = options.map { option in option.value.map { "\(option.name) \($0)" } ?? option.name }
    let width = names.map(\.count).max() ?? 0
    return zip(names, options).map { name, option in
      "  " + name + String(repeating: " ", count: width - name.count) + "  " + option.help
    }.joined(separator: "\n")
  }
}

/// The words of a command line, sorted into options and operands. Conventions of POSIX and GNU: `--name VALUE`,
/// `--name=VALUE`, and `--` before operands that begin with a dash.
struct Arguments: Sendable {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// - throws: `Failure` with code 64 for an option that is unknown, lacks its value or has one too many.
  init(_ words: some Sequence<String>, options: [Option]) throws(Failure) {
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = options.first(where: { $0.name == parts[0] }) else {
        throw Failure(.usage, "unknown option \(parts[0])\(Self.nearest(parts[0], options))")
      }
      try take(option, inline: parts.count > 1 ? parts[1] : nil, from: &rest)
    }
  }

  private mutating func take(_ option: Option, inline: String?, from rest: inout ArraySlice<String>)
    throws(Failure)
  {
    guard option.value != nil else {
      guard inline == nil else { throw Failure(.usage, "\(option.name) takes no value") }
      values[option.name] = []
      return
    }
    guard let value = inline ?? rest.popFirst() else {
      throw Failure(.usage, "\(option.name) needs a value: \(option.name) \(option.value ?? "")")
    }
    guard option.isRepeatable || values[option.name] == nil else {
      throw Failure(.usage, "\(option.name) is given twice")
    }
    values[option.name, default: []].append(value)
  }

  func has(_ name: String) -> Bool { values[name] != nil }
  func value(_ name: String) -> String? { values[name]?.last }
  func values(_ name: String) -> [String] { values[name] ?? [] }

  /// The value of an option as something else.
  /// - throws: `Failure` with code 64 that says what was expected.
  func value<Value>(_ name: String, _ expected: String, _ read: (String) -> Value?) throws(Failure) -> Value?
  {
    guard let text = value(name) else { return nil }
    guard let value = read(text) else {
      throw Failure(.usage, "\(name): found '\(text)', expected \(expected)")
    }
    return value
  }

  func instant(_ name: String) throws(Failure) -> Date? {
    try value(name, "an instant such as 2026-11-21T14:45:00Z") { Date(rfc3339: $0) }
  }

  func day(_ name: String) throws(Failure) -> LocalDay? {
    try value(name, "a day such as 2026-11-21") { LocalDay($0) }
  }

  func number(_ name: String) throws(Failure) -> Int? {
    try value(name, "a whole number") { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
  }

  private static func nearest(_ name: String, _ options: [Option]) -> String {
    let close = options.map(\.name).filter {
      $0.hasPrefix(name) || name.hasPrefix($0) || $0.dropFirst(3) == name.dropFirst(3)
    }
    return close.first.map { "; did you mean \($0)?" } ?? ""
  }
}
