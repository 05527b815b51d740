import Foundation
import Platform

/// Brings one reference's rows from what the store says to what an import desires, and leaves alone what a person
/// changed in between. Runs inside the caller's transaction.
struct RecordWriter {
  /// What became of a row.
  enum Outcome {
    case created, updated, unchanged, kept, withdrawn, retained, refused
  }

  let table: ImportTable

  /// How many columns stayed as a person had set them.
  private(set) var keptFields = 0

  init(table: ImportTable) { self.table = table }

  // MARK: - Engagements

  mutating func write(
    _ reference: String, _ desired: ImportedEngagement, last: ImportedEngagement?
  ) throws -> Outcome {
    guard desired != last else { return .unchanged }
    let isWithdrawn = desired.status == ImportedEngagement.voided
    guard let stored = try table.engagement(reference) else {
      let outcome = try insert(reference, desired, isNew: last == nil)
      return isWithdrawn ? .retained : outcome
    }
    if isWithdrawn, try isTouched(stored, last) {
      try table.remember(reference, kind: "engagement", desired.json)
      return .retained
    }
    let merge = ThreeWay(file: desired.columns, last: last?.columns, store: stored.columns)
    if !merge.changed.isEmpty { try table.updateEngagement(stored.id, merge.columns) }
    let moved =
      try last.map { try moveParticipants(of: stored.id, from: $0.people, to: desired.people) } ?? false
    try table.remember(reference, kind: "engagement", desired.json)
    keptFields += merge.kept.count
    if isWithdrawn { return .withdrawn }
    return outcome(isChanged: !merge.changed.isEmpty || moved, isKept: !merge.kept.isEmpty)
  }

  private func insert(_ reference: String, _ desired: ImportedEngagement, isNew: Bool) throws -> Outcome {
    if isNew {
      guard try !table.hasEngagement(id: table.id(of: reference)) else { return .refused }
      try table.insertEngagement(reference, desired.columns)
      for person in desired.people { try table.addParticipant(person, to: table.id(of: reference)) }
    }
    // A row that is gone was deleted by a person, and stays so.
    try table.remember(reference, kind: "engagement", desired.json)
    return isNew ? .created : .kept
  }

  /// Whether a person changed anything that the last import had written.
  private func isTouched(_ stored: ImportTable.Stored, _ last: ImportedEngagement?) throws -> Bool {
    guard let last else { return true }
    return try stored.columns != last.columns || table.participants(of: stored.id) != Set(last.people)
  }

  /// Those whom the file newly names come in, those whom it names no longer go; whom a person added stays, whom a
  /// person took out stays out.
  private func moveParticipants(of id: String, from last: [String], to desired: [String]) throws -> Bool {
    guard last != desired else { return false }
    let present = try table.participants(of: id)
    let coming = desired.filter { !last.contains($0) && !present.contains($0) }
    let going = last.filter { !desired.contains($0) && present.contains($0) }
    for person in coming { try table.addParticipant(person, to: id) }
    for person in going { try table.removeParticipant(person, from: id) }
    return !coming.isEmpty || !going.isEmpty
  }

  // MARK: - Incidents

  mutating func write(_ reference: String, _ desired: ImportedIncident, last: ImportedIncident?) throws
    -> Outcome
  {
    guard desired != last else { return .unchanged }
    let isWithdrawn = desired.kind == ImportedIncident.reclassified
    guard let stored = try table.incident(reference) else {
      let outcome = try insert(reference, desired, isNew: last == nil)
      return isWithdrawn ? .retained : outcome
    }
    let (kind, knownAt) = (0, 3)
    var file = desired.columns
    var merge = ThreeWay(file: file, last: last?.columns, store: stored.columns)
    if merge.kept.contains(kind) {
      // The instant belongs to the kind: who set the one by hand is not given the other.
      file[knownAt] = last?.columns[knownAt] ?? stored.columns[knownAt]
      merge = ThreeWay(file: file, last: last?.columns, store: stored.columns)
    }
    if !merge.changed.isEmpty { try table.updateIncident(stored.id, merge.columns) }
    try table.remember(reference, kind: "incident", desired.json)
    keptFields += merge.kept.count
    if isWithdrawn { return merge.kept.contains(kind) ? .retained : .withdrawn }
    return outcome(isChanged: !merge.changed.isEmpty, isKept: !merge.kept.isEmpty)
  }

  private func insert(_ reference: String, _ desired: ImportedIncident, isNew: Bool) throws -> Outcome {
    if isNew {
      guard try !table.hasIncident(id: table.id(of: reference)) else { return .refused }
      try table.insertIncident(reference, desired.columns)
    }
    try table.remember(reference, kind: "incident", desired.json)
    return isNew ? .created : .kept
  }

  private func outcome(isChanged: Bool, isKept: Bool) -> Outcome {
    if isChanged { return .updated }
    return isKept ? .kept : .unchanged
  }
}

extension ImportReport.Outcomes {
  mutating func count(_ outcome: RecordWriter.Outcome) {
    switch outcome {
    case .created: created += 1
    case .updated: updated += 1
    case .unchanged: unchanged += 1
    case .kept: kept += 1
    case .withdrawn: withdrawn += 1
    case .retained: retained += 1
    case .refused: refused += 1
    }
  }
}
