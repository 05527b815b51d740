import Channels
import Configuration
import Daemon
import Defaults
import Foundation
import Platform
import RollCall
import Store

extension Command {
  /// `init`: a folder in which `rollcalld --config` can start at once.
  static let initialize = Command(
    "init", "lay the default configuration and an empty engagement store into a folder", operands: "[FOLDER]",
    options: [
      Option("--agency", "NAME", "the agency's name, put into the configuration"),
      Option("--time-zone", "ZONE", "its time zone, such as America/New_York"),
      Option(
        "--installed", "with the paths and accounts of a system service: /var/lib/rollcall, /run/rollcall"),
    ]
  ) { invocation in
    let folder = invocation.arguments.operands.first ?? "."
    guard invocation.arguments.operands.count <= 1 else { throw Failure(.usage, "one folder is enough") }
    let files = DefaultFiles.all
    for file in files where FileManager.default.fileExists(atPath: "\(folder)/\(file.name)") {
      throw Failure(.cannotCreate, "\(folder)/\(file.name) is there already; nothing was changed")
    }
    var contents = Dictionary(files.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    if let name = invocation.arguments.value("--agency") {
      contents["rollcall.json5"] = DefaultFiles.filled(contents["rollcall.json5"] ?? "", agency: name)
    }
    if let zone = invocation.arguments.value("--time-zone") {
      guard TimeZone(identifier: zone) != nil else {
        throw Failure(.usage, "--time-zone: there is no zone '\(zone)'")
      }
      contents["rollcall.json5"] = DefaultFiles.filled(contents["rollcall.json5"] ?? "", timeZone: zone)
    }
    if invocation.arguments.has("--installed") {
      contents["rollcall.json5"] = DefaultFiles.installed(contents["rollcall.json5"] ?? "")
    }
    do {
      try Folder.create(at: "\(folder)/cad", mode: 0o750)
      for file in files {
        try AtomicFile.write(
          Array((contents[file.name] ?? "").utf8), to: "\(folder)/\(file.name)", mode: 0o640)
      }
    } catch { throw Failure(.cannotCreate, "\(error)") }
    let settings = try Configuration.load(path: "\(folder)/rollcall.json5")
    try Schema.create(at: settings.store)
    invocation.terminal.say(
      """
      \(folder)/rollcall.json5  what to adapt first: agency, ranks, shifts
      \(folder)/quotas.json5  the seven walks of the guide
      \(settings.store)  the empty engagement store
      Next: `rollcallctl check --config \(folder)/rollcall.json5`, then `rollcalld --config \(folder)/rollcall.json5`.
      """)
    return .ok
  }

  /// `check`: what is wrong with configuration and store, before anybody misses anything.
  static let check = Command("check", "say what is wrong with configuration and store") { invocation in
    try invocation.refuseOperands()
    return try Check(path: invocation.configurationPath, invocation.arguments.value("--store")).report(
      to: invocation.terminal, json: invocation.wantsJSON)
  }
}

/// Configuration and store looked through without writing anything.
struct Check {
  private typealias Readings = (Reading<Organization>, Reading<[Incident]>, Reading<[Engagement]>, [String])

  private let findings: [String]
  private let summary: String

  /// Whether an address of the store is one that the daemon can write to.
  static func canBeMailed(_ address: String) -> Bool { (try? MailAddress(parsing: address)) != nil }

  init(path: String, _ store: String? = nil) throws {
    var settings = try Configuration.loadWithDefaults(path: path)
    if let store { settings.store = store }
    try FeedWiring.checkAccounts(settings)
    let read: Readings
    let now = Date()
    let lately = Reach.lately(now)
    do {
      let ladder = settings.ladder
      read = try EngagementStore.reading(settings.store) { connection in
        try Schema.verify(connection)
        return (
          try EngagementStore.organization(connection, ranks: ladder, canBeMailed: Self.canBeMailed),
          try EngagementStore.incidents(connection),
          try EngagementStore.engagements(connection, from: Date(seconds: 0), until: .distantFuture),
          try EngagementStore.activities(connection, from: lately.lowerBound, until: lately.upperBound)
        )
      }
    } catch { throw Failure(.configuration, Failure(error).message) }
    let (organization, incidents, engagements, activities) = read
    let problems = organization.problems + incidents.problems + engagements.problems
    findings =
      problems.map { "\($0.table) \($0.key): \($0.reason)" }
      + Reach(
        EscalationFacts(
          organization: organization.value, calendar: settings.calendar, rule: settings.escalationRule,
          quotas: settings.quotas), quotas: settings.quotas,
        activities: activities.filter { [settings] in settings.activities[$0] == nil },
        on: settings.calendar.day(of: now)
      ).gaps.map { "\($0.table) \($0.key): \($0.text)" }
    let people = organization.value.people.count.of("person", "people")
    let places = organization.value.neighborhoods.count.of("neighborhood")
    summary =
      "\(settings.agency.name): \(people), \(places), \(settings.quotas.count.of("quota")), "
      + engagements.value.count.of("engagement")
  }

  /// 0 also where rows make no sense: the daemon runs with them. What is wrong with configuration or store as a
  /// whole was thrown before.
  func report(to terminal: Terminal, json: Bool) throws -> ExitCode {
    if json {
      terminal.write(
        JSONWriter.object { json in
          json.field("summary", summary)
          json.field("findings", findings)
        } + [0x0a])
    } else {
      terminal.say(summary)
      for finding in findings { terminal.say("- \(finding.printable)") }
      terminal.say(
        findings.isEmpty
          ? "Nothing is wrong." : "\(findings.count.of("finding")). The daemon runs all the same.")
    }
    return .ok
  }
}

/// The files of `Config/` as `init` writes them.
enum DefaultFiles {
  static let all: [(name: String, text: String)] =
    [
      ("rollcall.json5", Defaults.rollcall), ("quotas.json5", Defaults.quotas),
    ] + Defaults.cadMappings.sorted { $0.key < $1.key }.map { ("cad/\($0.key).json5", $0.value) }

  static func filled(_ text: String, agency name: String) -> String {
    let id = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return replacing("id", with: String(id), in: replacing("name", with: name, in: text))
  }

  static func filled(_ text: String, timeZone: String) -> String {
    replacing("timeZone", with: timeZone, in: text)
  }

  /// With the places and groups that systemd/rollcall.tmpfiles.conf and rollcall.sysusers.conf make.
  static func installed(_ text: String) -> String {
    let lines = [
      ("store: \"engagement.db\",", "store: \"/var/lib/rollcall/store/engagement.db\","),
      ("state: \"state.db\",", "state: \"/var/lib/rollcall/state.db\","),
      ("socket: \"feed.sock\",", "socket: \"/run/rollcall/feed.sock\","),
      ("folder: \"mail\",", "folder: \"/var/lib/rollcall/mail\","),
      ("folder: \"digests\",", "folder: \"/var/lib/rollcall/digests\","),
      (
        "//access: [],",
        """
        access: [
              { group: "rollcall-command", audience: "command" },
              { group: "rollcall", audience: "agency" },
            ],
        """
      ),
    ]
    return lines.reduce(text) { text, line in text.replacing(line.0, with: line.1, maxReplacements: 1) }
  }

  /// The first value of this key is the agency's, which stands at the file's head.
  private static func replacing(_ key: String, with value: String, in text: String) -> String {
    guard let start = text.firstRange(of: "\(key): \"")?.upperBound,
      let end = text[start...].firstIndex(of: "\"")
    else { return text }
    var json = JSONWriter()
    json.value(value)
    return text[..<start].dropLast() + String(decoding: json.bytes, as: UTF8.self)
      + text[text.index(after: end)...]
  }
}
