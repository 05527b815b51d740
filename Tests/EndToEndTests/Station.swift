import Foundation
import RollCall
import TestSupport

/// A deployment of the built programs in a folder of its own: configuration, store, and whoever writes to it.
final class Station: Sendable {
  let scratch: Scratch
  let writer: ForeignWriter

  var configuration: String { scratch.file("rollcall.json5") }
  var store: String { scratch.file("engagement.db") }
  var state: String { scratch.file("state.db") }
  var socket: String { scratch.file("feed.sock") }
  var maildir: Maildir { Maildir(scratch.file("mail")) }

  /// - parameter members: further members of `rollcall.json5`, each with a comma behind it.
  /// - parameter quotas: the entries of `quotas.json5`.
  init(_ members: String = "", quotas: String = "") async throws {
    scratch = try Scratch()
    writer = ForeignWriter(scratch.file("engagement.db"))
    try configure(members, quotas: quotas)
    try await writer.run(Self.schema + Riverton.roster)
  }

  /// Writes both files of the configuration anew.
  func configure(_ members: String, quotas: String = "") throws {
    try scratch.write(
      """
      { agency: { id: "riverton-pd", name: "Riverton Police Department", timeZone: "America/New_York" },
        ranks: ["civilian", "officer", "detective", "sergeant", "lieutenant", "captain", "commander", "chief"],
        store: "engagement.db", state: "state.db", publishAfter: "0s",
        \(members) }
      """, to: "rollcall.json5")
    try scratch.write("{ quotas: [ \(quotas) ] }", to: "quotas.json5")
  }

  /// The contract's tables, as a records system lays them that has never seen us.
  private static let schema: String = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = package.appending(path: "Sources/Store/SQL/v1_store.sql")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  // MARK: - The programs

  func launch(
    _ options: String..., environment: [String: String?] = [:], passing: Int32? = nil
  ) throws -> ForeignProgram {
    try ForeignProgram(
      [Tools.built("rollcalld"), "--config", configuration] + options,
      environment: Self.plain.merging(environment) { $1 }, passing: passing)
  }

  /// A daemon that has said that it is ready.
  func daemon(environment: [String: String?] = [:]) async throws -> ForeignProgram {
    let daemon = try launch(environment: environment)
    try await ready(daemon)
    return daemon
  }

  func ready(_ daemon: ForeignProgram) async throws {
    try await eventually("the daemon to be ready", state: daemon.errors) {
      if let ending = daemon.ended { throw Unmet("the daemon ended: \(ending): \(daemon.errors)") }
      return daemon.errors.contains("ready: ")
    }
  }

  /// `rollcalld --once`, as if clocks in Riverton showed `local`.
  func once(_ local: String? = nil) async throws -> ForeignProgram.Transcript {
    let now = try local.map { ["--now", try Riverton.instant($0).rfc3339] } ?? []
    return try await ForeignProgram.run(
      [Tools.built("rollcalld"), "--config", configuration, "--once"] + now, environment: Self.plain)
  }

  /// Runs `rollcallctl` in the station's folder, where it finds the configuration.
  func tool(_ words: String...) async throws -> ForeignProgram.Transcript {
    try await ForeignProgram.run(
      [Tools.built("rollcallctl")] + words, environment: Self.plain, folder: scratch.path)
  }

  /// Nothing of a service manager that the tests themselves may run under.
  private static let plain: [String: String?] = [
    "NOTIFY_SOCKET": nil, "LISTEN_FDS": nil, "LISTEN_PID": nil, "ROLLCALL_CONFIG": nil,
  ]

  // MARK: - What came of it

  /// The whole log as "1 note.shared N1", read as anybody can with `sqlite3`.
  func log() async throws -> [String] {
    try await ForeignWriter(state).lines("SELECT id || ' ' || type || ' ' || subject FROM event ORDER BY id;")
  }
}

extension ForeignProgram {
  /// SIGTERM, and the end.
  func stopped() async throws -> Transcript {
    signal(SIGTERM)
    return try await finished()
  }
}
