import Foundation
import RollCall

/// Turns what a clock on the wall showed into the instant at which it did.
package struct WallClock: Sendable {
  package enum Reading: Hashable, Sendable {
    case once(Date)
    /// When the clock is set back it shows an hour twice.
    case twice(Date, Date)
    /// When it is set forward it shows an hour not at all: the instant is that of a clock nobody had set yet.
    case never(Date)
  }

  private let zone: TimeZone

  package init(_ zone: TimeZone) { self.zone = zone }

  package func reading(_ time: WallTime) -> Reading {
    if let offset = time.offset { return .once(Date(seconds: time.seconds - offset)) }
    // No zone changes twice within two days, so that the offsets of a day before and after are all there are.
    let before = offset(at: time.seconds - 86400)
    let after = offset(at: time.seconds + 86400)
    let found = Set([time.seconds - before, time.seconds - after])
      .filter { $0 + offset(at: $0) == time.seconds }.sorted()
    switch (found.first, found.last) {
    case (let first?, let last?) where first == last: return .once(Date(seconds: first))
    case (let first?, let last?): return .twice(Date(seconds: first), Date(seconds: last))
    // RFC 5545 §3.3.5: a local time that does not exist is read with the offset before the gap.
    default: return .never(Date(seconds: time.seconds - before))
    }
  }

  private func offset(at seconds: Int) -> Int { zone.secondsFromGMT(for: Date(seconds: seconds)) }
}

extension WallClock.Reading {
  /// The first instant at which the clock showed the time.
  package var first: Date {
    switch self {
    case .once(let date), .never(let date), .twice(let date, _): date
    }
  }

  /// The first such instant that is not before `start`, else the last: an end belongs to its start.
  package func notBefore(_ start: Date) -> Date {
    if case .twice(let first, let second) = self { return first >= start ? first : second }
    return first
  }
}
