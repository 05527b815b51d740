import Dispatch
import Foundation
import Platform
import RollCall
import Synchronization

/// The HTTP server on the Unix socket (contract §6).
///
/// Everything happens on one serial queue: sources call in on it, `publish` and answers hop onto it, and inside it all
/// is synchronous. An event costs one encoding a lane and one write a reader, no hop and no task.
package actor FeedServer {
  /// Answers what the feed does not answer itself, once, from any queue. It is called on the feed's queue and must
  /// not block there. `HEAD` comes as `GET`.
  package typealias Handler = @Sendable (Request, Peer, @escaping @Sendable (Response) -> Void) -> Void

  package nonisolated let executor = QueueExecutor(label: "rollcall.feed")
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  let settings: Settings
  let log: Log
  let clock: any Clock
  let handler: Handler
  var access: Access
  private let openLog: @Sendable () throws -> any EventReading
  private let credentials: @Sendable (Int32) -> PeerCredentials?
  private nonisolated let inbox = Mutex(Inbox())
  private nonisolated let counters = Mutex(FeedStatistics())

  private var reader: (any EventReading)?
  private var logFails = false
  /// The newest event that was handed to the lanes, or stood in the log at the start.
  var head = 0
  var lanes: [Lane.Key: Lane] = [:]
  var labels = EventLabels()
  /// For reading from clients and for pages of the log: shared, for it is used for a moment only.
  var scratch: [UInt8] = []

  var connections: [Int: Connection] = [:]
  var connectionsOfUser: [uid_t: Int] = [:]
  private var nextNumber = 0
  var doorway: Doorway?
  var ticker: (any DispatchSourceTimer)?
  var isStopping = false
  var stopped: [CheckedContinuation<Void, Never>] = []

  /// - parameter openLog: opens the log for reading; called on the feed's queue, again after an error.
  /// - parameter personAudience: what the person with a login may see; nil for a login that nobody has.
  /// - parameter credentials: who is at the other end of a connected descriptor.
  package init(
    settings: Settings, log: Log, clock: any Clock = SystemClock(),
    openLog: @escaping @Sendable () throws -> any EventReading,
    personAudience: @escaping @Sendable (String) -> Audience? = { _ in nil },
    credentials: @escaping @Sendable (Int32) -> PeerCredentials? = { PeerCredentials(of: $0) },
    handler: @escaping Handler
  ) {
    self.settings = settings
    self.log = log
    self.clock = clock
    self.openLog = openLog
    self.credentials = credentials
    self.handler = handler
    access = Access(rules: settings.access, trusted: settings.trusted, personAudience: personAudience)
  }

  // MARK: - From other queues

  /// Opens the log and accepts connections from now on.
  /// - parameter socket: one that already listens; nil takes the one that the service manager passed, or else opens
  ///   the one of the settings.
  /// - throws: `SocketError`, or what the log throws.
  package nonisolated func start(on socket: ListenSocket? = nil) throws {
    try executor.queue.sync { try assumeIsolated { try $0.open(socket) } }
  }

  /// Hands events that were committed to those who listen. To be called from one queue, in the order of their ids.
  package nonisolated func publish(_ batch: [PublishedEvent]) {
    guard inbox.withLock({ $0.add(batch) }) else { return }
    executor.queue.async { self.assumeIsolated { $0.drainInbox() } }
  }

  /// Other rules from now on (a reload). Streams of those whose audience changes end; they come back and are judged
  /// anew.
  package nonisolated func replace(access rules: [AccessRule]) {
    executor.queue.async { self.assumeIsolated { $0.judgeAnew(rules) } }
  }

  package nonisolated var statistics: FeedStatistics { counters.withLock { $0 } }

  /// Accepts nothing more, lets answers be finished and ends streams at a whole event; returns when all connections
  /// are closed, at the latest after `limit`.
  package func stop(within limit: Duration = .seconds(2)) async {
    beginToStop()
    guard !connections.isEmpty else { return }
    executor.queue.asyncAfter(deadline: .now() + .nanoseconds(Int(clamping: limit.nanoseconds))) {
      self.assumeIsolated { $0.closeAll() }
    }
    await withCheckedContinuation { stopped.append($0) }
  }

  // MARK: - The log

  /// Reads the log; opens it first where it is not open.
  /// - throws: `Problem` with 503, and says once to the operator what is wrong.
  func withReader<Value>(_ body: (any EventReading) throws -> Value) throws(Problem) -> Value {
    do {
      let open = try reader ?? openLog()
      reader = open
      let value = try body(open)
      if logFails { log.notice(FeedText.readable) }
      logFails = false
      return value
    } catch {
      reader = nil
      if !logFails { log.error(FeedText.unreadable("\(error)")) }
      logFails = true
      throw Problem(status: 503, detail: FeedText.logUnreadable, headers: ["Retry-After": "5"])
    }
  }

  /// Bounds of the log, and at least what was already handed out.
  func bounds() throws(Problem) -> (oldest: Int, newest: Int) {
    let bounds = try withReader { try $0.bounds() }
    return (bounds.oldest, max(bounds.newest, head))
  }

  // MARK: - Beginning

  private func open(_ socket: ListenSocket?) throws {
    let reader = try openLog()
    head = try reader.bounds().newest
    self.reader = reader
    count { $0.newest = head }
    try openDoor(socket)
  }

  func count(_ change: (inout FeedStatistics) -> Void) { counters.withLock { change(&$0) } }

  /// The events that were published since the last time.
  func takeInbox() -> [PublishedEvent] { inbox.withLock { $0.take() } }

  func admit(_ descriptor: SharedDescriptor) -> Connection? {
    guard let credentials = credentials(descriptor.number) else { return nil }
    nextNumber += 1
    return Connection(
      number: nextNumber, descriptor: descriptor, credentials: credentials, limits: settings.limits.request,
      now: Monotonic.now)
  }
}

/// Events between `publish` and the queue: however many are published meanwhile, one hop is on its way.
private struct Inbox {
  private var events: [PublishedEvent] = []

  /// True if somebody must be sent for them.
  mutating func add(_ batch: [PublishedEvent]) -> Bool {
    let wasEmpty = events.isEmpty
    if wasEmpty { events = batch } else { events += batch }
    return wasEmpty && !batch.isEmpty
  }

  mutating func take() -> [PublishedEvent] {
    defer { events = [] }
    return events
  }
}
