import Foundation

/// `rollcallctl`: finds the command, reads its words, runs it, and says what went wrong.
enum Tool {
  static let commands: [Command] = [
    .demo, .initialize, .check, .status, .feed, .quotas, .uncounted, .cases, .explain, .answer, .acknowledge,
    .waive, .digest, .note, .log, .plan, .pause, .importRecords, .simulate,
  ]

  static func run(_ words: ArraySlice<String>) -> ExitCode {
    let terminal = Terminal()
    guard let name = words.first, !["--help", "-h", "help"].contains(name) else {
      terminal.say(help)
      return words.isEmpty ? .usage : .ok
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      terminal.complain("rollcallctl: there is no command '\(name)'; `rollcallctl --help` lists them")
      return .usage
    }
    do {
      let arguments = try Arguments(words.dropFirst(), options: command.options + Command.common)
      if arguments.has("--help") {
        terminal.say(command.help)
        return .ok
      }
      return try command.run(Invocation(arguments: arguments, terminal: terminal))
    } catch {
      let failure = Failure(error)
      terminal.complain("rollcallctl \(name): \(failure.message)")
      if failure.code == .usage { terminal.complain("`rollcallctl \(name) --help` says how") }
      return failure.code
    }
  }

  private static var help: String {
    let width = commands.map(\.name.count).max() ?? 0
    let list = commands.map {
      "  \($0.name)\(String(repeating: " ", count: width - $0.name.count))  \($0.summary)"
    }
    return """
      usage: rollcallctl COMMAND [operands] [options]

      \(list.joined(separator: "\n"))

      `rollcallctl COMMAND --help` says more. Exit codes are those of sysexits(3).
      """
  }
}
