import TestSupport
import Testing

/// A story in steps: at this time of Riverton, after this SQL, exactly these events and mails.
struct Scenario: CustomTestStringConvertible, Sendable {
  struct Step: Sendable {
    let time: String
    let sql: String
    let expected: [String]
  }

  let testDescription: String
  let configuration: String
  let quotas: String
  let steps: [Step]

  init(_ name: String, configuration: String = "", quotas: String = "", _ steps: Step...) {
    self.init(name, configuration: configuration, quotas: quotas, steps: steps)
  }

  init(_ name: String, configuration: String = "", quotas: String = "", steps: some Sequence<Step>) {
    testDescription = name
    self.configuration = configuration
    self.quotas = quotas
    self.steps = Array(steps)
  }

  /// Plays it, once with a daemon that lives throughout, once with one that is started anew for each step; and each
  /// step a second time at the same instant, of which nothing may come.
  func play(_ life: Town.Life) async throws {
    let town = try Town(life, configuration: configuration, quotas: quotas)
    for step in steps {
      let found = try await town.at(step.time, step.sql)
      #expect(found == step.expected, "at \(step.time)")
      let again = try await town.at(step.time)
      #expect(again == [], "the second run at \(step.time)")
    }
    #expect(town.lines.filter { $0.hasPrefix("<3>") } == [], "nothing went wrong")
  }
}

/// What a shell of SQL and a clock make of a story.
func at(_ time: String, _ sql: String = "", _ expected: String...) -> Scenario.Step {
  Scenario.Step(time: time, sql: sql, expected: expected)
}
