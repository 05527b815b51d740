import Configuration
import Foundation
import RollCall

/// What became of the two weeks, gathered from the feed, the Maildir and the digests' folder: nothing is told that is
/// not there.
struct DemoStory: Sendable {
  /// One step of the alert that climbed.
  struct Step: Sendable {
    let at: Date
    let type: String
    /// The mails of this step.
    let mails: [DemoMail]
    let text: String
  }

  let from: Date
  let until: Date
  /// How long the replay took.
  let took: TimeInterval
  let events: [DemoListener.Event]
  let mails: [DemoMail]
  let caseID: String
  let steps: [Step]
  /// The newest digest's subject, `<day>/<shift>`, and its text; nil where there is none.
  let digest: (subject: String, text: String)?

  init(_ replay: DemoReplay, took: TimeInterval) {
    let events = replay.listener.events
    let mails = DemoMailbox(replay.folder.mail).mails
    let addresses = Dictionary(
      DemoAgency.people.map { ($0.id, $0.email) }, uniquingKeysWith: { first, _ in first })
    self.took = took
    self.events = events
    self.mails = mails
    from = replay.timeline.start
    until = replay.timeline.now
    caseID = replay.timeline.climbingCase
    steps = events.filter { [caseID = replay.timeline.climbingCase] in $0.subject == caseID }.map { event in
      let told = Set(event.told.compactMap { addresses[$0] })
      return Step(
        at: event.time, type: event.type,
        mails: mails.filter { $0.date == event.time && told.contains($0.address) },
        text: event.text)
    }
    digest = events.last { $0.type == "digest.published" }.flatMap { event in
      let file = FileManager.default.contents(atPath: "\(replay.folder.digests)/\(event.subject).txt")
      return file.map { (event.subject, String(decoding: $0, as: UTF8.self)) }
    }
  }

  func count(_ types: String...) -> Int { events.count { types.contains($0.type) } }

  /// The newest pieces that officers read, the oldest of them first; what is only planned stands in the digest.
  var lastPosts: [DemoListener.Event] {
    Array(events.filter { $0.isPost && $0.type != "leader.planned" }.suffix(5))
  }
}
