import Foundation
import RollCall

/// A walk or another engagement of the invented agency.
struct DemoWalk: Sendable {
  let id: String
  let activity: String
  /// The neighborhood's id.
  let place: String
  let startsAt: Date
  let minutes: Int
  let coordinator: String
  /// Badge numbers of everybody else.
  let with: [String]
  var met: Int?
  /// Where exactly, in words.
  var spot: String?
  var incident: String?
  var guests: [DemoGuest] = []

  var endsAt: Date { startsAt.addingTimeInterval(Double(minutes) * 60) }
}

struct DemoGuest: Sendable {
  let name: String
  let organization: String
  let category: String
}

struct DemoNote: Sendable {
  let id: String
  let author: String
  let place: String
  let body: String
}

/// One thing that somebody of the invented agency does at a moment.
enum DemoDeed: Sendable {
  /// Enters a walk that is still to come.
  case plan(DemoWalk)
  /// Enters a walk, or what became of one that was planned.
  case log(DemoWalk)
  case note(DemoNote)
  case incident(id: String, kind: String, place: String, occurredAt: Date)
  case away(person: String, from: LocalDay, through: LocalDay, reason: String)
  /// The captain takes a case on, over the socket.
  case acknowledge(case: String, text: String)
}

/// An instant of the past at which something happens, or at which something falls due by the clock alone.
struct DemoMoment: Sendable {
  let at: Date
  let deeds: [DemoDeed]
}
