import Configuration
import Daemon
import Dispatch
import Foundation
import Platform
import RollCall

/// Lives through the timeline with the daemon itself: rows are written by a connection of the demo's own, the clock is
/// moved from moment to moment, everything else is what `rollcalld` does.
struct DemoReplay: Sendable {
  let folder: DemoFolder
  let settings: Settings
  let timeline: DemoTimeline
  let clock: DemoClock
  let terminal: Terminal
  let interruption: DemoInterruption
  let service: Service
  let listener: DemoListener

  private let words: LocalWords
  private let queue = DispatchQueue(label: "rollcall.demo.socket")

  /// - throws: what keeps the daemon from starting.
  init(
    _ folder: DemoFolder, settings: Settings, present: Date?, terminal: Terminal,
    interruption: DemoInterruption
  ) throws {
    self.folder = folder
    self.settings = settings
    self.terminal = terminal
    self.interruption = interruption
    timeline = DemoTimeline(now: present ?? Date(), calendar: settings.calendar)
    clock = DemoClock(timeline.start, present: present)
    words = LocalWords(settings.calendar)
    let log = Log { level, message in
      if level <= .warning { terminal.complain("rollcalld: \(message)") }
    }
    let path = folder.configuration
    service = try Service(
      settings, load: { try Configuration.loadWithDefaults(path: path) }, clock: clock, log: log)
    listener = DemoListener(socket: folder.socket)
  }

  /// From the first moment to the last. The daemon goes on afterwards, with its clock standing at the last.
  /// - throws: `Failure`, `DatabaseError`, `DemoInterruption`.
  func run() async throws {
    let login = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) }
    let writer = try DemoWriter(store: folder.store, login: login)
    try await service.start()
    listener.start()
    for moment in timeline.moments {
      try interruption.check()
      clock.set(to: moment.at)
      try writer.write(moment.deeds, at: moment.at)
      await service.advance()
      if login != nil { try await say(moment.deeds) }
      showProgress(at: moment.at)
    }
    terminal.progress("")
    let status = try await offPool { try DemoStatus(client.body("/v1/status")) }
    guard status.complaints.isEmpty else {
      throw Failure(.software, "the daemon complains: \(status.complaints.joined(separator: "; "))")
    }
    try await offPool { try listener.wait(for: status.newest) }
  }

  private var client: SocketClient { SocketClient(path: folder.socket) }

  /// What is said to a case goes over the socket, as it does for people.
  private func say(_ deeds: [DemoDeed]) async throws {
    for case .acknowledge(let id, let text) in deeds {
      let body = JSONWriter.object { $0.field("text", text) }
      _ = try await offPool { try client.post("/v1/cases/\(id)/acknowledgement", body) }
    }
  }

  private func showProgress(at instant: Date) {
    guard terminal.isInteractive else { return }
    let events = listener.events
    let walks = events.count { $0.type == "engagement.completed" }
    let posts = events.count { $0.isPost }
    let mails = DemoMailbox(folder.mail).count
    let day = words.day(settings.calendar.day(of: instant))
    terminal.progress("\(day) … \(walks.of("walk")), \(posts.of("post")), \(mails.of("mail"))")
  }

  /// Runs what blocks on a queue of its own: the daemon needs the pool's threads to answer.
  private func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
  {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}

/// What `/v1/status` says, as far as the demo asks.
private struct DemoStatus: Sendable {
  let newest: Int
  let complaints: [String]

  init(_ body: [UInt8]) throws {
    struct Answer: Decodable {
      struct Events: Decodable { let newest: Int }
      let events: Events
      let complaints: [String]
    }
    let answer = try JSONDecoder().decode(Answer.self, from: Data(body))
    newest = answer.events.newest
    complaints = answer.complaints
  }
}

extension DemoListener.Event {
  /// A published piece that officers read: what leaders do, and notes.
  var isPost: Bool { type.hasPrefix("leader.") || type.hasPrefix("note.") }
}
