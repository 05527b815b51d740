import Configuration
import Foundation
import RollCall

extension Command {
  /// `plan`: an engagement that is still to come, with what it will count for.
  static let plan = Command(
    "plan", "enter a walk or another engagement that is still to come, and hear what it will count for",
    operands: "ACTIVITY",
    options: [
      Option("--start", "INSTANT", "when it begins; in the future"),
      Option("--minutes", "N", "how long it is to take"),
      Option("--neighborhood", "ID", "where it will be"),
      Option("--place", "TEXT", "where exactly, in words"),
      Option(
        "--coordinator", "PERSON", "who coordinates it (default: the person whose login you have)"),
      Option("--with", "PERSON", repeatable: true, "who else takes part; once for each"),
      Option("--incident", "ID", "the incident that a post-incident walk follows"),
      Option("--id", "ID", "its id (default: a new one)"),
    ],
    example: """
      rollcallctl plan walk.squad --neighborhood riverside --start 2026-11-24T14:00:00Z --minutes 40 \\
                 --coordinator 4711 --with 5024

      Once it has taken place, record it as completed: a plan alone counts for nothing.
      """
  ) { invocation in
    let arguments = invocation.arguments
    let activity = try invocation.operand("the activity, such as walk.squad")
    let (settings, records) = (try invocation.settings(), try Records(invocation))
    guard let start = try arguments.instant("--start") else {
      throw Failure(.usage, "say when it begins with --start, such as --start 2026-11-24T14:00:00Z")
    }
    guard start > Date() else {
      throw Failure(
        .usage, "--start: \(start.rfc3339) has passed; `rollcallctl log` records what was done")
    }
    try records.checkActivity(activity)
    let minutes = try arguments.number("--minutes")
    try records.checkTime(start, start, minutes, isPlanned: true)
    let id = arguments.value("--id") ?? "plan-\(UUID().uuidString.lowercased())"
    var planned: Engagement?
    try records.write { connection in
      let coordinator = try records.person(arguments.value("--coordinator"), "--coordinator", in: connection)
      try records.check("neighborhood", arguments.value("--neighborhood"), "--neighborhood", in: connection)
      try records.check("incident", arguments.value("--incident"), "--incident", in: connection)
      let engagement = Engagement(
        id: id, activity: activity, neighborhoodID: arguments.value("--neighborhood"),
        coordinatorID: coordinator, status: .planned, startsAt: start,
        endsAt: minutes.map { start.addingTimeInterval(Double($0) * 60) },
        incidentID: arguments.value("--incident"), place: arguments.value("--place"),
        participants: Set([coordinator] + arguments.values("--with")).sorted())
      try records.add(engagement, in: connection)
      planned = engagement
    }
    guard let planned else { return .software }
    return try PlanForecast(planned, settings).print(to: invocation)
  }
}

/// What a planned engagement will count for, if it takes place as planned.
private struct PlanForecast {
  private let engagement: Engagement
  private let appraisal: Appraisal?
  private let page: AppraisalPage
  private let settings: Settings

  init(_ engagement: Engagement, _ settings: Settings) throws {
    self.engagement = engagement
    self.settings = settings
    let day = settings.calendar.day(of: engagement.startsAt)
    let reading = try QuotaReading(
      settings: settings, from: day, until: day, imagining: Self.asPlanned(engagement, settings))
    appraisal = reading.assessor.appraisal(of: engagement.id, now: engagement.startsAt)
    page = AppraisalPage(settings, reading.organization)
  }

  /// As it will have been. Without a length it is taken to last as long as its quotas ask.
  private static func asPlanned(_ engagement: Engagement, _ settings: Settings) -> Engagement {
    guard engagement.endsAt == nil else { return engagement.with(status: .completed) }
    let asked = settings.quotas.filter {
      Engagement.activity($0.activity, isOrIsBelow: engagement.activity)
    }.compactMap(\.minutes).max()
    return engagement.with(
      status: .completed, endsAt: engagement.startsAt.addingTimeInterval(Double(asked ?? 30) * 60))
  }

  func print(to invocation: Invocation) -> ExitCode {
    if invocation.wantsJSON {
      invocation.print(
        json: JSONWriter.object { json in
          json.field("id", engagement.id)
          json.field("quota", appraisal?.verdict.quota)
          json.field("obligation", appraisal?.verdict.obligation)
          json.field("counts", appraisal?.verdict.counts ?? false)
          json.array("reasons", appraisal?.verdict.reasons ?? []) { json, reason in
            json.object { json in
              json.field("code", reason.code.rawValue)
              json.field("text", reason.text)
            }
          }
        })
      return .ok
    }
    invocation.terminal.say(page.title(engagement))
    invocation.terminal.say(forecast.printable)
    return .ok
  }

  private var forecast: String {
    guard let appraisal else { return "It is in the store." }
    let name = page.quota(appraisal)
    let reasons = appraisal.verdict.reasons.map(\.text).joined(separator: "; ")
    return switch appraisal.standing {
    case .counts:
      "Planned. Completed like this it counts for \(name) (\(appraisal.verdict.obligation ?? ""))."
    case .fallsShort: "Planned, but like this it will not count for \(name): \(reasons)."
    case .notOwed: "Planned. It meets the rules of \(name), but nothing is owed there and then."
    case .fitsNone:
      "Planned, but like this it will fit no \(settings.words.quota): `rollcallctl explain \(engagement.id)` says why."
    default: "Planned. No \(settings.words.quota) speaks of \(engagement.activity)."
    }
  }
}
