import Configuration
import Foundation
import RollCall

extension Command {
  /// `cases`: what climbs the chain of command, as far as it concerns whoever asks.
  static let cases = Command(
    "cases", "list the open cases that concern you",
    options: [Option("--all", "also those that are answered, waived or cleared")]
  ) { invocation in
    try invocation.refuseOperands()
    let body = try SocketClient(path: invocation.socketPath()).body("/v1/cases")
    if invocation.wantsJSON {
      invocation.terminal.write(body)
      return .ok
    }
    var table = Table(["CASE", "STATE", "LOGGED", "TOLD"])
    for found in try CaseAnswer.list(body) where invocation.arguments.has("--all") || found.isOpen {
      table.add(found.cells)
    }
    for line in table.isEmpty ? ["There is no open case."] : table.lines { invocation.terminal.say(line) }
    return .ok
  }

  static let answer = saying(
    "answer", "say why it was not done, or that it was and is not logged yet", "answer",
    [Option("--reason", "WORD", EscalationCase.AnswerReason.allCases.map(\.rawValue).joined(separator: ", "))]
  )

  static let acknowledge = saying("ack", "take a case on, with your plan in --text", "acknowledgement")

  static let waive = saying("waive", "let a case go, with the reason in --text", "waiver")

  /// One of the three things that can be said of a case, or of many at once.
  private static func saying(_ name: String, _ summary: String, _ route: String, _ more: [Option] = [])
    -> Command
  {
    Command(
      name, summary, operands: "[CASE…]",
      options: more + [Option("--text", "TEXT", "in your own words")] + CaseSelection.options,
      example: """
        rollcallctl \(name) squad-walk/riverside/2026-11-16\(more.isEmpty ? "" : " --reason weather") --text "the streets were closed"
                 rollcallctl \(name) --neighborhood riverside --on 2026-11-18\(more.isEmpty ? "" : " --reason weather") --text "snowstorm"

        What was said of several cases is said of each by itself: where one is refused, the others are done.
        """
    ) { invocation in
      guard more.isEmpty || invocation.arguments.has("--reason") else {
        throw Failure(.usage, "say why with --reason: \(more.first?.help ?? "")")
      }
      let said = JSONWriter.object { json in
        json.field("reason", invocation.arguments.value("--reason"))
        json.field("text", invocation.arguments.value("--text"))
      }
      let client = SocketClient(path: try invocation.socketPath())
      var refused: [Failure] = []
      let cases = try CaseSelection(invocation).cases(client, to: name)
      for id in cases {
        do {
          let body = try client.post("/v1/cases/\(CaseAnswer.path(id))/\(route)", said)
          if invocation.wantsJSON {
            invocation.terminal.write(body)
          } else {
            invocation.terminal.say("\(id): \(try CaseAnswer.one(body).state)")
          }
        } catch let failure as Failure {
          if cases.count == 1 { throw failure }
          invocation.terminal.complain("\(id): \(failure.message)")
          refused.append(failure)
        }
      }
      return refused.first?.code ?? .ok
    }
  }
}

/// A case as the daemon answers it, as far as people are told.
struct CaseAnswer: Decodable {
  struct Obligation: Decodable {
    struct Holder: Decodable { let name: String }
    struct Period: Decodable {
      let from: String
      let until: String
    }
    let name: String
    let holder: Holder
    let period: Period
    let required: Int
    let counted: Int
  }
  struct Step: Decodable {
    struct Told: Decodable { let name: String }
    let told: [Told]
  }
  struct Entry: Decodable {
    let at: String
    let text: String
  }
  let id: String
  let state: String
  /// Where it is owed; nil for persons, units and the agency.
  let neighborhood: String?
  let obligation: Obligation
  let steps: [Step]
  let timeline: [Entry]

  var isOpen: Bool { ["open", "held", "exhausted"].contains(state) }

  var cells: [String] {
    [
      id, state, "\(obligation.counted) of \(obligation.required)",
      steps.flatMap(\.told).map(\.name).joined(separator: ", "),
    ]
  }

  func story(_ words: LocalWords?) -> [String] {
    [
      "\(obligation.name), \(obligation.holder.name): \(obligation.counted) of \(obligation.required) logged, \(state)"
    ]
      + timeline.map { "\(words?.moment(rfc3339: $0.at) ?? $0.at)  \($0.text.printable)" }
  }

  static func one(_ body: [UInt8]) throws -> CaseAnswer {
    try JSONDecoder().decode(CaseAnswer.self, from: Data(body))
  }
  static func list(_ body: [UInt8]) throws -> [CaseAnswer] {
    try JSONDecoder().decode([CaseAnswer].self, from: Data(body))
  }

  /// An id as part of a path: its slashes stay.
  static func path(_ id: String) -> String {
    id.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? id
  }
}
