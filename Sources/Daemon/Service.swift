import Channels
import Configuration
@preconcurrency import Dispatch
import EventLog
import Feed
import Foundation
import Platform
import RollCall
import Synchronization

/// The daemon from its start to its end. Reads like the picture in the README: the core takes in and decides, the
/// feed tells those who listen, the courier carries what is to be mailed.
package final class Service: Sendable {
  /// Reads the configuration anew.
  private let load: @Sendable () throws -> Settings
  private let clock: any Clock
  private let log: Log
  private let notifier: ServiceNotifier
  private let core: Core
  private let feed: FeedServer
  private let outbox: OutboxRun
  private let end = Mutex(End.notWanted)

  /// Whether somebody wants it to stop, which may be before it is up.
  private enum End {
    case notWanted
    case awaited(CheckedContinuation<Void, Never>)
    case wanted
  }

  /// - throws: what keeps it from starting: `StoreError`, `EventLogError`, `DatabaseError`.
  package init(
    _ settings: Settings, load: @escaping @Sendable () throws -> Settings, clock: any Clock = SystemClock(),
    log: Log,
    notifier: ServiceNotifier = ServiceNotifier()
  ) throws {
    self.load = load
    self.clock = clock
    self.log = log
    self.notifier = notifier
    let broadcast = Broadcast()
    core = try Core(settings: settings, log: log, publish: broadcast.publish)
    feed = try FeedWiring.server(settings, core: core, clock: clock, log: log)
    broadcast.connect(feed)
    outbox = OutboxRun(core: core, courier: try Courier(settings.mail), clock: clock)
  }

  // MARK: - Once

  /// Brings everything up to date, delivers what is due, and returns (contract §7, `--once`).
  /// - throws: `Regression` where `now` is before the last run.
  package static func once(_ settings: Settings, now: Date?, log: Log) async throws {
    let core = try Core(settings: settings, log: log) { _ in }
    if let now, let lastRun = try await core.lastRun, now < lastRun {
      throw Regression(now: now, lastRun: lastRun)
    }
    let instant = now ?? Date()
    await core.bringUpToDate(at: instant, flushing: true)
    let outbox = OutboxRun(core: core, courier: try Courier(settings.mail), clock: ManualClock(instant))
    await outbox.deliverAll()
    await core.rest()
    if let trouble = await core.firstTrouble { throw trouble }
  }

  // MARK: - In the foreground, until told to stop

  /// Runs until SIGTERM or SIGINT; what is in flight is finished.
  package func run() async throws {
    let signals = Signals(
      onStop: { [self] in stop() },
      onReload: { [self] in Task { await reload() } })
    try await start()
    let newest = await core.newestEvent
    notifier.ready("watching; \(newest) events")
    log.notice("ready: \(newest) events in the log")
    await waitUntilStopped()
    notifier.stopping()
    await shutDown()
    withExtendedLifetime(signals) {}
    log.notice("stopped")
  }

  /// Opens the feed, brings everything up to date, and watches.
  package func start() async throws {
    // First, so that a daemon that cannot be heard does nothing.
    try feed.start()
    await core.bringUpToDate(at: clock.now)
    let pulse = WatchdogPulse(notifier)
    await core.watch(clock: clock) { [outbox, feed] in
      outbox.wake()
      // By way of the feed's queue: the watchdog hears nothing when either of the two hangs.
      feed.executor.queue.async { pulse.beat() }
    }
    outbox.start()
  }

  /// Everything that is due now, with the feed open: the demo and tests move their clock and call this.
  package func advance() async {
    await core.bringUpToDate(at: clock.now, flushing: true)
    await outbox.deliverAll()
  }

  package func shutDown() async {
    await core.unwatch()
    await outbox.stop()
    await feed.stop()
    await core.rest()
  }

  private func waitUntilStopped() async {
    await withCheckedContinuation { continuation in
      end.withLock { end in
        if case .wanted = end { continuation.resume() } else { end = .awaited(continuation) }
      }
    }
  }

  private func stop() {
    end.withLock { end in
      if case .awaited(let continuation) = end { continuation.resume() }
      end = .wanted
    }
  }

  /// A bad file keeps the old configuration running and says so (contract §2).
  func reload() async {
    notifier.reloading()
    do {
      var settings = try load()
      let courier = try Courier(settings.mail)
      let rules = try settings.feed.rules()
      await keepWhatNeedsRestart(&settings)
      await core.adopt(settings)
      outbox.use(courier)
      feed.replace(access: rules)
      await core.bringUpToDate(at: clock.now)
      log.notice("configuration reloaded")
      notifier.ready("configuration reloaded")
    } catch {
      for line in "\(error)".split(separator: "\n") { log.error("\(line)") }
      log.error("the configuration was not reloaded: the old one goes on")
      notifier.ready("configuration refused on reload, the old one goes on")
    }
  }
}

extension Service {
  /// Files and the socket stay those it was started with; where the new configuration names others, that is said.
  private func keepWhatNeedsRestart(_ settings: inout Settings) async {
    let old = await core.settings
    var kept: [String] = []
    if settings.store != old.store { kept.append("store") }
    if settings.state != old.state { kept.append("state") }
    if settings.agency.id != old.agency.id { kept.append("agency.id") }
    let new = settings.feed
    if new.socket != old.feed.socket || new.mode != old.feed.mode || new.group != old.feed.group {
      kept.append("feed.socket, feed.mode, feed.group")
    }
    (settings.store, settings.state, settings.agency.id) = (old.store, old.state, old.agency.id)
    (settings.feed.socket, settings.feed.mode, settings.feed.group) = (
      old.feed.socket, old.feed.mode, old.feed.group
    )
    if !kept.isEmpty {
      log.warning("changed, but used only after a restart: \(kept.joined(separator: ", "))")
    }
  }
}

/// Time does not go back: an instant before the last run's is refused (contract §7).
package struct Regression: Error, CustomStringConvertible {
  let now: Date
  let lastRun: Date
  package var description: String {
    "--now \(now.rfc3339) is before the last run, \(lastRun.rfc3339); give a later instant"
  }
}

/// SIGTERM, SIGINT and SIGHUP, as calls. One that comes before there is anybody to take it waits, if it was held.
package final class Signals: Sendable {
  private static let numbers = [SIGTERM, SIGINT, SIGHUP]

  /// Holds the signals back from now on, in this thread and all that it starts: to be called first of all, since an
  /// ignored one would be lost and one with its default action ends the process. Children get theirs set back.
  package static func hold() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  private let sources: [any DispatchSourceSignal]

  init(onStop: @escaping @Sendable () -> Void, onReload: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "rollcall.signals")
    sources = Self.numbers.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler(handler: number == SIGHUP ? onReload : onStop)
      source.activate()
      return source
    }
  }
}
