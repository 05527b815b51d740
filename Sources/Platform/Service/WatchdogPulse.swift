import Dispatch
import Synchronization

/// Turns the beats of whatever must stay alive into pings for the service manager's watchdog: as many as it needs, not
/// one a beat. Silent where nobody watches.
package final class WatchdogPulse: Sendable {
  private let interval: UInt64?
  private let ping: @Sendable () -> Void
  private let last = Mutex<UInt64?>(nil)

  /// - parameter interval: how often the watchdog wants to hear, at the least; nil where there is none.
  package init(interval: Duration?, ping: @escaping @Sendable () -> Void) {
    self.interval = interval.map { UInt64(max(0, $0 / .nanoseconds(1))) }
    self.ping = ping
  }

  package convenience init(_ notifier: ServiceNotifier) {
    self.init(interval: notifier.watchdogInterval) { notifier.watchdog() }
  }

  /// It lives. Pings when half of the interval has passed since the last ping, so that a beat which comes late does
  /// not make the ping too late.
  /// - parameter now: nanoseconds of a clock that never goes back.
  package func beat(at now: UInt64 = DispatchTime.now().uptimeNanoseconds) {
    guard let interval else { return }
    let isDue = last.withLock { last in
      if let earlier = last, now < earlier + interval / 2 { return false }
      last = now
      return true
    }
    if isDue { ping() }
  }
}
