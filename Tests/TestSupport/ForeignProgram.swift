import Foundation
import Synchronization

/// Another program that runs beside the test. What it prints goes to files, so that nobody has to read along; it is
/// killed and reaped, with all of its group, when its last owner lets it go.
package final class ForeignProgram: Sendable {
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// What stands on descriptor 0.
  package enum Input: Sendable {
    case nothing
    case text(String)
    /// Open until `closeInput`; written with `say`.
    case pipe
  }

  /// One that ran to its end.
  package struct Transcript: Sendable {
    package let ending: Ending
    package let output: String
    package let errors: String

    /// The exit code; -1 where a signal ended it.
    package var code: Int32 { if case .exited(let code) = ending { code } else { -1 } }
  }

  package let process: pid_t
  private let scratch: Scratch
  private let input: Mutex<Int32?>
  private let ending = Mutex<Ending?>(nil)

  /// Starts `words`, a program's absolute path and its arguments, in the folder `folder`.
  /// - parameter environment: added to this process's own; nil removes a variable.
  /// - parameter passing: a descriptor that becomes the child's 3.
  /// - throws: `Unmet` where it does not start.
  package init(
    _ words: [String], environment: [String: String?] = [:], input: Input = .nothing, folder: String? = nil,
    passing: Int32? = nil
  ) throws {
    scratch = try Scratch()
    var spawn = Spawn(words: words, environment: environment, folder: folder)
    spawn.output = scratch.file("out")
    spawn.errors = scratch.file("err")
    spawn.passing = passing
    switch input {
    case .nothing:
      self.input = Mutex(nil)
    case .text(let text):
      spawn.input = try scratch.write(text, to: "in")
      self.input = Mutex(nil)
    case .pipe:
      spawn.input = scratch.file("in")
      guard mkfifo(scratch.file("in"), 0o600) == 0 else { throw Unmet("no pipe") }
      // Opened for both, so that neither side waits for the other.
      self.input = Mutex(open(scratch.file("in"), O_RDWR | O_CLOEXEC))
    }
    process = try spawn.start()
  }

  deinit {
    closeInput()
    if ended == nil {
      kill(-process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
  }

  /// Runs `words` to their end.
  package static func run(
    _ words: [String], environment: [String: String?] = [:], input: String? = nil, folder: String? = nil,
    within limit: Duration = .seconds(60)
  ) async throws -> Transcript {
    let program = try ForeignProgram(
      words, environment: environment, input: input.map { .text($0) } ?? .nothing, folder: folder)
    return try await program.finished(within: limit)
  }

  // MARK: - While it runs

  /// What it printed so far.
  package var output: String { text("out") }
  package var errors: String { text("err") }

  private func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: scratch.file(name)) ?? Data(), as: UTF8.self)
  }

  /// How it ended; nil while it runs.
  package var ended: Ending? {
    ending.withLock { ending in
      if let ending { return ending }
      var status: Int32 = 0
      guard waitpid(process, &status, WNOHANG) == process else { return nil }
      // wait(2): the low seven bits are the signal's number, the next byte is the exit code.
      ending = status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
      return ending
    }
  }

  package func signal(_ number: Int32) {
    // Not reaped, so the number still is its own.
    if ended == nil { kill(process, number) }
  }

  package func say(_ text: String) {
    input.withLock { descriptor in
      guard let descriptor else { return }
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  package func closeInput() {
    input.withLock { descriptor in
      if let open = descriptor { close(open) }
      descriptor = nil
    }
  }

  /// Waits for its end.
  package func finished(within limit: Duration = .seconds(60)) async throws -> Transcript {
    let ending = try await eventually(
      "process \(process) to end", within: limit, state: "printed: \(output)\(errors)"
    ) { ended }
    return Transcript(ending: ending, output: output, errors: errors)
  }

  /// Ends it at once, as a power failure of this process would.
  package func killed() async throws {
    signal(SIGKILL)
    _ = try await finished()
  }
}
