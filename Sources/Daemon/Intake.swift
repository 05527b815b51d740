import EventLog
import Foundation
import Platform
import RollCall
import Store

/// Reads the store's journal from the cursor and takes in what it says: notes are published as they are committed,
/// engagements wait until they have been quiet for a while, changes of the organization are noted.
struct Intake {
  let store: EngagementStore
  let log: EventLog
  let publishAfter: Duration

  /// What taking in has shown.
  struct Outcome {
    /// The last entry taken in.
    let cursor: Int
    /// There may be more.
    let isFull: Bool
    /// Anything changed that a verdict may rest on.
    let factsChanged: Bool
    let events: [LoggedEvent]
  }

  /// Takes in at most `limit` entries after the cursor; nil where there is nothing new. `composition` is asked whether
  /// the organization is to be read again first: people, units, neighborhoods, assignments, absences or pauses changed.
  func next(
    after cursor: Int, limit: Int = 2000, at now: Date,
    composition: (_ organizationChanged: Bool) throws -> Composition,
    text: EventText
  ) throws -> Outcome? {
    let entries = try store.journal(after: cursor, limit: limit)
    guard let last = entries.last else { return nil }
    let composition = try composition(entries.contains { $0.table.isOrganization })
    let events = try log.commit(at: now) { draft in
      for entry in entries { try take(entry, composition, text, into: &draft) }
      try draft.remember(.cursor, String(last.id))
      try draft.remember(.cursorEntry, store.journalEntry(at: last.id))
    }.events
    return Outcome(
      cursor: last.id, isFull: entries.count == limit, factsChanged: entries.contains { $0.table != .note },
      events: events)
  }

  private func take(
    _ entry: Journal.Entry, _ composition: Composition, _ text: EventText, into draft: inout Draft
  ) throws {
    switch entry.table {
    case .note:
      try NotePosts(store: store, log: log, composition: composition, text: text).publish(
        entry.key, into: &draft)
    case .engagement:
      try postpone(entry.key, in: draft)
    case .participant, .guest, .photo:
      if let engagement = entry.parent { try postpone(engagement, in: draft) }
    case .incident:
      for id in try store.engagementIDs(ofIncident: entry.key) { try postpone(id, in: draft) }
    case .person where entry.columns.contains("named"):
      // Somebody is not to be named any more, or may be again: what names them is compared anew.
      for id in try store.engagementIDs(of: entry.key) { try postpone(id, in: draft) }
      let notes = NotePosts(store: store, log: log, composition: composition, text: text)
      for id in try store.noteIDs(of: entry.key) { try notes.publish(id, into: &draft) }
    default: break
    }
  }

  private func postpone(_ engagement: String, in draft: Draft) throws {
    try draft.postpone(engagement: engagement, until: draft.now.advanced(by: publishAfter))
  }
}

/// Posts of shift notes.
struct NotePosts {
  let store: EngagementStore
  let log: EventLog
  let composition: Composition
  let text: EventText

  /// Compares the note with what was last published of it and publishes the difference.
  func publish(_ id: String, into draft: inout Draft) throws {
    let reading = try store.note(id)
    for problem in reading.problems { try draft.report(problem) }
    guard let note = reading.value else {
      if try log.published(.note, id)?.standing != nil {
        try draft.publish(
          EventText.withdrawal(.noteWithdrawn, subject: id), family: .note, standing: nil, fingerprint: 0)
      }
      return
    }
    for reason in composition.dangling(note) {
      try draft.report(RowProblem(table: "note", key: id, reason: reason))
    }
    let facts = composition.facts(note)
    let fingerprint = Publication.fingerprint(JSONWriter.object(facts.json))
    let previous = try log.published(.note, id)
    guard
      case .publish(let type) = Publication.step(
        .note, previous: previous, standing: .noteShared, fingerprint: fingerprint)
    else { return }
    try draft.publish(text.note(type, facts), family: .note, standing: .noteShared, fingerprint: fingerprint)
  }
}

extension Draft {
  mutating func report(_ problem: RowProblem) throws {
    try report(table: problem.table, key: problem.key, reason: problem.reason)
  }
}

extension Journal.Table {
  fileprivate var isOrganization: Bool {
    switch self {
    case .unit, .person, .absence, .neighborhood, .pause, .assignment: true
    default: false
    }
  }
}
