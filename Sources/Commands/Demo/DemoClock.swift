import Foundation
import Platform
import Synchronization

/// The demo's clock: it stands where it is set while the past is replayed, and afterwards goes on as the wall clock does.
final class DemoClock: Clock {
  private enum Pace {
    case standing(Date)
    case running(ahead: TimeInterval)
  }

  private let pace: Mutex<Pace>
  /// How far the demo's present lies ahead of the wall clock; 0 but for an invented one.
  private let ahead: TimeInterval

  /// Stands at `start`. `present`: what is to pass for the present of this instant; nil: the present.
  init(_ start: Date, present: Date?) {
    pace = Mutex(.standing(start))
    ahead = present?.timeIntervalSinceNow ?? 0
  }

  var now: Date {
    switch pace.withLock({ $0 }) {
    case .standing(let instant): instant
    case .running(let ahead): Date().addingTimeInterval(ahead)
    }
  }

  func set(to instant: Date) { pace.withLock { $0 = .standing(instant) } }

  /// From here on it goes with the wall clock.
  func run() { pace.withLock { $0 = .running(ahead: ahead) } }
}
