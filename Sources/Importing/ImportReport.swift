import Foundation
import RollCall

/// What an import found and did. It adds up: every row is counted once among its classes, every record once among
/// its outcomes.
package struct ImportReport: Sendable, Hashable {
  /// What became of records.
  package struct Outcomes: Sendable, Hashable {
    package var created = 0
    package var updated = 0
    package var unchanged = 0
    /// The file changed, and everything that did had been changed by a person, or the row deleted.
    package var kept = 0
    /// Its disposition says that there was no incident.
    package var none = 0
    /// Its id is taken by a row of another source.
    package var refused = 0
    /// The type is no longer one that is recorded: an engagement is now `void`, an incident `reclassified`. These
    /// are records that left, and not among the others.
    package var withdrawn = 0
    /// Likewise, but a person had changed the row, and it stays.
    package var retained = 0

    /// Of the records that the file holds.
    package var total: Int { created + updated + unchanged + kept + none + refused }
  }

  /// How many problems are listed one by one.
  package static let listed = 50

  package let source: String
  package var rows = 0
  package var engagementRows = 0
  package var incidentRows = 0
  /// Rows of types that the mapping names as no engagement.
  package var otherRows = 0
  package var unmappedRows = 0
  package var unreadableRows = 0
  package var otherTypes: [String: Int] = [:]
  package var unmappedTypes: [String: Int] = [:]
  /// Rows that told more of a record that an earlier row began.
  package var mergedRows = 0
  /// Records that a later row of the same file took back by another type.
  package var retypedRows = 0
  /// Of which the rows could not be read; the first `listed`.
  package var problems: [CSVProblem] = []

  package var engagements = Outcomes()
  package var incidents = Outcomes()
  /// References that the file tells of, each once.
  package var records = 0
  /// Engagements that the file calls cancelled.
  package var cancelled = 0
  package var withoutEnd = 0
  package var withoutNeighborhood = 0
  package var withoutPeople = 0
  /// Fields left as a person had set them.
  package var keptFields = 0
  package var unknownBeats: [String: Int] = [:]
  package var unknownCallSigns: [String: Int] = [:]
  package var unknownPeople: [String: Int] = [:]
  /// Times in the hour that a clock shows twice (read as the first), or never (read as if it had not been set).
  package var shownTwice = 0
  package var shownNever = 0
  /// The latest start of any row.
  package var latest: Date?

  package init(source: String) { self.source = source }

  /// True where rows could not be read: the command then exits with 65.
  package var hasProblems: Bool { unreadableRows > 0 || engagements.refused > 0 || incidents.refused > 0 }

  /// Whether each row is in one class, and each record has one outcome.
  package var addsUp: Bool {
    rows == engagementRows + incidentRows + otherRows + unmappedRows + unreadableRows
      && engagementRows + incidentRows == records + mergedRows + retypedRows
      && records == engagements.total + incidents.total
      && otherRows == otherTypes.values.reduce(0, +) && unmappedRows == unmappedTypes.values.reduce(0, +)
  }

  mutating func unreadable(_ problem: CSVProblem) {
    unreadableRows += 1
    list(problem)
  }

  mutating func list(_ problem: CSVProblem) {
    if problems.count < Self.listed { problems.append(problem) }
  }
}
