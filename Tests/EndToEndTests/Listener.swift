import Foundation
import TestSupport

/// `curl` on the feed's socket.
struct Listener: Sendable {
  /// An event as it stood in the stream.
  struct Received: Hashable, Sendable {
    let id: Int
    let type: String
    let data: String
  }

  let program: ForeignProgram

  /// - parameter accept: of an event stream unless said otherwise.
  init(
    _ socket: String, _ target: String = "/v1/events", accept: String = "text/event-stream",
    headers: [String] = []
  ) throws {
    program = try ForeignProgram(
      [Tools.need("curl"), "--silent", "--show-error", "--no-buffer", "--verbose"]
        + ["--unix-socket", socket, "--header", "Accept: \(accept)"]
        + headers.flatMap { ["--header", $0] } + ["http://localhost\(target)"])
  }

  /// Until the daemon has answered; from then on it hears what is published.
  func connected() async throws {
    try await eventually("the feed to answer", state: program.errors) {
      if program.ended != nil, !program.errors.contains("< HTTP/1.1 200") {
        throw Unmet("curl ended: \(program.errors)")
      }
      return program.errors.contains("< HTTP/1.1 200")
    }
  }

  /// The whole events of an event stream so far (WHATWG HTML §9.2.6); one that was cut off is none.
  var events: [Received] {
    let whole = program.output.components(separatedBy: "\n\n").dropLast()
    return whole.compactMap { frame in
      var fields: [String: String] = [:]
      for line in frame.split(separator: "\n") where !line.hasPrefix(":") {
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2 { fields[parts[0]] = String(parts[1].trimmingPrefix(" ")) }
      }
      guard let data = fields["data"] else { return nil }
      return Received(id: fields["id"].flatMap(Int.init) ?? 0, type: fields["event"] ?? "", data: data)
    }
  }

  /// Waits until so many whole events have come.
  func events(_ count: Int) async throws -> [Received] {
    try await eventually("\(count) events", state: program.output + program.errors) {
      events.count >= count ? events : nil
    }
  }

  /// One request to its end: the status, the head and the body.
  static func ask(_ socket: String, _ target: String, _ options: String...) async throws -> (
    status: Int, head: String, body: String
  ) {
    let answer = try await ForeignProgram.run(
      [Tools.need("curl"), "--silent", "--show-error", "--include", "--unix-socket", socket] + options
        + ["http://localhost\(target)"])
    guard answer.code == 0, let end = answer.output.firstRange(of: "\r\n\r\n") else {
      throw Unmet("curl said: \(answer.errors)\(answer.output)")
    }
    let head = String(answer.output[..<end.lowerBound])
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return (status, head, String(answer.output[end.upperBound...]))
  }
}
