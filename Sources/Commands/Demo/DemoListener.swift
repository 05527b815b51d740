import Dispatch
import Foundation
import RollCall

/// Reads the feed over the socket, as any program may, from the first event on, and keeps what it heard.
///
/// `@unchecked`: what it keeps is touched under the condition's lock alone.
final class DemoListener: @unchecked Sendable {
  /// An event, as far as the demo tells of it.
  struct Event: Sendable {
    let id: Int
    /// Without "rollcall." before it.
    let type: String
    let subject: String
    let time: Date
    let text: String
    /// Ids of those whom an alert was sent to.
    let told: [String]
    /// The CloudEvent as it came.
    let line: [UInt8]
  }

  private let client: SocketClient
  private let queue = DispatchQueue(label: "rollcall.demo.listener")
  private let changed = NSCondition()
  private var heard: [Event] = []
  private var ending: Failure?
  private var hasEnded = false
  private var onEvent: (@Sendable (Event) -> Void)?

  init(socket: String) { client = SocketClient(path: socket) }

  /// Connects, and listens until the daemon closes the stream.
  func start() {
    queue.async { [self] in
      do throws(Failure) {
        try client.lines("/v1/events?after=0", accept: "application/x-ndjson") { line in
          if let event = Event(line) { take(event) }
          return true
        }
        end(nil)
      } catch {
        end(error)
      }
    }
  }

  var events: [Event] { locked { heard } }

  /// Each event from here on, on the listener's queue.
  func tell(_ onEvent: @escaping @Sendable (Event) -> Void) { locked { self.onEvent = onEvent } }

  /// Waits until event `id` was heard.
  /// - throws: `Failure` 69 where the stream ended before, or nothing came for too long.
  func wait(for id: Int) throws {
    changed.lock()
    defer { changed.unlock() }
    let limit = Date(timeIntervalSinceNow: 10)
    while (heard.last?.id ?? 0) < id {
      if hasEnded { throw ending ?? Failure(.unavailable, "the feed ended before event \(id)") }
      guard changed.wait(until: limit) else {
        throw Failure(.unavailable, "the feed stood still at event \(heard.last?.id ?? 0) of \(id)")
      }
    }
    guard heard.enumerated().allSatisfy({ $0 + 1 == $1.id }) else {
      throw Failure(.software, "events came over the socket out of order, or not each of them once")
    }
  }

  // MARK: -

  private func take(_ event: Event) {
    let onEvent = locked {
      heard.append(event)
      changed.broadcast()
      return self.onEvent
    }
    onEvent?(event)
  }

  private func end(_ failure: Failure?) {
    locked {
      (ending, hasEnded) = (failure, true)
      changed.broadcast()
    }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    changed.lock()
    defer { changed.unlock() }
    return body()
  }
}

extension DemoListener.Event {
  /// Nil for a line that is no event.
  init?(_ line: [UInt8]) {
    struct Envelope: Decodable {
      struct Person: Decodable { let id: String }
      struct Content: Decodable {
        let headline: String?
        let text: String?
        let told: [Person]?
      }
      let id: String
      let type: String
      let subject: String
      let time: String
      let data: Content
    }
    guard let event = try? JSONDecoder().decode(Envelope.self, from: Data(line)), let id = Int(event.id),
      let time = Date(rfc3339: event.time)
    else { return nil }
    self.init(
      id: id, type: event.type.hasPrefix("rollcall.") ? String(event.type.dropFirst(9)) : event.type,
      subject: event.subject, time: time, text: event.data.text ?? event.data.headline ?? "",
      told: event.data.told?.map(\.id) ?? [], line: line)
  }
}
