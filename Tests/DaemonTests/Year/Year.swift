import Configuration
import Foundation
import Platform
import TestSupport

@testable import Daemon
@testable import RollCall

/// A year (or less) of an agency with a daemon that is stopped, crashes and fails to write at every kind of moment; after each
/// run of it everything that the contract promises is looked at. Everything follows from one seed.
struct Year {
  private let seed: UInt64
  private let town: Town
  private let first: LocalDay
  private let end: Date
  private var life: YearOfLife
  private var ledger: YearLedger
  private var core: Core?
  private var now: Date
  private var steps = 0
  private let calendar = YearAgency.calendar

  /// From a Monday, so many days. Even seeds begin before the clocks go forward, odd ones before they go back.
  init(seed: UInt64, days: Int) throws {
    self.seed = seed
    town = try Town(
      configuration: YearAgency.configuration, quotas: YearAgency.quotas, roster: YearAgency.roster)
    guard let first = LocalDay(seed.isMultiple(of: 2) ? "2026-02-16" : "2026-10-05") else {
      throw Unmet("no such day")
    }
    self.first = first
    now = calendar.instant(first.advanced(by: -1), TimeOfDay(minutes: 600))
    end = calendar.start(of: first.advanced(by: days))
    life = YearOfLife(seed: seed, from: first.advanced(by: -10))
    ledger = YearLedger(firstStart: now)
  }

  /// - throws: `Unmet` that names the seed, the step and what was broken.
  mutating func live() async throws -> YearSummary {
    do {
      while now < end {
        try await step()
        steps += 1
        now = next()
      }
      try await deliverAll()
    } catch {
      throw Unmet("seed \(seed), step \(steps), \(now.rfc3339): \(error)")
    }
    return YearSummary(steps: steps, cases: Array(ledger.cases.values))
  }

  // MARK: - A step

  private mutating func step() async throws {
    try town.write(life.happenings(upTo: now) + ";")
    if life.chance(35) { try town.write(life.touch(on: calendar.day(of: now)) + ";") }
    if life.chance(6) { core = nil }
    if life.chance(12) {
      try await runIntoTrouble()
      if life.chance(50) { core = nil }
    }
    try await run()
    if life.chance(10) {
      // Something more within the same second.
      try town.write(life.touch(on: calendar.day(of: now)) + ";")
      try await run()
    }
    if life.chance(15) { try await say() }
    if life.chance(20) { try await deliverAll() }
  }

  private mutating func run() async throws {
    try await living().bringUpToDate(at: now, flushing: true)
    if let trouble = try await living().firstTrouble { throw trouble }
    let oracle = try YearOracle(town, firstStart: ledger.firstStart, now: now)
    try ledger.look(state(), oracle, at: now)
  }

  /// One table of the state refuses a row in the middle of a run, as when the disk is full or the power goes.
  private mutating func runIntoTrouble() async throws {
    _ = try await living()
    let table =
      life.pick([
        "event", "escalation_case", "obligation_memory", "outbox", "outbox_case", "published", "fact",
        "pending",
        "digest",
      ]) ?? "event"
    let modulus = life.number(1...4)
    let saboteur = try Connection(path: town.settings.state, access: .readWrite)
    try saboteur.execute(
      """
      CREATE TRIGGER sabotage BEFORE INSERT ON \(table)
        WHEN (SELECT count(*) FROM \(table)) % \(modulus) = \(life.number(0...modulus - 1))
        BEGIN SELECT RAISE(ABORT, 'the power went'); END
      """)
    try await living().bringUpToDate(at: now, flushing: true)
    try saboteur.execute("DROP TRIGGER sabotage")
    try ledger.look(state(), nil, at: now)
  }

  /// Somebody says something to some case, entitled or not.
  private mutating func say() async throws {
    let open = ledger.cases.values.filter { !$0.isCleared }.map(\.id).sorted().suffix(12)
    guard let id = life.pick(Array(open)), let person = life.pick(YearAgency.people) else { return }
    let saying = life.pick([Core.Saying.answer, .answer, .acknowledgement, .waiver]) ?? .answer
    let reason = life.pick(EscalationCase.AnswerReason.allCases)
    do {
      _ = try await living().say(saying, to: id, reason: reason, text: "As discussed.", by: person, at: now)
    } catch is EscalationRefusal {
      return
    }
    try ledger.look(state(), nil, at: now)
    try await run()
  }

  private func deliverAll() async throws {
    guard let core else { return }
    let run = OutboxRun(core: core, courier: try Courier(town.settings.mail), clock: ManualClock(now))
    await run.deliverAll()
    let queued = try state().first("SELECT count(*) FROM outbox WHERE state <> 'accepted'") { $0.int(0) }
    let ids = try state().rows("SELECT message_id FROM outbox") { $0.text(0) }
    guard queued == 0, town.maildir.names.count == ids.count else {
      throw Unmet("\(ids.count) mails were made, \(town.maildir.names.count) delivered")
    }
  }

  // MARK: -

  /// Some hours, by day and by night; now and then days or weeks during which the daemon is down.
  private mutating func next() -> Date {
    if life.chance(1) {
      core = nil
      return now.addingTimeInterval(Double(life.number(1...20) * 86400))
    }
    let minutes = life.chance(10) ? life.number(1...20) : life.number(120...900)
    return now.addingTimeInterval(Double(minutes * 60 + life.number(0...59)))
  }

  private mutating func living() async throws -> Core {
    if let core { return core }
    let fresh = try Core(settings: town.settings, log: town.log) { _ in }
    core = fresh
    return fresh
  }

  private func state() throws -> Connection { try Connection(path: town.settings.state, access: .readOnly) }
}

/// What a year came to: enough to see that the simulation did not sleep through it.
struct YearSummary: CustomStringConvertible {
  let steps: Int
  let cases: [EscalationCase]

  func count(_ state: String) -> Int { cases.count { $0.stateName == state } }
  var description: String {
    let states = Dictionary(grouping: cases, by: \.stateName).mapValues(\.count).sorted { $0.key < $1.key }
    return "\(steps) steps, \(cases.count) cases: "
      + states.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
