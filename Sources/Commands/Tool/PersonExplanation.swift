import Configuration
import Foundation
import RollCall
import Store

/// Why somebody was or was not told on a day: the roster from the store, the cases from the daemon.
struct PersonExplanation {
  private let person: Person
  private let day: LocalDay
  private let organization: Organization
  private let calendar: AgencyCalendar

  init(_ id: String, _ invocation: Invocation) throws {
    let settings = try invocation.settings()
    calendar = settings.calendar
    day = try invocation.arguments.day("--on") ?? calendar.day(of: Date())
    organization = try EngagementStore.reading(settings.store) {
      try EngagementStore.organization($0, ranks: settings.ladder, canBeMailed: Check.canBeMailed).value
    }
    guard let person = organization.people[id] else {
      throw Failure(.noInput, "the store has no person '\(id)'")
    }
    self.person = person
  }

  func print(to invocation: Invocation) throws -> ExitCode {
    let text = HearingText(organization, calendar, on: day)
    let lines = text.person(person)
    // What the roster says is worth knowing also while the daemon is away.
    if !invocation.wantsJSON { for line in lines { invocation.terminal.say(line.printable) } }
    let body = try SocketClient(path: invocation.socketPath()).body("/v1/cases")
    let chain = ChainOfCommand(organization, on: day)
    let hearings = try CaseAccount.list(body).compactMap {
      Hearing(of: person.id, about: $0, on: day, chain, calendar)
    }
    if invocation.wantsJSON {
      invocation.print(json: json(lines, hearings, text))
      return .ok
    }
    invocation.terminal.say()
    if hearings.isEmpty { invocation.terminal.say(text.nothing) }
    for hearing in hearings {
      invocation.terminal.say("\(hearing.title) (\(hearing.caseID)), \(text.relation(hearing)):".printable)
      invocation.terminal.say("  \(text.outcome(hearing).printable)")
    }
    return .ok
  }

  private func json(_ lines: [String], _ hearings: [Hearing], _ text: HearingText) -> [UInt8] {
    JSONWriter.object { json in
      json.field("id", person.id)
      json.field("name", person.name)
      json.field("on", day.description)
      json.field("active", person.isActive(on: day))
      json.field("away", organization.isAbsent(person.id, on: day))
      json.field("address", person.email != nil)
      json.field("supervisor", person.supervisorID)
      json.field("text", lines)
      json.array("cases", hearings) { json, hearing in
        json.object { json in
          json.field("id", hearing.caseID)
          json.field("relation", hearing.relation.rawValue)
          json.field("outcome", hearing.outcome.code)
          json.field("text", text.outcome(hearing))
        }
      }
    }
  }
}
