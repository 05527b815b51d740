import Configuration
import Foundation
import Platform
import RollCall
import Store

extension Command {
  /// `explain`: one case, one engagement or one person's day, to the ground.
  static let explain = Command(
    "explain", "say why: the story of a case, why a walk counts or not, why somebody was told or not",
    operands: "CASE|ENGAGEMENT|PERSON",
    options: [
      Option("--on", "DAY", "of a person: which day (default: today)"),
      Option("--as", "KIND", "case, engagement or person, where an id could be more than one of them"),
      Option("--now", "INSTANT", "of an engagement: how it stands at this instant (default: now)"),
    ],
    example: """
      rollcallctl explain squad-walk/riverside/2026-11-16
               rollcallctl explain cad-2026-118234
               rollcallctl explain silva --on 2026-11-19

      Cases and what people were told are asked of rollcalld; an engagement is judged from store and configuration alone.
      """
  ) { invocation in
    let id = try invocation.operand("a case, an engagement or a person")
    switch try Explanation.kind(of: id, invocation) {
    case .case: return try Explanation.printCase(id, invocation)
    case .engagement: return try EngagementExplanation(id, invocation).print(to: invocation)
    case .person: return try PersonExplanation(id, invocation).print(to: invocation)
    }
  }
}

/// What `explain` can be asked about.
private enum Explanation: String {
  case `case`, engagement, person

  /// By what the operand is: a case's id ends with a period, after its quota and holder; else what the store knows.
  static func kind(of id: String, _ invocation: Invocation) throws -> Explanation {
    let said = try invocation.arguments.value("--as", "case, engagement or person") {
      Explanation(rawValue: $0)
    }
    if let said { return said }
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 2, let last = parts.last, last == "incident" || LocalDay(String(last)) != nil {
      return .case
    }
    let known = try EngagementStore.reading(invocation.settings().store) { connection in
      try [("engagement", engagement), ("person", person)].filter { table, _ in
        try connection.first("SELECT 1 FROM \(table) WHERE id = ?", id) { _ in true } != nil
      }.map(\.1)
    }
    if known.count > 1, invocation.arguments.has("--on") { return .person }
    guard known.count < 2 else {
      throw Failure(.usage, "'\(id)' is both an engagement and a person: say which with --as")
    }
    guard let kind = known.first else {
      throw Failure(
        .noInput,
        "the store has no engagement and no person '\(id)'; a case looks like squad-walk/riverside/2026-11-16"
      )
    }
    return kind
  }

  /// The whole story of a case, in order.
  static func printCase(_ id: String, _ invocation: Invocation) throws -> ExitCode {
    let body = try SocketClient(path: invocation.socketPath()).body("/v1/cases/\(CaseAnswer.path(id))")
    if invocation.wantsJSON {
      invocation.terminal.write(body)
      return .ok
    }
    let words = (try? invocation.settings()).map { LocalWords($0.calendar) }
    for line in try CaseAnswer.one(body).story(words) { invocation.terminal.say(line) }
    return .ok
  }
}

/// One engagement: where it belongs, each rule with its figures, and what would make it count.
private struct EngagementExplanation {
  private let appraisal: Appraisal
  private let obligation: Obligation?
  private let page: AppraisalPage
  private let settings: Settings

  init(_ id: String, _ invocation: Invocation) throws {
    settings = try invocation.settings()
    let now = try invocation.arguments.instant("--now") ?? Date()
    let found = try EngagementStore.reading(settings.store) { try EngagementStore.engagement($0, id).value }
    guard let engagement = found else {
      throw Failure(.noInput, "the store has no engagement '\(id)', or its start is no instant")
    }
    let day = settings.calendar.day(of: engagement.startsAt)
    let reading = try QuotaReading(settings: settings, from: day, until: day)
    guard let appraisal = reading.assessor.appraisal(of: id, now: now) else {
      throw Failure(.unavailable, "engagement '\(id)' was changed while it was read; try again")
    }
    self.appraisal = appraisal
    // An incident's obligation may lie days before a walk that comes too late.
    let owed = reading.assessor.obligationDay(of: id) ?? day
    obligation =
      owed == day
      ? reading.assessor.obligation(of: id, now: now)
      : try QuotaReading(settings: settings, from: owed, until: owed).assessor
        .obligations(from: owed, until: owed, now: now).first { $0.id == appraisal.verdict.obligation }
    page = AppraisalPage(settings, reading.organization)
  }

  func print(to invocation: Invocation) -> ExitCode {
    if invocation.wantsJSON {
      var json = JSONWriter()
      appraisal.json(into: &json)
      invocation.print(json: json.bytes)
    } else {
      for line in page.explanation(appraisal, obligation) { invocation.terminal.say(line) }
    }
    return .ok
  }
}
