import Configuration
import EventLog
import Foundation
import RollCall
import Store

/// Store → log: what others have written is taken in, and published when it has been quiet.
extension Core {
  /// At most so many changes are taken in, and engagements published, at one go while others wait to ask the core.
  static let portion = 500

  /// Takes in what the store has new: all of it, or one portion; whether there is more.
  @discardableResult
  func takeIn(at now: Date, all: Bool = true) throws -> Bool {
    let isReplaced = try store.look() == .replaced
    if isReplaced || cursor == nil { try recognize(isReplaced, at: now) }
    let intake = Intake(store: store, log: log, publishAfter: settings.publishAfter)
    while let from = cursor {
      let outcome = try intake.next(
        after: from, limit: Self.portion, at: now,
        composition: { changed in
          if changed { try readOrganization(at: now) }
          return try composition(at: now)
        }, text: text(at: now))
      guard let outcome else {
        // The newest entry is never deleted: where it is behind the cursor, an older store was restored in place.
        if try store.newestJournalEntry() < from { try reconcile(at: now) }
        return false
      }
      cursor = outcome.cursor
      publish(outcome.events)
      if outcome.factsChanged { forgetVerdicts() }
      if !outcome.isFull { return false }
      if !all { return true }
    }
    return false
  }

  /// Goes on where the last run of this store ended, or compares everything where it is another one.
  func recognize(_ isReplaced: Bool, at now: Date) throws {
    cursor = nil
    // A copy that was put back may lack what was read: only the very file of the last run is taken up where it was left.
    if !isReplaced, try store.identity == log.fact(.store),
      let known = try log.fact(.cursor).flatMap(Int.init),
      try known <= store.newestJournalEntry(),
      try log.fact(.cursorEntry) == store.journalEntry(at: known)
    {
      cursor = known
    } else {
      try reconcile(at: now)
    }
  }

  /// Another store, or the first look at this one: everything is compared with what was published.
  func reconcile(at now: Date) throws {
    try readOrganization(at: now)
    forgetVerdicts()
    let newest = try store.newestJournalEntry()
    let newestEntry = try store.journalEntry(at: newest)
    let engagements = Set(try log.publishedSubjects(.engagement) + log.publishedSubjects(.leader))
    let notes = NotePosts(store: store, log: log, composition: try composition(at: now), text: text(at: now))
    let ids = try store.allNoteIDs()
    let gone = Set(try log.publishedSubjects(.note)).subtracting(ids).sorted()
    for batch in (ids + gone).chunks(of: 1000) {
      publish(
        try log.commit(at: now) { draft in for id in batch { try notes.publish(id, into: &draft) } }.events)
    }
    let present = try store.allEngagementIDs()
    let identity = store.identity
    _ = try log.commit(at: now) { draft in
      for id in present + engagements.subtracting(present).sorted() {
        try draft.postpone(engagement: id, until: now.advanced(by: settings.publishAfter))
      }
      try draft.remember(.store, identity)
      try draft.remember(.cursor, String(newest))
      try draft.remember(.cursorEntry, newestEntry)
    }
    cursor = newest
  }

  func publishQuietEngagements(at now: Date, flushing: Bool) throws {
    while case let ids = try log.pending(dueAt: flushing ? .distantFuture : now, limit: 500), !ids.isEmpty {
      let posts = try posts(at: now)
      publish(
        try log.commit(at: now) { draft in
          for id in ids {
            try posts.publish(id, into: &draft)
            try draft.settle(engagement: id)
          }
        }.events)
    }
  }
}
