import EventLog
import Feed
import RollCall
import Synchronization

/// Where committed events go once there is a feed: the core is made first, the feed afterwards.
final class Broadcast: Sendable {
  private let feed = Mutex<FeedServer?>(nil)

  func connect(_ server: FeedServer) { feed.withLock { $0 = server } }

  func publish(_ events: [LoggedEvent]) {
    guard !events.isEmpty, let server = feed.withLock({ $0 }) else { return }
    server.publish(
      events.map { PublishedEvent(id: $0.id, type: $0.type.rawValue, audience: $0.audience, json: $0.json) })
  }
}
