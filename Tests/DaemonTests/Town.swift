import Configuration
import Foundation
import Platform
import RollCall
import Store
import Synchronization
import TestSupport

@testable import Daemon

/// Riverton with a daemon: a store that the test writes with SQL, a clock that the test moves, and everything that
/// came of it: the events in the log, the mails in the Maildir.
final class Town: Sendable {
  /// How the daemon spends its life between the instants of a story.
  enum Life: String, CaseIterable, Sendable {
    /// `rollcalld --once` each time: everything it knows, it knows from its state.
    case restarting
    /// One daemon throughout.
    case living
  }

  let scratch: Scratch
  let life: Life
  let clock = ManualClock(.distantPast)
  /// Whether a story tells of gaps in the roster and the quotas too, which most have and few are about.
  let showsGaps: Bool
  private let said = Said()
  private let configured: Configured
  private let memory = Mutex(Memory())

  /// Apart from the town, which would else be held by the daemon that it holds.
  private final class Said: Sendable {
    let lines = Mutex<[String]>([])
  }

  /// What a daemon reads when it is told to reload; apart for the same reason.
  private final class Configured: Sendable {
    let settings: Mutex<Settings>
    init(_ settings: Settings) { self.settings = Mutex(settings) }
  }

  private struct Memory {
    var service: Service?
    var newest = 0
    var mails: Set<String> = []
  }

  /// - parameter configuration: further members of `rollcall.json5`, each with a comma behind it.
  /// - parameter quotas: the entries of `quotas.json5`.
  init(
    _ life: Life = .restarting, configuration: String = "", quotas: String = "",
    roster: String = Riverton.roster, showsGaps: Bool = false
  ) throws {
    self.life = life
    self.showsGaps = showsGaps
    scratch = try Scratch()
    configured = Configured(try Self.settings(configuration, quotas: quotas, in: scratch))
    try Schema.create(at: settings.store)
    try write(roster)
  }

  var settings: Settings { configured.settings.withLock { $0 } }

  /// Another configuration from now on: a daemon that lives is told to reload it.
  func configure(_ configuration: String = "", quotas: String) async throws {
    let settings = try Self.settings(configuration, quotas: quotas, in: scratch)
    configured.settings.withLock { $0 = settings }
    await memory.withLock { $0.service }?.reload()
  }

  private static func settings(
    _ configuration: String, quotas: String, in scratch: Scratch
  ) throws -> Settings {
    let rollcall = """
      { agency: { id: "riverton-pd", name: "Riverton Police Department", timeZone: "America/New_York" },
        ranks: ["civilian", "officer", "detective", "sergeant", "lieutenant", "captain", "commander", "chief"],
        store: "engagement.db", state: "state.db", mail: { from: "Roll call <rollcall@example.test>" },
        \(configuration) }
      """
    return try Configuration.read(
      rollcall: Array(rollcall.utf8), quotas: Array("{ quotas: [ \(quotas) ] }".utf8), folder: scratch.path)
  }

  // MARK: - The world outside

  /// One script of SQL, committed by a connection that goes again, in a transaction of its own unless it says other.
  func write(_ sql: String, foreignKeys: Bool = false) throws {
    let connection = try Connection(path: settings.store, access: .readWrite)
    if foreignKeys { try connection.execute("PRAGMA foreign_keys = ON") }
    guard !sql.contains("BEGIN") else { return try connection.execute(sql) }
    try connection.transaction { try connection.execute(sql) }
  }

  /// The daemon's life ends; the next run begins another.
  func restart() { memory.withLock { $0.service = nil } }

  // MARK: - Time

  /// Lets the clocks in Riverton show `local`, everything be done that is then due, and returns what came of it:
  /// events as "note.shared N1" in their order, then mails as "mail kelling: …" by recipient.
  func at(_ local: String, _ sql: String = "") async throws -> [String] {
    try await at(Riverton.instant(local), sql)
  }

  func at(_ now: Date, _ sql: String = "") async throws -> [String] {
    if !sql.isEmpty { try write(sql) }
    clock.set(to: now)
    switch life {
    case .restarting: try await Service.once(settings, now: now, log: log)
    case .living: try await living().advance()
    }
    return try news()
  }

  private func living() throws -> Service {
    if let service = memory.withLock({ $0.service }) { return service }
    let service = try Service(
      settings, load: { [configured] in configured.settings.withLock { $0 } }, clock: clock, log: log,
      notifier: ServiceNotifier(environment: [:]))
    memory.withLock { $0.service = service }
    return service
  }

  var log: Log {
    Log { [said] level, line in said.lines.withLock { $0.append("<\(level.rawValue)>\(line)") } }
  }

  /// Lines of the log so far.
  var lines: [String] { said.lines.withLock { $0 } }

  // MARK: - What came of it

  /// What came since the last call.
  func news() throws -> [String] {
    let events = try events()
    let names = maildir.names
    let (newest, known) = memory.withLock { memory in
      defer { (memory.newest, memory.mails) = (events.count, names) }
      return (memory.newest, memory.mails)
    }
    let mails = try names.subtracting(known).map { try maildir.mail($0) }
    return events.dropFirst(newest).filter { showsGaps || !$0.isGap }.map { "\($0.type) \($0.subject)" }
      + mails.map { "mail \($0.recipient.prefix { $0 != "@" }): \($0.subject)" }.sorted()
  }

  /// The whole log, whose numbers are checked to be 1, 2, 3 ….
  func events() throws -> [PublishedFact] {
    let state = try Connection(path: settings.state, access: .readOnly)
    let events = try state.rows("SELECT id, json FROM event ORDER BY id") { row in
      try PublishedFact(row.int(0), row.text(1))
    }
    guard events.map(\.id) == Array(1..<events.count + 1) else { throw Unmet("the log has gaps") }
    return events
  }

  var maildir: Maildir { Maildir(settings.mail.folder) }

  /// The mails to a person, the oldest first.
  func mails(to person: String) throws -> [ReceivedMail] {
    try maildir.mails.filter { $0.recipient == "\(person)@example.test" }
  }
}

/// An event as its readers see it.
struct PublishedFact: Sendable {
  let id: Int
  /// Without "rollcall.".
  let type: String
  let subject: String
  let time: String
  let headline: String
  let text: String
  let isWithdrawn: Bool
  /// The whole CloudEvent.
  let json: String
  /// A `store.problem` about what is not there, rather than about a row.
  var isGap: Bool { json.contains("\"gap\":") }

  init(_ id: Int, _ json: String) throws {
    struct Envelope: Decodable {
      struct Content: Decodable {
        let headline: String?
        let text: String?
        let withdrawn: Bool?
      }
      let id: String
      let type: String
      let subject: String
      let time: String
      let data: Content
    }
    let event = try JSONDecoder().decode(Envelope.self, from: Data(json.utf8))
    guard event.id == String(id) else { throw Unmet("event \(id) says that it is \(event.id)") }
    self.id = id
    type = String(event.type.trimmingPrefix("rollcall."))
    subject = event.subject
    time = event.time
    headline = event.data.headline ?? ""
    text = event.data.text ?? ""
    isWithdrawn = event.data.withdrawn ?? false
    self.json = json
  }
}
