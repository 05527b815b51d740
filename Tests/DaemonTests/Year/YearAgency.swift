import Foundation
import RollCall
import TestSupport

/// The agency of the year: two districts and a community policing unit in New York's time, with a quota of each sort.
/// No captain owes five of anything in one period, so that every miss is a case of its own.
enum YearAgency {
  private static let holidays = [
    "2026-05-25", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25", "2027-01-01",
  ]
  static let calendar = AgencyCalendar(
    timeZone: Riverton.calendar.timeZone, holidays: Set(holidays.compactMap { LocalDay($0) }))
  static let configuration = """
    shifts: [{ id: "day", name: "Day watch", rollCall: "06:45" }],
    holidays: \(holidays),
    escalation: { nudgeAt: 0.6, settle: "48h", steps: ["0h", "1wd", "3wd", "5wd"],
      quiet: { from: "21:00", until: "06:00" } },
    """
  static let steps = [0, 1, 3, 5]
  static let settle = 48.0 * 3600
  static let quiet = QuietHours(
    from: TimeOfDay(minutes: 21 * 60), until: TimeOfDay(minutes: 6 * 60))

  static let quotas = """
    { id: "officer-walk", name: "Officer walk", activity: "walk.officer", minutes: 20,
      coordinator: { rank: ["officer"], assigned: true }, with: [{ count: 1 }], times: 2, per: "workWeek",
      for: "neighborhood" },
    { id: "squad-walk", name: "Squad walk", activity: "walk.squad", minutes: 30,
      coordinator: { rank: ["sergeant"], unitKind: ["patrol"], assigned: true }, with: [{ rank: ["officer"] }],
      times: 1, per: "workWeek", for: "neighborhood" },
    { id: "unit-walk", name: "Unit walk", activity: "walk.unit", minutes: 45,
      coordinator: { unitKind: ["community_policing"] }, times: 1, per: "workday", for: "unit", units: ["CPU"] },
    { id: "leader-coffee", name: "Coffee with a leader", activity: "coffee",
      coordinator: { rank: ["lieutenant", "captain"], unitKind: ["patrol"] }, times: 1, per: "month",
      for: "person" },
    { id: "post-incident", name: "Post-incident walk", activity: "walk.incident",
      coordinator: { unitKind: ["community_policing"] }, incidents: ["shooting"], within: "24h",
      for: "incident" }
    """

  static let neighborhoods = ["riverside", "elmwood", "harbor", "hillside"]
  /// Of each neighborhood, those who walk there: a sergeant, then officers.
  static let walkers = [
    "riverside": ["kelling", "tran", "reyes"], "elmwood": ["lund", "adler", "brandt"],
    "harbor": ["bauer", "costa", "dietz"], "hillside": ["pike", "engel", "frey"],
  ]
  static let unit = ["vega", "gold", "haas"]
  static let leaders = ["silva", "marsh", "ruiz", "okafor"]
  static var people: [String] { ["ode"] + leaders + unit + walkers.values.flatMap { $0 }.sorted() }

  static var roster: String {
    let persons = [
      person("ode", "chief", "X", nil), person("ruiz", "captain", "D1", "ode"),
      person("okafor", "captain", "D2", "ode"),
      person("silva", "lieutenant", "D1", "ruiz"), person("marsh", "lieutenant", "D2", "okafor"),
      person("vega", "lieutenant", "CPU", "ode"), person("gold", "officer", "CPU", "vega"),
      person("haas", "officer", "CPU", "vega"),
    ]
    let line = neighborhoods.flatMap { place in
      let (unit, lieutenant) = ["riverside", "elmwood"].contains(place) ? ("D1", "silva") : ("D2", "marsh")
      return (walkers[place] ?? []).enumerated().map { number, id in
        number == 0
          ? person(id, "sergeant", unit, lieutenant)
          : person(id, "officer", unit, walkers[place]?.first)
      }
    }
    let assignments = neighborhoods.flatMap { place in
      (walkers[place] ?? []).map { "(\(place.sql), \($0.sql))" }
    }
    return """
      INSERT INTO unit (id, name, kind, parent_id) VALUES
        ('X', 'Office of the Chief', 'executive', NULL), ('D1', 'District 1', 'patrol', 'X'),
        ('D2', 'District 2', 'patrol', 'X'), ('CPU', 'Community policing', 'community_policing', 'X');
      INSERT INTO person (id, name, rank, unit_id, supervisor_id, email) VALUES
        \((persons + line).joined(separator: ", "));
      INSERT INTO neighborhood (id, name, unit_id, captain_id, lieutenant_id) VALUES
        ('riverside', 'Riverside', 'D1', 'ruiz', 'silva'), ('elmwood', 'Elmwood', 'D1', 'ruiz', 'silva'),
        ('harbor', 'Harbor', 'D2', 'okafor', 'marsh'), ('hillside', 'Hillside', 'D2', 'okafor', 'marsh');
      INSERT INTO assignment (neighborhood_id, person_id) VALUES \(assignments.joined(separator: ", "));
      """
  }

  private static func person(_ id: String, _ rank: String, _ unit: String, _ above: String?) -> String {
    "(\(id.sql), \(id.capitalized.sql), \(rank.sql), \(unit.sql), \(above?.sql ?? "NULL"), '\(id)@example.test')"
  }
}
