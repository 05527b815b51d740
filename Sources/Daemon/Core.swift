import Channels
import Configuration
import EventLog
import Foundation
import Platform
import RollCall
import Store

/// The middle of the house: everything that reads the store, decides, and writes the log, on one queue.
///
/// store → intake → posts → log; clock → verdicts, escalation, digests → log. What the log has accepted goes to
/// `publish`, in order; what is to be mailed lies in the outbox for the courier.
package actor Core {
  package nonisolated let executor = QueueExecutor(label: "rollcall.core")
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  var settings: Settings
  let store: EngagementStore
  let log: EventLog
  private let journalLog: Log
  private let publish: @Sendable ([LoggedEvent]) -> Void

  /// Up to which entry the journal was taken in; nil until the store is recognized.
  private var cursor: Int?
  private var organization: Organization?
  private var accountability: Accountability?
  /// When what is known now was judged; nil where something changed since.
  private var judgedAt: Date?
  private var lastJudged: Date?
  private var nextVerdict: Date?
  private var nextDigest: Date?
  private var escalator: Escalator?
  private var lastRunSaved: Date?
  private var quietSince: Date?
  private var prunedOn: LocalDay?
  private(set) var troubles = Troubles()
  var watcher: StoreWatcher?
  var timer: (any DispatchSourceTimer)?

  /// Opens store and state.
  /// - throws: `StoreError`, `EventLogError`, `DatabaseError`.
  package init(settings: Settings, log journalLog: Log, publish: @escaping @Sendable ([LoggedEvent]) -> Void)
    throws
  {
    self.settings = settings
    self.journalLog = journalLog
    self.publish = publish
    log = try EventLog(path: settings.state, agency: settings.agency.id)
    store = try EngagementStore(path: settings.store)
  }

  // MARK: - The whole path

  /// Does everything that is due at `now`. `flushing`: engagements are published without waiting for quiet, and the
  /// run is put on record (contract §5 and §7, `--once`).
  package func bringUpToDate(at now: Date, flushing: Bool = false) {
    attempt("state", now) { try begin(at: now) }
    attempt("store", now) { try takeIn(at: now) }
    attempt("posts", now) { try publishQuietEngagements(at: now, flushing: flushing) }
    attempt("quotas", now) { try judge(at: now) }
    attempt("digests", now) { try makeDigests(at: now) }
    attempt("state", now) { try recordRun(at: now, always: flushing) }
    attempt("retention", now) { try forgetOld(at: now) }
  }

  /// The way of one commit by others: what it says is taken in at once, everything else waits for the beat.
  func takeInChanges(at now: Date) {
    quietSince = now
    attempt("store", now) { try takeIn(at: now) }
  }

  /// What is due by the clock, and what no hint told.
  func beat(at now: Date) {
    bringUpToDate(at: now)
    attempt("store", now) { try tidy(at: now) }
  }

  /// Whether others have committed since the last look.
  func storeHasChanged() -> Bool { (try? store.hasCommitted()) ?? false }

  private func begin(at now: Date) throws {
    guard try log.fact(.firstStart) == nil else { return }
    _ = try log.commit(at: now) { try $0.remember(.firstStart, now.rfc3339) }
  }

  /// The last run need not be known to the second: a beat that had nothing to do writes nothing.
  private func recordRun(at now: Date, always: Bool) throws {
    guard always || lastRunSaved.map({ abs(now.timeIntervalSince($0)) >= 60 }) ?? true else { return }
    _ = try log.commit(at: now) { try $0.remember(.lastRun, now.rfc3339) }
    lastRunSaved = now
  }

  /// Deletes what is older than the configuration keeps: looked at once a local day, a little at each beat.
  private func forgetOld(at now: Date) throws {
    let today = settings.calendar.day(of: now)
    guard prunedOn != today else { return }
    let more = try log.prune(
      events: now.advanced(by: .zero - settings.retention.events),
      deliveries: now.advanced(by: .zero - settings.retention.deliveries))
    if !more { prunedOn = today }
  }

  /// Once the store has been quiet for a moment: its -wal is emptied, and read entries of the journal are deleted, a
  /// few at a time.
  private func tidy(at now: Date) throws {
    guard let since = quietSince, now.timeIntervalSince(since) >= 2 || now < since else { return }
    // The entry at the cursor stays: by it the journal is known again.
    guard let cursor, try store.pruneJournal(upTo: cursor - 1) == 0 else { return }
    quietSince = nil
    do { try store.settleFiles() } catch let error as DatabaseError where error.mayPass {}
  }

  // MARK: - Store → log

  private func takeIn(at now: Date) throws {
    let isReplaced = try store.look() == .replaced
    if isReplaced || cursor == nil { try recognize(isReplaced, at: now) }
    let intake = Intake(store: store, log: log, publishAfter: settings.publishAfter)
    while let from = cursor {
      let outcome = try intake.next(
        after: from, at: now,
        composition: { changed in
          if changed { try readOrganization(at: now) }
          return try composition(at: now)
        }, text: text)
      guard let outcome else {
        // The newest entry is never deleted: where it is behind the cursor, an older store was restored in place.
        if try store.newestJournalEntry() < from { try reconcile(at: now) }
        return
      }
      cursor = outcome.cursor
      publish(outcome.events)
      if outcome.factsChanged { forgetVerdicts() }
      if !outcome.isFull { return }
    }
  }

  /// Goes on where the last run of this store ended, or compares everything where it is another one.
  private func recognize(_ isReplaced: Bool, at now: Date) throws {
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
  private func reconcile(at now: Date) throws {
    try readOrganization(at: now)
    forgetVerdicts()
    let newest = try store.newestJournalEntry()
    let newestEntry = try store.journalEntry(at: newest)
    let engagements = Set(try log.publishedSubjects(.engagement) + log.publishedSubjects(.leader))
    let notes = NotePosts(store: store, log: log, composition: try composition(at: now), text: text)
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

  private func publishQuietEngagements(at now: Date, flushing: Bool) throws {
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

  // MARK: - Clock → log

  /// Judges when something changed that verdicts rest on, or when the time has come for a verdict or a step.
  private func judge(at now: Date) throws {
    let isDue = nextVerdict.map { $0 <= now } ?? false
    guard judgedAt.map({ $0 > now }) ?? true || isDue, try !isUnsettled(at: now) else { return }
    if isDue { accountability = nil }
    let accountability = try verdicts(at: now)
    let facts = accountability.escalationFacts
    let cases = try currentEscalator().cases
    let escalator = try escalate(facts, at: now) { escalator in
      escalator.judged(
        accountability.obligations(cases: cases, at: now), covering: accountability.covering, facts, now: now)
        + escalator.due(facts, now: now)
    }
    (judgedAt, lastJudged) = (now, now)
    nextVerdict = [accountability.nextChange(after: now), escalator.nextDue(facts, after: now)]
      .compactMap { $0 }.min()
  }

  /// Whether records are still being written that will be judged anyway once they are quiet; for a while only.
  private func isUnsettled(at now: Date) throws -> Bool {
    guard let lastJudged, abs(now.timeIntervalSince(lastJudged)) < 30 else { return false }
    return try log.nextPending() != nil
  }

  /// Lets something happen to the cases and commits what follows: events, what is remembered, and one mail a person.
  func escalate(
    _ facts: EscalationFacts, at now: Date, _ happening: (inout Escalator) throws -> [EscalationAction]
  ) throws -> Escalator {
    var changed = try currentEscalator()
    let actions = try happening(&changed)
    let changes = changed.takeChanges()
    let postbox = postbox(at: now)
    // Nothing is kept of what could not be committed.
    escalator = nil
    publish(
      try log.commit(at: now) { draft in
        for event in actions.events { try draft.publish(event) }
        for found in changes.cases {
          try draft.save(caseID: found.id, isOpen: found.isClimbing, json: found.stored())
        }
        for memory in changes.memories { try draft.save(memoryOf: memory.id, json: memory.stored()) }
        for (person, notices) in actions.noticesByPerson {
          try postbox.post(notices, to: person, facts, in: draft)
        }
      }.events)
    escalator = changed
    return changed
  }

  func currentEscalator() throws -> Escalator {
    if let escalator { return escalator }
    let stored = Escalator(
      cases: try log.cases().map(EscalationCase.init(stored:)),
      memories: try log.memories().map(ObligationMemory.init(stored:)))
    escalator = stored
    return stored
  }

  private func makeDigests(at now: Date) throws {
    // Asked once a minute of the clock: the timetable looks at days, not at seconds.
    if let next = nextDigest, now < next, next.timeIntervalSince(now) < 86400 { return }
    let desk = try digestDesk(at: now)
    for briefing in try desk.due(at: now) {
      publish(try desk.announce(settings.calendar.day(of: now), at: now))
      let progress = try verdicts(at: now).progress(at: now)
      publish(try desk.make(briefing, progress: progress, mail: postbox(at: now), at: now))
      journalLog.notice("digest \(briefing.key) made")
    }
    nextDigest = try desk.next(after: now)
  }

  // MARK: - Mail

  /// The next mails to be delivered.
  func dueMail(at now: Date, limit: Int = 20) -> [DueMail] {
    attempt("outbox", now) { try log.dueMail(at: now, limit: limit) } ?? []
  }

  /// Puts on record what became of a mail.
  func settle(_ mail: DueMail, _ result: DeliveryResult, at now: Date) {
    attempt("outbox", now) {
      switch result {
      case .accepted: try log.accepted(mail, at: now)
      case .tryLater(let reason):
        let isDead = try log.notAccepted(
          mail, because: reason, at: now, policy: RetryPolicy(settings.mail.retry))
        let what = isDead ? "given up" : "not accepted, tried again later"
        journalLog.warning("mail \(mail.messageID) \(what): \(reason)")
      }
    }
  }

  // MARK: - What is known now

  private func readOrganization(at now: Date) throws {
    let reading = try store.organization(ranks: settings.ladder) { (try? MailAddress(parsing: $0)) != nil }
    organization = reading.value
    forgetVerdicts()
    guard !reading.problems.isEmpty else { return }
    publish(
      try log.commit(at: now) { draft in for problem in reading.problems { try draft.report(problem) } }
        .events)
  }

  func currentOrganization(at now: Date) throws -> Organization {
    if organization == nil { try readOrganization(at: now) }
    return organization ?? Organization(people: [], units: [], neighborhoods: [], ranks: settings.ladder)
  }

  func forgetVerdicts() {
    accountability = nil
    judgedAt = nil
    nextDigest = nil
  }

  /// New settings: everything that was derived from the old ones is derived anew.
  package func adopt(_ settings: Settings) {
    self.settings = settings
    organization = nil
    forgetVerdicts()
  }

  func verdicts(at now: Date) throws -> Accountability {
    if let accountability, accountability.covers(now) { return accountability }
    let fresh = try Accountability(
      settings: settings, organization: currentOrganization(at: now), store: store, log: log,
      cases: Array(currentEscalator().cases.values), at: now)
    if !fresh.problems.isEmpty {
      publish(
        try log.commit(at: now) { draft in for problem in fresh.problems { try draft.report(problem) } }
          .events)
    }
    accountability = fresh
    return fresh
  }

  private var text: EventText { EventText(settings.calendar) }

  private func composition(at now: Date) throws -> Composition {
    let settings = settings
    return Composition(organization: try currentOrganization(at: now)) { settings.activityName($0) }
  }

  private func posts(at now: Date) throws -> EngagementPosts {
    let verdicts = try verdicts(at: now)
    return EngagementPosts(
      store: store, log: log, composition: try composition(at: now), text: text, calendar: settings.calendar,
      incidentActivities: settings.incidentActivities, verdicts: verdicts)
  }

  private func digestDesk(at now: Date) throws -> DigestDesk {
    DigestDesk(
      settings: settings, store: store, log: log, organization: try currentOrganization(at: now),
      posts: try posts(at: now), text: text)
  }

  private func postbox(at now: Date) -> Postbox { Postbox(settings: settings, now: now) }

  // MARK: - For others

  /// The instant of the last run; nil before the first.
  package var lastRun: Date? {
    get throws { try log.fact(.lastRun).flatMap { Date(rfc3339: $0) } }
  }

  package var newestEvent: Int { log.newestID }

  func nextDigestDue(after now: Date) throws -> Date? { try digestDesk(at: now).next(after: now) }

  /// What a single run is to end with.
  package var firstTrouble: Incomplete? {
    troubles.byPart.sorted { $0.key < $1.key }.first.map { Incomplete(part: $0.key, reason: $0.value.reason) }
  }

  func warn(_ message: String) { journalLog.warning(message) }

  // MARK: - Trouble

  /// Runs one part of the path. What fails is logged when it changes, shown by /healthz, and tried again next time;
  /// the other parts go on.
  @discardableResult
  private func attempt<Value>(_ part: String, _ now: Date, _ body: () throws -> Value) -> Value? {
    do {
      let value = try body()
      if troubles.clear(part) { journalLog.notice("\(part): works again") }
      return value
    } catch {
      if troubles.note(part, "\(error)", since: now) { journalLog.error("\(part): \(error)") }
      return nil
    }
  }
}

/// A part of a run could not be done.
package struct Incomplete: Error, CustomStringConvertible {
  let part: String
  let reason: String
  package var description: String { "\(part): \(reason)" }
}

/// What does not work now, and since when.
struct Troubles: Sendable {
  private(set) var byPart: [String: (reason: String, since: Date)] = [:]

  /// Whether this is news.
  mutating func note(_ part: String, _ reason: String, since now: Date) -> Bool {
    defer { byPart[part] = (reason, byPart[part]?.since ?? now) }
    return byPart[part]?.reason != reason
  }

  /// Whether there was something to clear.
  mutating func clear(_ part: String) -> Bool { byPart.removeValue(forKey: part) != nil }
}

extension Array {
  /// The array cut into pieces of at most `size`.
  func chunks(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}

extension RetryPolicy {
  init(_ retry: Settings.Retry) {
    self.init(giveUpAfter: retry.giveUp, firstWait: retry.first, longestWait: retry.longest)
  }
}
