import RollCall

/// An event of the log, lent for the length of a call.
package struct StoredEvent {
  /// The event's number, from 1.
  package let id: Int
  /// Without "rollcall.": `EventType.rawValue`.
  package let type: String
  package let audience: Audience
  /// The complete CloudEvent on one line; valid until the call that lent it returns.
  package let json: UnsafeRawBufferPointer

  package init(id: Int, type: String, audience: Audience, json: UnsafeRawBufferPointer) {
    self.id = id
    self.type = type
    self.audience = audience
    self.json = json
  }
}

/// The log as the feed reads it, on the feed's own queue only. Whoever implements it sees what was committed before
/// each call, and holds nothing open between calls.
package protocol EventReading {
  /// Hands up to `limit` events with an id above `after` to `body`, in the order of their ids, until it answers false.
  func events(after: Int, limit: Int, _ body: (StoredEvent) throws -> Bool) throws

  /// The ids of the oldest event that is still there and of the newest that was ever written. Where all were pruned
  /// the oldest is the newest plus one; of an empty log these are 1 and 0.
  func bounds() throws -> (oldest: Int, newest: Int)
}

/// An event that was just committed, on its way to those who listen now.
package struct PublishedEvent: Sendable, Equatable {
  package let id: Int
  /// Without "rollcall.": `EventType.rawValue`.
  package let type: String
  package let audience: Audience
  /// The complete CloudEvent on one line.
  package let json: [UInt8]

  package init(id: Int, type: String, audience: Audience, json: [UInt8]) {
    self.id = id
    self.type = type
    self.audience = audience
    self.json = json
  }
}
