import Foundation
import Platform
import TestSupport

@testable import RollCall

/// What everybody has heard so far, kept beside the daemon from its outbox alone, and the promises of contract §4 and
/// §5 that must hold after each step.
struct YearLedger {
  enum Heard { case missed, cleared, reopened }

  private struct Mail {
    let person: String
    let created: Int
    let subjects: Set<String>
    let cases: [String]
  }

  private(set) var cases: [String: EscalationCase] = [:]
  private var stored: [String: String] = [:]
  private var heard: [String: [String: Heard]] = [:]
  /// Told persons who could not be reached when the news was told, by case.
  private var outOfReach: [String: Set<String>] = [:]
  private var newestEvent = 0
  private var newestMail = 0
  private var atRisk: [String: Int] = [:]
  private var digests: Set<String> = []
  let firstStart: Date
  private let calendar = YearAgency.calendar

  init(firstStart: Date) { self.firstStart = firstStart }

  /// Looks at the state after a run at `now`. `oracle` is nil where the run was kept from its end: then only what must
  /// hold of every half-done thing is checked.
  mutating func look(_ state: Connection, _ oracle: YearOracle?, at now: Date) throws {
    try lookAtEvents(state)
    let before = cases
    try readCases(state)
    let mails = try newMails(state)
    try checkQuiet(mails, now)
    for mail in mails { try take(mail, before, now) }
    for (id, found) in cases where found != before[id] {
      try checkHistory(found, before[id], mails, now)
    }
    if let oracle { try checkWhole(before, oracle, now) }
  }

  // MARK: - Events

  private mutating func lookAtEvents(_ state: Connection) throws {
    let bounds = try state.first("SELECT count(*), coalesce(max(id), 0) FROM event") {
      ($0.int(0), $0.int(1))
    }
    try require(bounds?.0 == bounds?.1, "the log has gaps")
    let events = try state.rows(
      "SELECT id, type, subject FROM event WHERE id > ? ORDER BY id", newestEvent
    ) { (id: $0.int(0), type: $0.text(1), subject: $0.text(2)) }
    for event in events {
      newestEvent = event.id
      switch event.type {
      case EventType.digestPublished.rawValue:
        try require(digests.insert(event.subject).inserted, "digest \(event.subject) came twice")
      case EventType.quotaAtRisk.rawValue:
        atRisk[event.subject, default: 0] += 1
        try require(
          atRisk[event.subject, default: 0] <= (isIncident(event.subject) ? 2 : 1),
          "\(event.subject) was at risk too often")
      default: break
      }
    }
  }

  // MARK: - Cases

  private mutating func readCases(_ state: Connection) throws {
    let rows = try state.rows("SELECT id, json FROM escalation_case") { ($0.text(0), $0.text(1)) }
    let present = Set(rows.map(\.0))
    for id in cases.keys { try require(present.contains(id), "case \(id) was lost") }
    for (id, json) in rows where stored[id] != json {
      stored[id] = json
      cases[id] = try EscalationCase(stored: Array(json.utf8))
    }
  }

  /// What a case has been through only grows, by one step a run, each due and in its turn.
  private func checkHistory(
    _ found: EscalationCase, _ before: EscalationCase?, _ mails: [Mail], _ now: Date
  ) throws {
    try require(found.snapshot.from >= firstStart, "\(found.id) began before the first start")
    let old = before?.steps ?? []
    try require(Array(found.steps.prefix(old.count)) == old, "\(found.id): a step was rewritten")
    try require(found.steps.count <= old.count + 1, "\(found.id): more than one step in a run")
    if let before {
      try require(
        found.openedAt == before.openedAt && found.rule == before.rule, "\(found.id) was opened anew")
      try require(
        Array(found.statements.prefix(before.statements.count)) == before.statements
          && Array(found.timeline.prefix(before.timeline.count)) == before.timeline,
        "\(found.id): its story was rewritten")
    } else {
      let earliest = found.snapshot.isIncident ? 0 : YearAgency.settle
      try require(
        found.openedAt >= found.snapshot.until.addingTimeInterval(earliest),
        "\(found.id) was opened too early")
    }
    let told = found.steps.flatMap { $0.told.map(\.person.id) }
    try require(told.count == Set(told).count, "\(found.id): somebody was told twice")
    if found.steps.count > old.count, let step = found.steps.last { try check(step, of: found, mails, now) }
  }

  private func check(
    _ step: EscalationCase.Step, of found: EscalationCase, _ mails: [Mail], _ now: Date
  ) throws {
    let wait = Span.workingDays(YearAgency.steps[step.number])
    try require(step.number == found.steps.count - 1, "\(found.id): step \(step.number) out of order")
    try require(
      step.firedAt == now, "\(found.id): step \(step.number) was fired at another time than it says")
    try require(
      now >= calendar.instant(wait, after: found.openedAt), "\(found.id): step \(step.number) too early")
    if step.number > 0 {
      let gap = Span.workingDays(YearAgency.steps[step.number] - YearAgency.steps[step.number - 1])
      try require(
        now >= calendar.instant(gap, after: found.steps[step.number - 1].firedAt),
        "\(found.id): step \(step.number) too soon after the one before")
    }
    for telling in step.told {
      try require(
        mails.contains { $0.person == telling.person.id && $0.cases.contains(found.id) },
        "\(found.id): \(telling.person.id) is said to be told and has no mail")
    }
  }

  // MARK: - Mails

  private mutating func newMails(_ state: Connection) throws -> [Mail] {
    let rows = try state.rows(
      "SELECT id, person, created, message FROM outbox WHERE id > ? AND person IS NOT NULL ORDER BY id",
      newestMail
    ) { (id: $0.int(0), person: $0.text(1), created: $0.int(2), message: $0.blob(3)) }
    newestMail = try state.first("SELECT coalesce(max(id), 0) FROM outbox") { $0.int(0) } ?? 0
    return try rows.map { row in
      let subjects = try state.rows("SELECT \"case\" FROM outbox_case WHERE outbox = ?", row.id) {
        $0.text(0)
      }
      return Mail(
        person: row.person, created: row.created, subjects: Set(subjects),
        cases: ReceivedMail(row.message).headers("Rollcall-Case"))
    }
  }

  private func checkQuiet(_ mails: [Mail], _ now: Date) throws {
    guard isQuiet(now) else { return }
    for mail in mails {
      try require(mail.subjects.allSatisfy(isIncident), "\(mail.person) was written to in quiet hours")
    }
  }

  private mutating func take(_ mail: Mail, _ before: [String: EscalationCase], _ now: Date) throws {
    try require(mail.created == now.seconds, "a mail of another time")
    try require(Set(mail.cases).count == mail.cases.count, "\(mail.person): a case twice in one mail")
    for id in mail.cases {
      guard let found = cases[id] else {
        throw Unmet("a mail to \(mail.person) about \(id), which is no case")
      }
      let last = heard[id]?[mail.person]
      let fired = found.steps.dropFirst(before[id]?.steps.count ?? 0).flatMap { $0.told.map(\.person.id) }
      let now: Heard = fired.contains(mail.person) ? .missed : found.isCleared ? .cleared : .reopened
      switch (last, now) {
      case (nil, .missed), (.missed, .cleared), (.reopened, .cleared), (.cleared, .reopened): break
      // Who was out of reach when one of the two was told hears the next.
      case (.cleared, .cleared), (.missed, .reopened), (.reopened, .reopened):
        try require(
          outOfReach[id]?.contains(mail.person) ?? false, "\(mail.person) heard twice that \(id) is \(now)")
      default:
        throw Unmet("\(mail.person) heard that \(id) is \(now) after \(last.map { "\($0)" } ?? "nothing")")
      }
      outOfReach[id]?.remove(mail.person)
      heard[id, default: [:]][mail.person] = now
    }
  }

  // MARK: - Of a run that came to its end

  private mutating func checkWhole(
    _ before: [String: EscalationCase], _ oracle: YearOracle, _ now: Date
  ) throws {
    let recent = now.addingTimeInterval(-34 * 86400)
    for (id, obligation) in oracle.obligations
    where obligation.status == .missed && obligation.until >= recent {
      guard let found = cases[id] else { throw Unmet("\(id) is missed and has no case") }
      try require(!found.isCleared, "\(id) is missed, its case stays cleared")
    }
    for (id, found) in cases {
      let status = oracle.obligations[id]?.status
      try require(
        before[id] != nil || status == .missed, "\(id) was opened, it is \(status.map { "\($0)" } ?? "none")")
      try require(
        found.isCleared || status == .missed,
        "\(id) is \(status.map { "\($0)" } ?? "none"), its case is \(found.stateName)")
      try checkNews(found, oracle, now)
      try checkPunctual(found, now)
    }
  }

  /// Everyone who heard of it hears what became of it.
  private mutating func checkNews(_ found: EscalationCase, _ oracle: YearOracle, _ now: Date) throws {
    guard found.news == nil else {
      return try require(isQuiet(now), "\(found.id): news is held back by day")
    }
    for person in found.told.map(\.id) {
      let last = heard[found.id]?[person]
      let isRight = found.isCleared ? last == .cleared : last == .missed || last == .reopened
      if isRight {
        outOfReach[found.id]?.remove(person)
      } else if !(outOfReach[found.id]?.contains(person) ?? false) {
        try require(
          !oracle.reachable.contains(person),
          "\(found.id) is \(found.stateName); \(person) last heard: \(last.map { "\($0)" } ?? "nothing")")
        outOfReach[found.id, default: []].insert(person)
      }
    }
  }

  /// What is due by day is done.
  private func checkPunctual(_ found: EscalationCase, _ now: Date) throws {
    guard found.state == .climbing, !isQuiet(now), found.steps.count < YearAgency.steps.count else { return }
    let number = found.steps.count
    let planned = calendar.instant(.workingDays(YearAgency.steps[number]), after: found.openedAt)
    let gap = number == 0 ? 0 : YearAgency.steps[number] - YearAgency.steps[number - 1]
    let last = [found.steps.last?.firedAt, found.resumedAt].compactMap { $0 }.max()
    let spaced = last.map { calendar.instant(.workingDays(gap), after: $0) } ?? planned
    try require(
      max(planned, spaced) >= now,
      "\(found.id): step \(number) is overdue since \(max(planned, spaced).rfc3339); \(story(found))")
  }

  // MARK: -

  private func story(_ found: EscalationCase) -> String {
    found.timeline.map { "\($0.at.rfc3339) \($0.text)" }.joined(separator: "; ")
  }

  func isQuiet(_ now: Date) -> Bool { YearAgency.quiet.end(atOrAfter: now, calendar) > now }

  private func isIncident(_ id: String) -> Bool { id.hasSuffix("/incident") }

  private func require(_ holds: Bool, _ broken: @autoclosure () -> String) throws {
    if !holds { throw Unmet(broken()) }
  }
}
