import RollCall

/// Finds where the newest `count` events begin that a reader may and wants to see: backwards through the log, a
/// window at a time, since only the log knows which these are.
struct LastSearch {
  private static let window = 1000

  private var missing: Int
  private var upper: Int
  private let oldest: Int

  init(count: Int, oldest: Int, newest: Int) {
    missing = count
    upper = newest
    self.oldest = oldest
  }

  /// Looks through one window; the id after which they begin, or nil to be called again.
  mutating func step(_ log: any EventReading, admits: (StoredEvent) -> Bool) throws -> Int? {
    let lower = max(oldest - 1, upper - Self.window)
    guard lower < upper else { return max(0, oldest - 1) }
    var found: [Int] = []
    try log.events(after: lower, limit: upper - lower) { event in
      if event.id <= upper, admits(event) { found.append(event.id) }
      return event.id < upper
    }
    if found.count >= missing { return found[found.count - missing] - 1 }
    missing -= found.count
    upper = lower
    return nil
  }
}
