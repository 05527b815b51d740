/// What a call type is to this program.
package enum CallMeaning: Hashable, Sendable {
  /// An engagement with this activity.
  case activity(String)
  /// An incident of this kind.
  case incident(String)
  /// Known, and nothing that is recorded here.
  case nothing
}

/// The call types that a mapping knows, exactly or by how they begin. Upper and lower case are the same.
package struct CallTypes: Sendable {
  private var exact: [String: CallMeaning] = [:]
  private var prefixes: [(text: String, meaning: CallMeaning)] = []

  package init() {}

  /// `pattern` is a code, or the beginning of codes followed by `*`.
  /// - returns: False where the pattern is already there, or would be every code there is.
  package mutating func add(_ pattern: String, _ meaning: CallMeaning) -> Bool {
    let code = Self.normal(pattern)
    guard code.hasSuffix("*") else {
      guard !code.isEmpty, exact[code] == nil else { return false }
      exact[code] = meaning
      return true
    }
    let prefix = String(code.dropLast())
    guard !prefix.isEmpty, !prefixes.contains(where: { $0.text == prefix }) else { return false }
    let place = prefixes.firstIndex { $0.text.utf8.count < prefix.utf8.count } ?? prefixes.endIndex
    prefixes.insert((prefix, meaning), at: place)
    return true
  }

  /// An exact code before a beginning, a longer beginning before a shorter one; nil for a type nobody mapped.
  package func meaning(of code: String) -> CallMeaning? {
    let code = Self.normal(code)
    return exact[code] ?? prefixes.first { code.hasPrefix($0.text) }?.meaning
  }

  /// Everything that any type is mapped to.
  package var meanings: Set<CallMeaning> { Set(exact.values).union(prefixes.map(\.meaning)) }

  /// The patterns mapped to engagements.
  package var engagementPatterns: Set<String> {
    func isActivity(_ meaning: CallMeaning) -> Bool { if case .activity = meaning { true } else { false } }
    return Set(exact.filter { isActivity($0.value) }.keys)
      .union(prefixes.filter { isActivity($0.meaning) }.map { $0.text + "*" })
  }

  private static func normal(_ code: String) -> String { code.uppercased() }
}
