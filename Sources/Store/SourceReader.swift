import Foundation
import Platform
import RollCall

extension EngagementStore {
  /// What the store knows of these sources. One that has no row in it has never delivered; an instant that is none is
  /// a problem and taken as not said.
  package func sources(_ sources: [(id: String, silentAfter: Span)]) throws -> Reading<[SourceFacts]> {
    var problems: [RowProblem] = []
    let facts = try sources.map { source in
      let row = try connection.first("SELECT delivered_at, covers_until FROM source WHERE id = ?", source.id)
      {
        ($0.optionalText(0), $0.optionalText(1))
      }
      func instant(_ column: String, _ text: String?) -> Date? {
        guard let text, !text.isEmpty else { return nil }
        if let instant = Date(rfc3339: text) { return instant }
        problems.append(
          .init(
            table: "source", key: source.id,
            reason: "\(column) '\(text)' is no instant such as 2026-11-21T14:45:00Z; it is taken as not said")
        )
        return nil
      }
      return SourceFacts(
        id: source.id, silentAfter: source.silentAfter, deliveredAt: instant("delivered_at", row?.0),
        coversUntil: instant("covers_until", row?.1))
    }
    return Reading(value: facts, problems: problems)
  }
}
