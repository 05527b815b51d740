import Configuration
import Foundation
import RollCall

/// The daemon after the replay, on the wall clock: each event as a line, until somebody ends it.
struct DemoLive: Sendable {
  private let replay: DemoReplay
  private let asJSON: Bool

  init(_ replay: DemoReplay, asJSON: Bool) {
    self.replay = replay
    self.asJSON = asJSON
  }

  func run() async {
    let (terminal, store, asJSON) = (replay.terminal, replay.folder.store, asJSON)
    let calendar = replay.settings.calendar
    let quiet = Double(replay.settings.publishAfter.components.seconds)
    replay.listener.tell { event in
      let arrived = Date()
      if asJSON { return terminal.write(event.line + [0x0a]) }
      let delay = Self.lastCommit(store).map { arrived.timeIntervalSince($0) }.flatMap {
        event.follows(commitBefore: $0, quiet: quiet) ? $0 : nil
      }
      let words = delay.map { " (\(max(0, Int(($0 * 1000).rounded()))) ms after the commit)" } ?? ""
      terminal.say(
        "\(calendar.time(of: event.time))  \(event.type)  \(event.text.printable)\(words)")
    }
    replay.clock.run()
    await replay.interruption.wait()
  }

  /// When the store's journal was last written to: the commit that an event follows, to a few milliseconds.
  private static func lastCommit(_ store: String) -> Date? {
    var facts = stat()
    guard stat("\(store)-wal", &facts) == 0 else { return nil }
    return Date(
      timeIntervalSince1970: Double(facts.st_mtim.tv_sec) + Double(facts.st_mtim.tv_nsec) / 1_000_000_000)
  }
}

extension DemoListener.Event {
  /// Whether the last commit, so many seconds before, is the one that this event comes from: a note's at once, a
  /// walk's after it has been quiet. Of a walk another commit may have come meanwhile.
  fileprivate func follows(commitBefore delay: TimeInterval, quiet: TimeInterval) -> Bool {
    type.hasPrefix("note.")
      || delay >= quiet && (type.hasPrefix("leader.") || type.hasPrefix("engagement."))
  }
}
