import Foundation
import Platform
import RollCall

@testable import Feed

/// A feed on a socket in a folder of its own.
final class Fixture {
  let folder: String
  let log = MemoryLog()
  let server: FeedServer

  var path: String { folder + "/feed.sock" }

  /// Answers: /healthz at once, /never not at all, /echo with the body, /late on another queue, /big with a megabyte.
  static let handler: FeedServer.Handler = { request, peer, respond in
    switch request.path {
    case "/healthz": respond(.text("ok\n"))
    case "/whoami": respond(.text("\(peer.audience.name) \(peer.login ?? "-")"))
    case "/echo": respond(.text(String(decoding: request.body, as: UTF8.self)))
    case "/late": DispatchQueue.global().async { respond(.text("late")) }
    case "/big": respond(.text(String(repeating: "x", count: 1 << 20)))
    case "/never": break
    default: respond(Problem.notFound().response)
    }
  }

  init(
    stored: Int = 0, padding: Int = 0, socket: ListenSocket? = nil, start: Bool = true,
    credentials: (@Sendable (Int32) -> PeerCredentials?)? = nil,
    settings change: (inout FeedServer.Settings) -> Void = { _ in }
  ) throws {
    folder = try Fixture.makeFolder()
    var settings = FeedServer.Settings(socket: folder + "/feed.sock", source: "/rollcall/test")
    // A busy machine must not cut off anybody whom a test does not mean to be cut off.
    settings.limits.stall = .seconds(3600)
    settings.limits.stallWithBacklog = .seconds(3600)
    change(&settings)
    log.append(stored, padding: padding)
    server = FeedServer(
      settings: settings, log: .silent, clock: ManualClock(Date(seconds: 1_795_000_000)),
      openLog: { [log] in log },
      personAudience: { ["chief": .command, "bo": .agency][$0] },
      credentials: credentials ?? { PeerCredentials(of: $0) }, handler: Self.handler)
    if start { try server.start(on: socket) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static func makeFolder() throws -> String {
    let folder = NSTemporaryDirectory() + "/feed-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  func client() throws -> Client { try Client(path) }

  /// A stream whose head is read.
  func stream(_ target: String, _ fields: String..., accept: String = "text/event-stream") throws -> Client {
    let client = try client()
    client.send(
      "GET \(target) HTTP/1.1\r\nHost: x\r\nAccept: \(accept)\r\n" + fields.map { $0 + "\r\n" }.joined()
        + "\r\n")
    _ = try client.head()
    return client
  }

  func publish(_ count: Int, padding: Int = 0) { server.publish(log.append(count, padding: padding)) }

  /// Waits until all that was asked of the server before is done.
  func settle() { server.executor.queue.sync {} }

  /// Waits for the server to come into a state, for which it needs no more than being waited for.
  func waitUntil(_ condition: (FeedStatistics) -> Bool) -> Bool {
    let deadline = DispatchTime.now() + .seconds(20)
    while !condition(server.statistics) {
      guard DispatchTime.now() < deadline else { return false }
      settle()
      sched_yield()
    }
    return true
  }
}
