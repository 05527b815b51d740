import Foundation

/// Runs another program to its end, without a shell.
package enum ChildProcess {
  /// How a run ended.
  package enum Ending: Hashable, Sendable {
    /// By itself, with this exit code (0 to 255).
    case exited(Int32)
    /// Killed by this signal, not by us.
    case signalled(Int32)
    /// The deadline came first; the whole process group was killed.
    case timedOut
    /// It never ran; why, in words.
    case notStarted(String)
    /// It ended, but the system no longer says how: something else in this process took its status.
    case unknown(String)
  }

  /// What came of a run.
  package struct Outcome: Hashable, Sendable {
    package let ending: Ending
    /// The last bytes that it wrote to standard output and standard error, as text, control characters replaced.
    package let said: String

    package init(ending: Ending, said: String = "") {
      self.ending = ending
      self.said = said
    }

    package var isSuccess: Bool { ending == .exited(0) }
  }

  /// Starts `arguments`, gives it `input` on standard input, and waits until it has ended or the deadline has come.
  ///
  /// - The child leads a process group of its own, has default signal dispositions, an empty signal mask and no descriptor of
  ///   ours but 0 to 2. Input stands ready in memory, so a child that reads none of it blocks nobody.
  /// - At the deadline the group gets SIGTERM, after `grace` SIGKILL. What a child leaves running in the background when it
  ///   ends by itself stays, and is not waited for.
  /// - Blocks the calling thread: meant for a queue of deliveries.
  /// - A SIGCHLD that our parent told us to ignore would make the kernel forget exit codes; it is set back to its default.
  ///
  /// - Parameters:
  ///   - arguments: the program's absolute path, then its arguments, passed as they are.
  ///   - environment: all of the child's variables.
  ///   - deadline: from now, time spent suspended included.
  ///   - grace: from SIGTERM to SIGKILL.
  package static func run(
    arguments: [String], input: [UInt8] = [], environment: [String: String] = inheritedEnvironment,
    deadline: Duration, grace: Duration = .seconds(2)
  ) -> Outcome {
    do {
      let end = ContinuousClock.now.advanced(by: deadline)
      var child = try RunningChild(
        launching: Launch(arguments: arguments, environment: environment), input: input)
      if child.hasEnded(by: end) { return child.outcome() }
      child.kill(grace: grace)
      return Outcome(ending: .timedOut, said: child.outcome().said)
    } catch {
      return Outcome(ending: .notStarted(error.description))
    }
  }

  /// Our own variables without those by which a service manager speaks to this process alone (sd_notify(3), sd_listen_fds(3),
  /// sd_watchdog_enabled(3)).
  package static var inheritedEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.filter { name, _ in
      !["NOTIFY_SOCKET", "MAINPID"].contains(name) && !name.hasPrefix("LISTEN_")
        && !name.hasPrefix("WATCHDOG_")
    }
  }
}
