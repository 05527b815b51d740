import Foundation
import Synchronization

/// The `sqlite3` program as another records system: it knows nothing of us, and leaves foreign keys off.
package struct ForeignWriter: Sendable {
  package let store: String

  package init(_ store: String) { self.store = store }

  /// Runs a script in a process of its own, to its end.
  /// - throws: `Unmet` with what it printed, where it fails.
  @discardableResult
  package func run(_ sql: String) async throws -> String {
    let transcript = try await ForeignProgram.run(
      [Tools.need("sqlite3"), "-batch", "-bail", store], input: ".timeout 30000\n\(sql)\n")
    guard transcript.code == 0 else { throw Unmet("sqlite3 said: \(transcript.errors)\(transcript.output)") }
    return transcript.output
  }

  /// The lines that a query prints.
  package func lines(_ query: String) async throws -> [String] {
    try await run(query).split(separator: "\n").map(String.init)
  }

  /// A session that stays open from one call to the next, as an editor's window does.
  package func session() throws -> Session { try Session(store: store) }

  package final class Session: Sendable {
    private let program: ForeignProgram
    private let scratch: Scratch
    private let number = Mutex(0)

    init(store: String) throws {
      scratch = try Scratch()
      program = try ForeignProgram(
        [Tools.need("sqlite3"), "-batch", "-bail", store], input: .pipe)
      program.say(".timeout 30000\n")
    }

    /// Runs statements and returns when they are done; a transaction they begin stays open.
    package func run(_ sql: String) async throws {
      let number = number.withLock { number in
        number += 1
        return number
      }
      let mark = scratch.file("done-\(number)")
      program.say("\(sql)\n.output \(mark)\n.output\n")
      try await eventually("sqlite3 to run: \(sql)") {
        if program.ended != nil { throw Unmet("sqlite3 said: \(program.errors)") }
        return access(mark, F_OK) == 0
      }
    }

    /// Goes without a word: what it had not committed is rolled back.
    package func vanish() async throws { try await program.killed() }
  }
}

extension String {
  /// As a string of SQL.
  package var sql: String { "'\(replacing("'", with: "''"))'" }
}
