import Foundation
import Platform
import RollCall
import TestSupport

/// A folder laid out by `rollcallctl init` with Riverton in its store, and a shell before it: what is typed, what is
/// printed, and the exit code.
struct Desk {
  let scratch: Scratch
  private let program: String

  /// - parameter quotas: the entries of `quotas.json5`.
  init(quotas: String = Riverton.squadWalk, sql: String = "") async throws {
    scratch = try Scratch()
    program = try Tools.built("rollcallctl")
    let laid = try await ForeignProgram.run([program, "init", scratch.path])
    guard laid.code == 0 else { throw Unmet("init: \(laid.errors)") }
    try scratch.write(
      """
      { agency: { id: "riverton-pd", name: "Riverton Police Department", timeZone: "America/New_York" },
        ranks: ["civilian", "officer", "detective", "sergeant", "lieutenant", "captain", "commander", "chief"],
        store: "engagement.db", state: "state.db", mail: { from: "Roll call <rollcall@example.test>" },
        feed: { socket: "feed.sock" } }
      """, to: "rollcall.json5")
    try scratch.write("{ quotas: [ \(quotas) ] }", to: "quotas.json5")
    try write(Riverton.roster + sql)
  }

  func write(_ sql: String) throws {
    let connection = try Connection(path: scratch.file("engagement.db"), access: .readWrite)
    try connection.transaction { try connection.execute(sql) }
  }

  /// One column of the store, a row a line.
  func stored(_ query: String) throws -> [String] {
    let connection = try Connection(path: scratch.file("engagement.db"), access: .readOnly)
    return try connection.rows(query) { $0.optionalText(0) ?? "NULL" }
  }

  /// Types `rollcallctl` and these words, and returns standard output, then standard error, then `exit N` unless 0.
  func typed(_ words: String...) async throws -> String { try await typed(words) }

  func typed(_ words: [String]) async throws -> String {
    let said = try await ForeignProgram.run([program] + words, folder: scratch.path)
    let lines = [said.output, said.errors, said.code == 0 ? "" : "exit \(said.code)\n"].joined()
    return lines.trimmingCharacters(in: .newlines)
  }

  /// The same for machines.
  func json(_ words: String...) async throws -> Any {
    let said = try await ForeignProgram.run([program] + words + ["--json"], folder: scratch.path)
    guard said.code == 0 else { throw Unmet("\(words): \(said.errors)") }
    return try JSONSerialization.jsonObject(with: Data(said.output.utf8))
  }
}
