import Foundation
import Platform
import RollCall

extension EngagementStore {
  /// Which of these sources have delivered nothing for so long that what is missing may merely not have come yet.
  /// One that has no row in the store has never delivered.
  package func silentSources(
    _ sources: [(id: String, silentAfter: Span)], _ calendar: AgencyCalendar, at now: Date
  ) throws -> [String] {
    try sources.filter { source in
      let delivered = try connection.first("SELECT delivered_at FROM source WHERE id = ?", source.id) {
        $0.optionalText(0)
      }
      guard let instant = (delivered ?? nil).flatMap({ Date(rfc3339: $0) }) else { return true }
      return calendar.instant(source.silentAfter, after: instant) < now
    }.map(\.id)
  }
}
