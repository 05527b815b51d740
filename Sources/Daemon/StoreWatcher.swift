import Dispatch
import Foundation
import Platform
import Store

/// Says when somebody else has committed to the engagement store, within a fraction of a millisecond.
///
/// The hint (inotify) comes with the first page written, before the commit can be seen: from then on the store is
/// probed in short intervals until it has been quiet for a while, and only then is the hint asked for again. So a
/// single commit is seen at once, a thousand in a second cost one probe each half millisecond, and an idle store
/// costs nothing. A slow poll sees what no hint told. Lives on one queue, that of its owner.
final class StoreWatcher {
  private let queue: DispatchQueue
  private let hasCommitted: () -> Bool
  private let onCommit: () -> Void
  private var watch: FileWatch?
  private let folder: String
  private let names: Set<String>
  private var probe: (any DispatchSourceTimer)?
  private var quietSince = DispatchTime.now()

  /// `hasCommitted` looks, cheaply; `onCommit` reads what is new. Both run on `queue`.
  init(
    storePath: String, queue: DispatchQueue, hasCommitted: @escaping () -> Bool,
    onCommit: @escaping () -> Void
  ) {
    self.queue = queue
    self.hasCommitted = hasCommitted
    self.onCommit = onCommit
    let url = URL(fileURLWithPath: storePath)
    folder = url.deletingLastPathComponent().path
    let name = url.lastPathComponent
    names = [name, name + "-wal", name + "-journal"]
  }

  /// Begins to watch. Where the kernel refuses (no watches left, no such folder), only the poll is left: the reason
  /// is returned for the log.
  func start(onHint: @escaping @Sendable () -> Void) -> String? {
    do {
      watch = try FileWatch(folder: folder, names: names, queue: queue, onHint: onHint)
      return nil
    } catch {
      return "\(error); changes of the store are noticed by polling alone"
    }
  }

  func stop() {
    watch = nil
    probe?.cancel()
    probe = nil
  }

  /// Something was written, perhaps not committed yet.
  func hinted(probing: @escaping @Sendable () -> Void) {
    quietSince = .now()
    look()
    guard probe == nil else { return }
    let timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
    timer.setEventHandler(handler: probing)
    timer.schedule(
      deadline: .now() + Self.shortInterval, repeating: Self.shortInterval, leeway: .nanoseconds(0))
    timer.activate()
    probe = timer
  }

  /// One probe: looks, and ends the probing when nothing has come for a while.
  func probed() {
    look()
    let quiet = DispatchTime.now().uptimeNanoseconds - quietSince.uptimeNanoseconds
    if quiet > Self.patience {
      probe?.cancel()
      probe = nil
      watch?.rearm()
      // A commit between the last look and the new watch would otherwise wait for the poll.
      look()
    }
  }

  private func look() {
    guard hasCommitted() else { return }
    quietSince = .now()
    onCommit()
  }

  private static let shortInterval = DispatchTimeInterval.microseconds(150)
  /// Nanoseconds without a commit after which probing ends: longer than an fsync takes.
  private static let patience: UInt64 = 30_000_000
}
