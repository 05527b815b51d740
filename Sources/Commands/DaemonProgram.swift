import Configuration
import Daemon
import Dispatch
import Foundation
import Platform
import RollCall

/// `rollcalld`: runs in the foreground, logs to standard error, ends with an exit code of sysexits(3).
enum DaemonProgram {
  private static let options = [
    Option("--config", "FILE", "the configuration (default: /etc/rollcall/rollcall.json5)"),
    Option("--once", "bring everything up to date, deliver what is due, and exit"),
    Option("--now", "INSTANT", "with --once or --check: as if it were this instant"),
    Option("--check", "say what is wrong with configuration and store, and exit: 0, or 78"),
    Option("--verbose", "log more"),
    Option("--help", "print this help"),
  ]

  static func run(_ words: ArraySlice<String>) -> ExitCode {
    let terminal = Terminal()
    do {
      let arguments = try Arguments(words, options: options)
      if let operand = arguments.operands.first { throw Failure(.usage, "'\(operand)' is not expected here") }
      if arguments.has("--help") {
        terminal.say(help)
        return .ok
      }
      return try run(arguments, terminal)
    } catch {
      let failure = Failure(error)
      let log = Log.standardError()
      for line in failure.message.split(separator: "\n") { log.error("rollcalld: \(line)") }
      return failure.code
    }
  }

  private static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitCode {
    let path = arguments.value("--config") ?? "/etc/rollcall/rollcall.json5"
    let now = try arguments.instant("--now")
    if arguments.has("--check") { return try Check(path: path).report(to: terminal, json: false) }
    guard now == nil || arguments.has("--once") else { throw Failure(.usage, "--now goes with --once") }
    let log = Log.standardError(threshold: arguments.has("--verbose") ? .debug : .info)
    if !arguments.has("--once") { Signals.hold() }
    let load: @Sendable () throws -> Settings = { try Configuration.loadWithDefaults(path: path) }
    let settings = try load()
    return try runToEnd {
      if arguments.has("--once") {
        try await Service.once(settings, now: now, log: log)
      } else {
        try await Service(settings, load: load, log: log).run()
      }
    }
  }

  /// Runs asynchronous work from here, which is the main thread, and waits for it.
  static func runToEnd(_ work: @escaping @Sendable () async throws -> Void) throws -> ExitCode {
    let done = DispatchSemaphore(value: 0)
    let result = Outcome()
    Task.detached {
      do { try await work() } catch { result.failure = Failure(error) }
      done.signal()
    }
    done.wait()
    if let failure = result.failure { throw failure }
    return .ok
  }

  /// `@unchecked`: written before the semaphore is signalled, read after it was waited for.
  private final class Outcome: @unchecked Sendable {
    var failure: Failure?
  }

  private static var help: String { "usage: rollcalld [options]\n\n\(Option.list(options))" }
}
