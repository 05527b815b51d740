import Foundation

/// How one agency's CAD export is to be read: a file of `Config/cad/`, checked.
package struct CADMapping: Sendable {
  /// The `source` of every row it writes: "cad".
  package let source: String
  package let dialect: CSVDialect
  /// Whether the first row names the columns; if not, columns are given by position.
  package let hasHeader: Bool
  package let timeZone: TimeZone
  /// Tried in this order.
  package let timeFormats: [TimePattern]
  /// Words that stand for an empty cell, in upper case.
  package let emptyWords: Set<String>
  package let columns: Columns
  package let types: CallTypes
  /// By code in upper case; those not named are `completed`.
  package let dispositions: [String: Disposition]
  /// What an engagement is whose row has no end.
  package let withoutEnd: Disposition

  /// What a disposition tells about a row. When several rows make one record the highest of them holds.
  package enum Disposition: String, Comparable, CaseIterable, Sendable {
    /// It did not take place, or stands elsewhere under another number: an engagement `cancelled`, no incident.
    case cancelled
    /// Nothing of the kind had happened: no incident. An engagement remains one.
    case unfounded
    /// It is still going on.
    case inProgress = "in_progress"
    case completed

    package static func < (one: Self, other: Self) -> Bool { one.level < other.level }
    private var level: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// Where in a row things stand.
  package struct Columns: Sendable {
    package let reference: CellRule
    package let type: CellRule
    package let disposition: CellRule?
    /// One column, or several read as one text with spaces between (a date and a time).
    package let startsAt: [ColumnName]
    package let end: End?
    package let beat: CellRule?
    package let place: PlaceTemplate?
    package let callSigns: ListRule?
    /// Badges of people who took part.
    package let people: ListRule?
    /// The badge of who coordinated.
    package let coordinator: CellRule?
    package let communityCount: CellRule?

    /// Every column that is named, so that a file that lacks one is refused before anything is written.
    package var all: [ColumnName] {
      let rules = [reference, type, disposition, beat, coordinator, communityCount].compactMap { $0?.column }
      let lists = [callSigns, people].compactMap { $0?.column }
      return rules + lists + startsAt + (end?.columns ?? []) + (place?.columns ?? [])
    }
  }

  package enum End: Sendable {
    /// As `startsAt`. Where it shares a column with that (the date), an end before the start is of the next day.
    case at([ColumnName])
    case duration(CellRule, DurationUnit)

    var columns: [ColumnName] {
      switch self {
      case .at(let columns): columns
      case .duration(let rule, _): [rule.column]
      }
    }
  }

  package enum DurationUnit: String, CaseIterable, Sendable {
    case seconds, minutes, hours
    /// `h:mm` or `h:mm:ss`.
    case clock
  }
}

/// A column by the name in the header, or by its place from 1.
package enum ColumnName: Hashable, Sendable, CustomStringConvertible {
  case named(String)
  case position(Int)

  package var description: String {
    switch self {
    case .named(let name): "'\(name)'"
    case .position(let place): "number \(place)"
    }
  }
}

/// A cell, or the part of it before or after a separator: "FOOT - FOOT PATROL".
package struct CellRule: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case whole
    case before(String)
    case after(String)
  }

  package let column: ColumnName
  package let part: Part

  package init(_ column: ColumnName, part: Part = .whole) {
    self.column = column
    self.part = part
  }

  /// The part that counts. Without the separator the whole cell stands for what is before it, and nothing after.
  func apply(to cell: String) -> String {
    switch part {
    case .whole: cell
    case .before(let separator): cell.range(of: separator).map { String(cell[..<$0.lowerBound]) } ?? cell
    case .after(let separator): cell.range(of: separator).map { String(cell[$0.upperBound...]) } ?? ""
    }
  }
}

/// A cell that lists several, as call signs.
package struct ListRule: Hashable, Sendable {
  package let column: ColumnName
  package let separator: String

  func apply(to cell: String) -> [String] {
    cell.components(separatedBy: separator).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}
