import Foundation
import RollCall

/// Turns what an export says into what the store is to say: beats into neighborhoods, call signs and badges into
/// people, types and dispositions into status and kind.
struct Resolution {
  /// For how long a type that changes late is taken for news. Beyond it a record that appears for the first time is
  /// an old one that the mapping did not know before.
  private static let news: Duration = .seconds(7 * 86400)

  let directory: Directory
  /// Until when the source had been complete before this import.
  let coveredUntil: Date?
  let now: Date

  /// What could not be found.
  struct Gaps {
    var beat: String?
    var callSigns: [String] = []
    var people: [String] = []
  }

  /// What the import record of `reference` is to say after this import. A `record` of nil: the file has the reference
  /// with a type that is not recorded.
  func desired(_ record: CADRecord?, after last: Imported, gaps: inout Gaps) -> Imported {
    var desired = last
    desired.engagement?.status = ImportedEngagement.voided
    desired.incident?.kind = ImportedIncident.reclassified
    guard let record else { return desired }
    switch record.meaning {
    case .activity(let activity):
      desired.engagement = engagement(record, activity, after: last.engagement, gaps: &gaps)
    case .incident(let kind) where record.disposition >= .inProgress:
      desired.incident = incident(record, kind, after: last.incident, gaps: &gaps)
    default: break
    }
    return desired
  }

  // MARK: -

  private func engagement(
    _ record: CADRecord, _ activity: String, after last: ImportedEngagement?, gaps: inout Gaps
  ) -> ImportedEngagement {
    var people: [String] = []
    for sign in record.callSigns {
      let crew = directory.crew(of: sign)
      if crew.isEmpty { gaps.callSigns.append(sign.sign) }
      people += crew.filter { !people.contains($0) }
    }
    for badge in record.people where !people.contains(badge) {
      if directory.isPerson(badge) { people.append(badge) } else { gaps.people.append(badge) }
    }
    let isComplete = gaps.callSigns.isEmpty && gaps.people.isEmpty
    let coordinator = coordinator(of: record, people, isComplete ? nil : last?.coordinator, gaps: &gaps)
    if let coordinator, !people.contains(coordinator) { people.append(coordinator) }
    // The roster forgets: whom it no longer finds behind a call sign was there all the same.
    if !isComplete, let last { people += last.people.filter { !people.contains($0) } }
    return ImportedEngagement(
      activity: activity,
      neighborhood: neighborhood(record, last.map { ($0.beat, $0.neighborhood) }, gaps: &gaps),
      coordinator: coordinator, status: status(record.disposition), startsAt: record.startsAt.rfc3339,
      endsAt: record.endsAt?.rfc3339, communityCount: record.communityCount, place: record.place,
      people: people.sorted(), beat: record.beat)
  }

  /// Whom the row names, and nobody else if the store does not know that badge; where it names nobody, the highest in
  /// rank of those who were there.
  private func coordinator(
    of record: CADRecord, _ people: [String], _ last: String?, gaps: inout Gaps
  ) -> String? {
    guard let badge = record.coordinator else { return last ?? directory.highest(of: people) }
    guard directory.isPerson(badge) else {
      gaps.people.append(badge)
      return last == badge ? last : nil
    }
    return badge
  }

  private func status(_ disposition: CADMapping.Disposition) -> String {
    switch disposition {
    case .cancelled: "cancelled"
    case .inProgress: "in_progress"
    case .unfounded, .completed: "completed"
    }
  }

  private func incident(
    _ record: CADRecord, _ kind: String, after last: ImportedIncident?, gaps: inout Gaps
  ) -> ImportedIncident {
    ImportedIncident(
      kind: kind, neighborhood: neighborhood(record, last.map { ($0.beat, $0.neighborhood) }, gaps: &gaps),
      occurredAt: record.startsAt.rfc3339, knownAt: knownAt(record, kind, after: last), beat: record.beat)
  }

  /// When it came to be of this kind: now, if an earlier import had it as another, or had covered its time without it.
  private func knownAt(_ record: CADRecord, _ kind: String, after last: ImportedIncident?) -> String? {
    if let last { return last.kind == kind ? last.knownAt : now.rfc3339 }
    guard let coveredUntil, record.startsAt < coveredUntil, record.startsAt.advanced(by: Self.news) > now
    else {
      return nil
    }
    return now.rfc3339
  }

  /// The neighborhood of the beat. A beat that is as it was and that no neighborhood has any more changes nothing.
  private func neighborhood(
    _ record: CADRecord, _ last: (beat: String?, neighborhood: String?)?, gaps: inout Gaps
  ) -> String? {
    guard let beat = record.beat else { return nil }
    if let found = directory.neighborhood(of: beat, at: record.startsAt) { return found }
    gaps.beat = beat
    return last?.beat == beat ? last?.neighborhood : nil
  }
}
