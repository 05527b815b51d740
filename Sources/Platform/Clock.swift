import Foundation
import Synchronization

/// What time it is. Everything that decides takes a `Date`; only the outermost shell asks a clock.
package protocol Clock: Sendable {
  /// The present instant.
  var now: Date { get }
}

package struct SystemClock: Clock {
  package init() {}
  package var now: Date { Date() }
}

/// A clock that stands still until somebody moves it: for `--now`, the demo and tests.
package final class ManualClock: Clock {
  private let instant: Mutex<Date>

  package init(_ start: Date) { instant = Mutex(start) }
  package var now: Date { instant.withLock { $0 } }
  package func set(to date: Date) { instant.withLock { $0 = date } }
}
