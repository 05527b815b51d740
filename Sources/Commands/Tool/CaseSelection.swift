import Configuration
import Foundation
import RollCall

/// Which cases a command is about: those named, or all the open ones of a place and a day, after a look at them.
struct CaseSelection {
  static let options = [
    Option("--all", "every open case that you may see; with the next two, all of those"),
    Option("--neighborhood", "ID", "in place of CASE: the open cases there"),
    Option("--on", "DAY", "in place of CASE: the open cases whose period holds this day"),
    Option("--yes", "do not ask"),
  ]

  private let invocation: Invocation
  private let neighborhood: String?
  private let day: LocalDay?

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    neighborhood = invocation.arguments.value("--neighborhood")
    day = try invocation.arguments.day("--on")
  }

  /// Their ids. `verb` is what is to be done to them, for the question.
  func cases(_ client: SocketClient, to verb: String) throws -> [String] {
    let named = invocation.arguments.operands
    let isSelection = invocation.arguments.has("--all") || neighborhood != nil || day != nil
    guard isSelection else {
      guard !named.isEmpty else {
        throw Failure(
          .usage, "say which case, such as squad-walk/riverside/2026-11-16, or --neighborhood, --on or --all")
      }
      return named
    }
    guard named.isEmpty else {
      throw Failure(.usage, "name cases, or select them with --neighborhood, --on or --all: not both")
    }
    let found = try selected(CaseAnswer.list(client.body("/v1/cases")))
    guard !found.isEmpty else { throw Failure(.noInput, "no open case that you may see is there") }
    try confirm(found, verb)
    return found.map(\.id)
  }

  private func selected(_ cases: [CaseAnswer]) throws -> [CaseAnswer] {
    let open = cases.filter(\.isOpen).filter { neighborhood == nil || $0.neighborhood == neighborhood }
    guard let day else { return open }
    let calendar = try invocation.settings().calendar
    let (start, end) = (calendar.start(of: day), calendar.start(of: day.advanced(by: 1)))
    return open.filter { found in
      guard let from = Date(rfc3339: found.obligation.period.from),
        let until = Date(rfc3339: found.obligation.period.until)
      else { return false }
      return from < end && start < until
    }
  }

  private func confirm(_ cases: [CaseAnswer], _ verb: String) throws {
    let count = cases.count.of("case")
    if !invocation.wantsJSON {
      var table = Table(["CASE", "STATE", "LOGGED", "TOLD"])
      for found in cases { table.add(found.cells) }
      for line in table.lines { invocation.terminal.say(line) }
    }
    if invocation.arguments.has("--yes") { return }
    guard !invocation.wantsJSON, let answer = invocation.terminal.ask("\(verb) these \(count)? [y/N] ") else {
      throw Failure(.usage, "\(count) selected, nothing done: --yes does it without a question")
    }
    guard ["y", "yes"].contains(answer.lowercased()) else { throw Failure(.usage, "nothing was done") }
  }
}
