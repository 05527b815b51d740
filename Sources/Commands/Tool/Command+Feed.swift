import Configuration
import Foundation
import RollCall

extension Command {
  /// `feed`: what the socket tells, in words.
  static let feed = Command(
    "feed", "read the feed: the newest events, or each as it comes",
    options: [
      Option("--last", "N", "begin with the newest N (default: 20)"),
      Option("--after", "N", "begin after event N; 0 for all"),
      Option("--type", "TYPE", repeatable: true, "only this type, or all below it: leader, quota.missed"),
      Option("--follow", "go on as events come"),
    ]
  ) { invocation in
    try invocation.refuseOperands()
    let arguments = invocation.arguments
    var query =
      try arguments.number("--after").map { "after=\($0)" } ?? "last=\(try arguments.number("--last") ?? 20)"
    for type in arguments.values("--type") {
      query += "&type=\(type.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }
    if !arguments.has("--follow") { query += "&follow=0" }
    let words = (try? invocation.settings()).map { LocalWords($0.calendar) }
    try SocketClient(path: invocation.socketPath()).lines(
      "/v1/events?\(query)", accept: "application/x-ndjson"
    ) { line in
      if invocation.wantsJSON {
        invocation.terminal.write(line + [0x0a])
      } else if let event = FeedLine(line, words: words) {
        invocation.terminal.say(event.text)
      }
      return true
    }
    return .ok
  }

  /// `status`: how the daemon stands.
  static let status = Command("status", "say how the daemon stands") { invocation in
    try invocation.refuseOperands()
    let body = try SocketClient(path: invocation.socketPath()).body("/v1/status")
    if invocation.wantsJSON {
      invocation.terminal.write(body)
      return .ok
    }
    guard let status = try? JSONDecoder().decode(StatusAnswer.self, from: Data(body)) else {
      throw Failure(
        .software, "the daemon's status cannot be read: \(String(decoding: body.prefix(200), as: UTF8.self))")
    }
    for line in status.lines { invocation.terminal.say(line.printable) }
    return status.healthy ? .ok : .unavailable
  }
}

extension Invocation {
  /// The feed's socket: as said, else as configured.
  func socketPath() throws -> String { try arguments.value("--socket") ?? settings().feed.socket }
}

/// An event as one line for people.
struct FeedLine {
  let text: String

  init?(_ line: [UInt8], words: LocalWords?) {
    struct Envelope: Decodable {
      struct Content: Decodable {
        let headline: String?
        let text: String?
        let withdrawn: Bool?
      }
      let id: String
      let type: String
      let time: String
      let data: Content
    }
    guard let event = try? JSONDecoder().decode(Envelope.self, from: Data(line)) else { return nil }
    let time = words?.moment(rfc3339: event.time) ?? event.time
    let type = event.type.hasPrefix("rollcall.") ? String(event.type.dropFirst(9)) : event.type
    let content = event.data.withdrawn == true ? "(withdrawn)" : event.data.text ?? event.data.headline ?? ""
    text = "#\(event.id)  \(time)  \(type)\n    \(content.printable)"
  }
}

/// The answer of `/v1/status`, as far as people are told.
private struct StatusAnswer: Decodable {
  struct Events: Decodable {
    let newest: Int
    let pending: Int
  }
  struct Store: Decodable {
    let path: String
    let cursor: Int
    let newestChange: Int
  }
  struct Cases: Decodable { let open: Int }
  struct Deliveries: Decodable {
    let queued: Int
    let accepted: Int
    let givenUp: Int
  }
  let agency: String
  let now: String
  let healthy: Bool
  let complaints: [String]
  let events: Events
  let store: Store
  let cases: Cases
  let deliveries: Deliveries
  let nextDigest: String?

  var lines: [String] {
    [
      "\(agency), \(now): \(healthy ? "all is done that is due" : "something that is due is not done")"
    ] + complaints.map { "- \($0)" } + [
      "events      \(events.newest) published, \(events.pending) engagements waiting for quiet",
      "store       \(store.path), read up to change \(store.cursor) of \(store.newestChange)",
      "cases       \(cases.open) open",
      "mail        \(deliveries.queued) queued, \(deliveries.accepted) accepted, \(deliveries.givenUp) given up",
      "next digest \(nextDigest ?? "none: no shifts are configured")",
    ]
  }
}
