/// Something through which an expectation or an alert would fall: found before it is needed.
package struct Gap: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody could coordinate it, or too few could come along.
    case unfulfillable
    /// In a neighborhood nobody is responsible for a quota, or nobody is assigned at all.
    case nobodyResponsible = "nobody_responsible"
    /// A step of a case would reach nobody.
    case unreachable
    /// People above each other in a circle.
    case cycle
    case noSupervisor = "no_supervisor"
    case noAddress = "no_address"
    case noUnit = "no_unit"
    /// It is logged, and no quota speaks of it.
    case unknownActivity = "unknown_activity"
  }

  package let kind: Kind
  /// `quota`, `neighborhood`, `person` or `activity`.
  package let table: String
  package let key: String
  /// What is missing and what it means; without figures that change from day to day, so that it is told once.
  package let text: String

  package init(_ kind: Kind, _ table: String, _ key: String, _ text: String) {
    self.kind = kind
    self.table = table
    self.key = key
    self.text = text
  }

  /// At most `count` of each kind and table; where there are more, one that says so.
  package static func few(_ gaps: [Gap], atMost count: Int = 20) -> [Gap] {
    var seen: [String: Int] = [:]
    return gaps.compactMap { gap in
      let number = seen["\(gap.kind) \(gap.table)", default: 0]
      seen["\(gap.kind) \(gap.table)"] = number + 1
      if number < count { return gap }
      return number == count ? Gap(gap.kind, gap.table, "more", ReachText.more) : nil
    }
  }
}
