import Configuration
import Dispatch
import Foundation
import Platform
import Store

/// The core's own loop while the daemon lives: hints of commits, and a slow beat for everything that is due by the
/// clock and for what no hint told.
extension Core {
  /// Watches the store and keeps time until `unwatch`. `onBeat` runs after each beat.
  func watch(clock: any Clock, onBeat: @escaping @Sendable () -> Void) {
    let queue = executor.queue
    let watcher = StoreWatcher(
      storePath: settings.store, queue: queue,
      hasCommitted: { [weak self] in self?.assumeIsolated { $0.storeHasChanged() } ?? false },
      onCommit: { [weak self] in self?.assumeIsolated { $0.takeInChanges(at: clock.now) } })
    let probing: @Sendable () -> Void = { [weak self] in self?.assumeIsolated { $0.watcher?.probed() } }
    let complaint = watcher.start { [weak self] in
      self?.assumeIsolated { $0.watcher?.hinted(probing: probing) }
    }
    if let complaint { warn(complaint) }
    self.watcher = watcher

    let beat = DispatchSource.makeTimerSource(queue: queue)
    beat.setEventHandler { [weak self] in
      self?.assumeIsolated { $0.beat(at: clock.now) }
      onBeat()
    }
    beat.schedule(deadline: .now() + Self.interval, repeating: Self.interval, leeway: .milliseconds(50))
    beat.activate()
    timer = beat
  }

  func unwatch() {
    watcher?.stop()
    watcher = nil
    timer?.cancel()
    timer = nil
  }

  private static let interval = DispatchTimeInterval.milliseconds(500)
}
