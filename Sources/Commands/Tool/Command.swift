import Configuration
import Foundation
import Platform
import RollCall
import Store

/// One command of `rollcallctl`: what it is called, what its help says, what it does.
struct Command: Sendable {
  let name: String
  /// One line for the list of commands.
  let summary: String
  /// Operands and what they mean, for the help.
  let operands: String
  let options: [Option]
  let run: @Sendable (Invocation) throws -> ExitCode

  init(
    _ name: String, _ summary: String, operands: String = "", options: [Option] = [],
    run: @escaping @Sendable (Invocation) throws -> ExitCode
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    self.options = options
    self.run = run
  }

  /// Options that every command takes.
  static let common = [
    Option(
      "--config", "FILE",
      "the configuration (default: $ROLLCALL_CONFIG, else ./rollcall.json5, else /etc/rollcall/rollcall.json5)"
    ),
    Option("--store", "FILE", "the engagement store, in place of the configured one"),
    Option("--socket", "FILE", "the feed's socket, in place of the configured one"),
    Option("--json", "print JSON for machines"),
    Option("--help", "print this help"),
  ]

  var help: String {
    return """
      usage: rollcallctl \(name) \(operands.isEmpty ? "" : operands + " ")[options]

      \(summary.capitalizedFirst).

      \(Option.list(options + Self.common))
      """
  }
}

/// A command as it was typed, with what it works on.
struct Invocation: Sendable {
  let arguments: Arguments
  let terminal: Terminal

  var wantsJSON: Bool { arguments.has("--json") }

  /// The one operand that the command takes.
  func operand(_ what: String) throws(Failure) -> String {
    guard let operand = arguments.operands.first else { throw Failure(.usage, "say \(what)") }
    guard arguments.operands.count == 1 else {
      throw Failure(.usage, "'\(arguments.operands[1])' is too much; say only \(what)")
    }
    return operand
  }

  func refuseOperands() throws(Failure) {
    if let operand = arguments.operands.first { throw Failure(.usage, "'\(operand)' is not expected here") }
  }

  /// Where the configuration is: as said, or the first of the usual places that is there.
  var configurationPath: String {
    if let path = arguments.value("--config") { return path }
    if let path = ProcessInfo.processInfo.environment["ROLLCALL_CONFIG"], !path.isEmpty { return path }
    return FileManager.default.fileExists(atPath: "rollcall.json5")
      ? "rollcall.json5" : "/etc/rollcall/rollcall.json5"
  }

  /// The configuration, with `--store` and `--socket` in place.
  func settings() throws -> Settings {
    var settings = try Configuration.loadWithDefaults(path: configurationPath)
    if let store = arguments.value("--store") { settings.store = store }
    if let socket = arguments.value("--socket") { settings.feed.socket = socket }
    return settings
  }

  /// Prints JSON that was written with `JSONWriter`.
  func print(json: [UInt8]) { terminal.write(json + [0x0a]) }
}
