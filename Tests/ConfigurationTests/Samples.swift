import Foundation

@testable import Configuration

/// Texts that several suites read.
enum Samples {
  /// The least that loads.
  static let least = """
    { agency: { id: "x-pd", timeZone: "UTC" }, ranks: ["officer", "sergeant", "chief"], store: "e.db", state: "s.db" }
    """

  static let noQuotas = "{ quotas: [] }"

  /// The keys that a deployment touches (contract §2).
  static let contract = """
    // rollcall.json5, the keys that a deployment touches
    {
      agency: { id: "riverton-pd", name: "Riverton Police Department", timeZone: "America/New_York", language: "en" },
      ranks: [ "civilian", "officer", "detective", "sergeant", "lieutenant", "captain", "commander", "chief" ],  // low to high; or { id, title, abbreviation }
      leadersFrom: "sergeant",
      workWeek: { starts: "monday", days: [ "monday", "tuesday", "wednesday", "thursday", "friday" ] },
      holidays: [ "2026-11-26" ],
      shifts: [ { id: "day", name: "Day watch", rollCall: "06:45" /* , units: [ "D1" ] : whose; default the whole agency */ }, { id: "evening", name: "Evening watch", rollCall: "14:45" }, { id: "night", name: "Night watch", rollCall: "22:45" } ],
      store: "/var/lib/rollcall/engagement.db",
      state: "/var/lib/rollcall/state.db",
      sources: [ { id: "cad", silentAfter: "36h" } ],
      feed: { socket: "/run/rollcall/feed.sock", mode: "0660", group: "rollcall",
              access: [ { group: "rollcall-command", audience: "command" }, { group: "rollcall", audience: "agency" },
                        { user: "www-data", personHeader: "X-Remote-User" } ] },   // a reverse proxy that has logged the person in
      public: { folder: "/var/lib/rollcall/public", link: "https://police.example.gov/stories/" },
      words: { quota: "walk plan", missed: "not logged" },   // what people read; the lawyer may choose
      mail: { transport: "sendmail", command: [ "/usr/sbin/sendmail", "-i" ], from: "Roll call <rollcall@example.gov>", envelopeFrom: "rollcall-bounces@example.gov" },
      digests: { folder: "/var/lib/rollcall/digests", mailTo: { day: [ "day-watch@example.gov" ] } },
      communications: [ "press@example.gov" ],
      escalation: { nudgeAt: 0.6, settle: "48h", steps: [ "0h", "1wd", "3wd", "5wd" ], quiet: { from: "21:00", until: "06:00" } },
      retention: { events: "400d", deliveries: "400d" },
    }
    """

  static let contractQuota = """
    // quotas.json5, one of the seven
    { quotas: [ { id: "shift-walk", name: "Shift walk", activity: "walk.shift", minutes: 30,
      coordinator: { rank: [ "lieutenant" ], unitKind: [ "patrol" ], assigned: true },
      with: [ { count: 1, rank: [ "sergeant" ] }, { count: 1, rank: [ "officer", "detective" ] } ],
      times: 3, per: "workWeek", for: "neighborhood" } ] }
    """

  /// One of the files that are shipped.
  static func shipped(_ name: String) throws -> String {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: package.appending(path: "Config/\(name)"), encoding: .utf8)
  }

  static func read(_ rollcall: String, quotas: String = noQuotas, in folder: String = "/srv/rollcall") throws
    -> Settings
  {
    try Configuration.read(rollcall: Array(rollcall.utf8), quotas: Array(quotas.utf8), folder: folder)
  }

  /// The lines that say what is wrong; none if it loads.
  static func complaints(_ rollcall: String, quotas: String = noQuotas) -> [String] {
    do {
      _ = try read(rollcall, quotas: quotas)
      return []
    } catch {
      return (error as? ConfigurationError)?.findings.map(\.description) ?? ["\(error)"]
    }
  }

  /// The least configuration with one more member on its second line.
  static func least(with member: String) -> String {
    least.replacing(" }\n", with: " }").trimmingCharacters(in: .whitespacesAndNewlines).dropLast()
      + ",\n\(member) }"
  }

  /// One quota on one line, with `members` in place of those of the least quota.
  static func quota(_ members: String) -> String {
    "{ quotas: [\n{ id: \"q\", activity: \"walk\", \(members) }\n] }"
  }
}
