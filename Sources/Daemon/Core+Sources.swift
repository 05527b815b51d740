import Configuration
import EventLog
import Foundation
import RollCall
import Store

/// Which sources of records deliver, and which have fallen silent.
extension Core {
  /// Says once of each source that it fell silent, and once that it is back (contract §5); what rests on it is then
  /// judged anew. One that never delivered is silent from the start.
  func watchSources(at now: Date) throws {
    for source in settings.sources {
      let delivered = try store.delivery(of: source.id).deliveredAt
      let isSilent = delivered.map { settings.calendar.instant(source.silentAfter, after: $0) < now } ?? true
      let previous = try log.published(.source, source.id)?.standing
      let standing: EventType? = isSilent ? .sourceSilent : previous == nil ? nil : .sourceRecovered
      guard let standing, standing != previous else { continue }
      let event = text.source(standing, id: source.id, deliveredAt: delivered)
      forgetVerdicts()
      publish(
        try log.commit(at: now) { draft in
          try draft.publish(event, family: .source, standing: standing, fingerprint: UInt64(now.seconds))
        }.events)
    }
  }
}

extension Settings {
  /// How each of the configured sources stands, as it was last said.
  func standings(_ store: EngagementStore, _ log: EventLog) throws -> [SourceStanding] {
    try sources.map { source in
      let said = try log.published(.source, source.id)
      return SourceStanding(
        isSilent: said?.standing == .sourceSilent,
        backSince: said?.standing == .sourceRecovered ? said.map { Date(seconds: Int($0.fingerprint)) } : nil,
        coversUntil: try store.delivery(of: source.id).coversUntil)
    }
  }
}
