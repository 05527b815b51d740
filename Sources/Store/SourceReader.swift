import Foundation
import Platform
import RollCall

extension EngagementStore {
  /// What a source says of itself; neither where it has no row, or one that makes no sense.
  package func delivery(of source: String) throws -> (deliveredAt: Date?, coversUntil: Date?) {
    let found = try connection.first("SELECT delivered_at, covers_until FROM source WHERE id = ?", source) {
      ($0.optionalText(0), $0.optionalText(1))
    }
    return (found?.0.flatMap { Date(rfc3339: $0) }, found?.1.flatMap { Date(rfc3339: $0) })
  }
}
