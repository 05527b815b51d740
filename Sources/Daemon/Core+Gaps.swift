import Configuration
import EventLog
import Foundation
import RollCall
import Store

/// Clock → log: gaps through which an alert would fall, looked for once a local day.
extension Core {
  /// Each gap is told once until it changes; one that went away and came back is told again.
  func lookForGaps(at now: Date) throws {
    let today = settings.calendar.day(of: now)
    guard gapsSoughtOn != today else { return }
    guard try log.fact(.gapDay) != today.description else {
      gapsSoughtOn = today
      return
    }
    let found = Gap.few(try gaps(on: today, at: now))
    let known = try log.fact(.gaps).map { try JSONDecoder().decode(Set<Gap>.self, from: Data($0.utf8)) } ?? []
    let json = String(decoding: try JSONEncoder().encode(found), as: UTF8.self)
    publish(
      try log.commit(at: now) { draft in
        for gap in found where !known.contains(gap) { try draft.publish(ReachText.event(gap)) }
        try draft.remember(.gaps, json)
        try draft.remember(.gapDay, today.description)
      }.events)
    gapsSoughtOn = today
  }

  private func gaps(on day: LocalDay, at now: Date) throws -> [Gap] {
    let lately = Reach.lately(now)
    let facts = EscalationFacts(
      organization: try currentOrganization(at: now), calendar: settings.calendar,
      rule: settings.escalationRule, quotas: settings.quotas)
    return Reach(
      facts, quotas: settings.quotas,
      activities: try store.activities(from: lately.lowerBound, until: lately.upperBound)
        .filter { settings.activities[$0] == nil }, on: day
    ).gaps
  }
}
