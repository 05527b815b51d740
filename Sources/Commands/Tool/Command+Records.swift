import Configuration
import Foundation
import Platform
import RollCall
import Store

extension Command {
  /// `note`: a short note that all colleagues see.
  static let note = Command(
    "note", "share a short note on your shift's interactions with all colleagues", operands: "TEXT",
    options: [
      Option(
        "--author", "PERSON", "who writes it, by badge number (default: the person whose login you have)"),
      Option("--neighborhood", "ID", "where it was"),
      Option("--engagement", "ID", "which engagement it is about"),
      Option("--at", "INSTANT", "when (default: now)"),
    ]
  ) { invocation in
    let text = try invocation.operand("the note's text").trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw Failure(.usage, "the note is empty") }
    let records = try Records(invocation)
    let id = "note-\(UUID().uuidString.lowercased())"
    let at = try invocation.arguments.instant("--at") ?? Date()
    guard at <= Date().addingTimeInterval(60) else {
      throw Failure(.dataError, "--at \(at.rfc3339) is still to come")
    }
    try records.write { connection in
      let author = try records.person(invocation.arguments.value("--author"), "--author", in: connection)
      try records.check(
        "neighborhood", invocation.arguments.value("--neighborhood"), "--neighborhood", in: connection)
      try records.check(
        "engagement", invocation.arguments.value("--engagement"), "--engagement", in: connection)
      try connection.run(
        "INSERT INTO note (id, author_id, neighborhood_id, engagement_id, written_at, body) VALUES (?, ?, ?, ?, ?, ?)",
        id, author, invocation.arguments.value("--neighborhood"), invocation.arguments.value("--engagement"),
        at.rfc3339, text)
    }
    return records.done("note", id)
  }

  /// `log`: an engagement as everybody documents it, leaders and civilians alike.
  static let log = Command(
    "log", "document an engagement: a walk, a coffee with a cop, a town hall", operands: "ACTIVITY",
    options: [
      Option("--neighborhood", "ID", "where it was"),
      Option("--place", "TEXT", "where exactly, in words"),
      Option("--start", "INSTANT", "when it began (default: --minutes ago)"),
      Option("--minutes", "N", "how long it took"),
      Option("--coordinator", "PERSON", "who coordinated it (default: the person whose login you have)"),
      Option("--with", "PERSON", repeatable: true, "who else took part; once for each"),
      Option("--community", "N", "how many community members were met"),
      Option("--incident", "ID", "the incident that a post-incident walk follows"),
      Option("--summary", "TEXT", "what came of it; internal"),
      Option("--planned", "it is still to come"),
      Option("--id", "ID", "its id (default: a new one)"),
    ]
  ) { invocation in
    let arguments = invocation.arguments
    let activity = try invocation.operand("the activity, such as walk.squad")
    let records = try Records(invocation)
    let minutes = try arguments.number("--minutes")
    let isPlanned = arguments.has("--planned")
    guard isPlanned || minutes != nil else {
      throw Failure(.usage, "say how long it took with --minutes, or --planned if it is still to come")
    }
    let length = Double(minutes ?? 0) * 60
    let start = try arguments.instant("--start") ?? Date().addingTimeInterval(isPlanned ? 0 : -length)
    try records.checkActivity(activity)
    try records.checkTime(start, start.addingTimeInterval(length), minutes, isPlanned: isPlanned)
    let id = arguments.value("--id") ?? "log-\(UUID().uuidString.lowercased())"
    let count = try arguments.number("--community")
    try records.write { connection in
      let coordinator = try records.person(arguments.value("--coordinator"), "--coordinator", in: connection)
      try records.check("neighborhood", arguments.value("--neighborhood"), "--neighborhood", in: connection)
      try records.check("incident", arguments.value("--incident"), "--incident", in: connection)
      try records.add(
        Engagement(
          id: id, activity: activity, neighborhoodID: arguments.value("--neighborhood"),
          coordinatorID: coordinator, status: isPlanned ? .planned : .completed, startsAt: start,
          endsAt: minutes.map { _ in start.addingTimeInterval(length) },
          incidentID: arguments.value("--incident"), communityCount: count,
          place: arguments.value("--place"), summary: arguments.value("--summary"),
          participants: Set([coordinator] + arguments.values("--with")).sorted()), in: connection)
    }
    return records.done("engagement", id)
  }
}

/// Writing to the store as any other program does.
struct Records {
  private let invocation: Invocation
  private let path: String

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    path = try invocation.arguments.value("--store") ?? invocation.settings().store
    guard FileManager.default.fileExists(atPath: path) else { throw StoreError.absent(path) }
  }

  /// Everything that `body` writes, or nothing of it.
  func write(_ body: (Connection) throws -> Void) throws {
    let connection = try Connection(path: path, access: .readWrite)
    try connection.execute("PRAGMA foreign_keys = ON")
    try connection.transaction(.immediate) { try body(connection) }
  }

  /// The person of this badge number, or whose login runs the command.
  func person(_ id: String?, _ option: String, in connection: Connection) throws -> String {
    if let id {
      try check("person", id, option, in: connection)
      return id
    }
    let login = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? String(getuid())
    guard
      let person = try connection.first("SELECT id FROM person WHERE login = ?", login, read: { $0.text(0) })
    else {
      throw Failure(.notAllowed, "nobody in the store has the login '\(login)'; say who with \(option)")
    }
    return person
  }

  /// Refuses enforcement, and warns of what no plan knows.
  func checkActivity(_ activity: String) throws {
    if let word = Configuration.enforcementWord(in: activity) {
      throw Failure(.dataError, "'\(activity)': '\(word)' is enforcement; only engagement is documented here")
    }
    guard let settings = try? invocation.settings(), !settings.quotas.isEmpty else { return }
    let known = settings.quotas.map(\.activity)
    let isKnown =
      known.contains { Engagement.activity($0, isOrIsBelow: activity) }
      || settings.activities[activity] != nil
    if !isKnown {
      invocation.terminal.complain(
        "note: no plan asks for '\(activity)', so it counts for none; plans ask for \(known.sorted().joined(separator: ", "))"
      )
    }
  }

  /// Refuses what cannot have been, or cannot be planned any more.
  func checkTime(_ start: Date, _ end: Date, _ minutes: Int?, isPlanned: Bool) throws {
    if let minutes, !(1...1440).contains(minutes) {
      throw Failure(.dataError, "--minutes \(minutes): expected 1 to 1440, a day at most")
    }
    if !isPlanned, end > Date().addingTimeInterval(60) {
      throw Failure(
        .dataError,
        "it would end at \(end.rfc3339), which is still to come; use --planned, or correct --start")
    }
    if isPlanned, start < Date().addingTimeInterval(-86400) {
      throw Failure(.dataError, "--start \(start.rfc3339) is past; leave out --planned to document it")
    }
  }

  /// Refuses a reference to a row that is not there.
  func check(_ table: String, _ id: String?, _ option: String, in connection: Connection) throws {
    guard let id else { return }
    let sql = "SELECT 1 FROM \(table) WHERE id = ?"
    guard try connection.first(sql, id, read: { _ in true }) != nil else {
      throw Failure(.dataError, "\(option): there is no \(table) '\(id)' in the store")
    }
  }

  /// Writes an engagement with those who take part, as typed by hand.
  func add(_ engagement: Engagement, in connection: Connection) throws {
    try refuse("engagement", engagement.id, "--id", in: connection)
    try connection.run(
      """
      INSERT INTO engagement (id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at, incident_id,
        community_count, place, summary, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'cli')
      """, engagement.id, engagement.activity, engagement.neighborhoodID, engagement.coordinatorID,
      engagement.status.rawValue, engagement.startsAt.rfc3339, engagement.endsAt?.rfc3339,
      engagement.incidentID, engagement.communityCount, engagement.place, engagement.summary)
    for person in engagement.participants {
      try check("person", person, "--with", in: connection)
      try connection.run(
        "INSERT INTO participant (engagement_id, person_id) VALUES (?, ?)", engagement.id, person)
    }
  }

  /// Refuses an id that is taken.
  func refuse(_ table: String, _ id: String, _ option: String, in connection: Connection) throws {
    let sql = "SELECT 1 FROM \(table) WHERE id = ?"
    guard try connection.first(sql, id, read: { _ in true }) == nil else {
      throw Failure(.dataError, "\(option): the store has the \(table) '\(id)' already; choose another id")
    }
  }

  func done(_ what: String, _ id: String) -> ExitCode {
    say("\(what) \(id) is in the store") { $0.field("id", id) }
  }

  /// A line for people, or an object for machines.
  func say(_ line: String, _ json: (inout JSONWriter) -> Void) -> ExitCode {
    if invocation.wantsJSON {
      invocation.print(json: JSONWriter.object(json))
    } else {
      invocation.terminal.say(line.printable)
    }
    return .ok
  }
}
