import RollCall
import Synchronization

@testable import Feed

/// A log in memory: what is appended is committed.
final class MemoryLog: EventReading, Sendable {
  struct Failure: Error {}

  private struct State {
    var events: [PublishedEvent] = []
    var oldest = 1
    var newest = 0
    var fails = false
    var reads = 0
  }

  private let state = Mutex(State())

  /// Type and audience by number, so that every reader can work out what it must see.
  static func type(of id: Int) -> String { EventType.allCases[id % EventType.allCases.count].rawValue }
  static func audience(of id: Int) -> Audience { Audience.allCases[id % 3] }

  static func event(_ id: Int, padding: Int = 0) -> PublishedEvent {
    let json = #"{"id":"\#(id)","padding":"\#(String(repeating: "x", count: padding))"}"#
    return PublishedEvent(id: id, type: type(of: id), audience: audience(of: id), json: Array(json.utf8))
  }

  /// Commits so many more events and returns them.
  @discardableResult
  func append(_ count: Int, padding: Int = 0) -> [PublishedEvent] {
    state.withLock { state in
      let fresh = (0..<count).map { Self.event(state.newest + 1 + $0, padding: padding) }
      state.events += fresh
      state.newest += count
      return fresh
    }
  }

  /// Removes all events up to an id.
  func prune(through id: Int) {
    state.withLock { state in
      state.events.removeAll { $0.id <= id }
      state.oldest = max(state.oldest, id + 1)
    }
  }

  func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }

  var reads: Int { state.withLock { $0.reads } }

  func events(after: Int, limit: Int, _ body: (StoredEvent) throws -> Bool) throws {
    let rows = try state.withLock { state in
      guard !state.fails else { throw Failure() }
      state.reads += 1
      let start = max(0, after + 1 - state.oldest)
      return start < state.events.count ? Array(state.events[start...].prefix(limit)) : []
    }
    for row in rows {
      let goesOn = try row.json.withUnsafeBytes {
        try body(StoredEvent(id: row.id, type: row.type, audience: row.audience, json: $0))
      }
      if !goesOn { return }
    }
  }

  func bounds() throws -> (oldest: Int, newest: Int) {
    try state.withLock { state in
      guard !state.fails else { throw Failure() }
      return (state.oldest, state.newest)
    }
  }
}
