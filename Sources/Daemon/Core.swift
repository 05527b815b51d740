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
  let journalLog: Log
  let publish: @Sendable ([LoggedEvent]) -> Void

  /// Up to which entry the journal was taken in; nil until the store is recognized.
  var cursor: Int?
  var organization: Organization?
  var accountability: Accountability?
  /// When what is known now was judged; nil where something changed since.
  var judgedAt: Date?
  var lastJudged: Date?
  var nextVerdict: Date?
  var nextDigest: Date?
  var escalator: Escalator?
  var uncounted: UncountedRecords?
  var lastRunSaved: Date?
  var quietSince: Date?
  var prunedOn: LocalDay?
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

  /// The way of one commit by others: what it says is taken in at once, everything else waits for the beat. Of a large
  /// one a portion at a time, so that whoever asks the core in between is answered.
  func takeInChanges(at now: Date) {
    quietSince = now
    let more = attempt("store", now) { try takeIn(at: now, all: false) } ?? false
    if more { executor.queue.async { self.assumeIsolated { $0.takeInChanges(at: now) } } }
  }

  /// What is due by the clock, and what no hint told.
  func beat(at now: Date) {
    bringUpToDate(at: now)
    attempt("tidying", now) { try tidy(at: now) }
  }

  /// Before the end: what stands in the -wal files is moved into the databases, if nobody else has them open, so that
  /// who copies a file after a stop has all of it.
  func rest() {
    try? store.settleFiles()
    try? log.settleFiles()
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
  func attempt<Value>(_ part: String, _ now: Date, _ body: () throws -> Value) -> Value? {
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
