import Configuration
import Daemon
import Foundation
import Platform
import RollCall

extension Command {
  /// `demo`: the whole path, on an invented agency, in a few seconds.
  static let demo = Command(
    "demo", "live through two weeks of an invented agency in a few seconds, and show what comes of them",
    options: [
      Option("--keep", "leave everything there, in a temporary folder"),
      Option("--dir", "FOLDER", "leave everything there, in this folder, which is made"),
      Option(
        "--live", "go on running, so that rows can be written to the store and watched; control-C ends it"),
      Option("--now", "INSTANT", "end the two weeks at this instant (default: now)"),
    ]
  ) { invocation in
    try invocation.refuseOperands()
    for option in ["--config", "--store", "--socket"] where invocation.arguments.has(option) {
      throw Failure(.usage, "\(option): the demo has its own; --dir says where")
    }
    return try Demo(invocation).run()
  }
}

/// One run of `rollcallctl demo`.
struct Demo: Sendable {
  private let invocation: Invocation
  private let present: Date?
  private let isLive: Bool

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    present = try invocation.arguments.instant("--now")
    if let present, !(Date(seconds: 0)..<Self.end).contains(present) {
      throw Failure(.usage, "--now: found \(present.rfc3339), expected an instant from 1970 to 2999")
    }
    isLive = invocation.arguments.has("--live")
  }

  /// The first instant of the year 3000: what is far away cannot be written down as the store asks.
  private static let end = Date(seconds: 32_503_680_000)

  func run() throws -> ExitCode {
    let interruption = DemoInterruption()
    let folder = try DemoFolder(
      named: invocation.arguments.value("--dir"), keep: invocation.arguments.has("--keep"))
    do {
      defer { folder.clear() }
      try folder.furnish()
      _ = try DaemonProgram.runToEnd { try await play(in: folder, interruption) }
    }
    // Of a live run, being asked to end is the usual end.
    if !isLive { interruption.passOn() }
    return .ok
  }

  private func play(in folder: DemoFolder, _ interruption: DemoInterruption) async throws {
    let settings = try Configuration.load(path: folder.configuration)
    let replay = try DemoReplay(
      folder, settings: settings, present: present, terminal: invocation.terminal, interruption: interruption)
    let began = Date()
    do {
      try await replay.run()
    } catch {
      invocation.terminal.progress("")
      await replay.service.shutDown()
      if error is DemoInterruption { return }
      throw error
    }
    let story = DemoStory(replay, took: Date().timeIntervalSince(began))
    if isLive {
      show(story, folder, settings)
      await DemoLive(replay, asJSON: invocation.wantsJSON).run()
      await replay.service.shutDown()
    } else {
      // What is shown does not need the folder any more: a reader that goes away leaves nothing behind.
      await replay.service.shutDown()
      folder.clear()
      show(story, folder, settings)
    }
  }

  private func show(_ story: DemoStory, _ folder: DemoFolder, _ settings: Settings) {
    if invocation.wantsJSON {
      invocation.print(json: DemoSummary(story: story, folder: folder, isLive: isLive).json)
    } else {
      invocation.terminal.say(
        DemoReport(story: story, folder: folder, settings: settings, isLive: isLive).text)
    }
  }
}
