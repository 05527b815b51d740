import Foundation
import RollCall
import TestSupport

/// What happens in the agency and in its records, by chance from one seed: statements of SQL, each with the instant
/// at which somebody commits it.
struct YearOfLife {
  private(set) var random: Seeded
  private var due: [(at: Date, sql: String)] = []
  private var walks: [String] = []
  private var incidents: [String] = []
  private var planned: LocalDay
  private let calendar = YearAgency.calendar

  init(seed: UInt64, from first: LocalDay) {
    random = Seeded(seed)
    planned = first
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func pick<Value>(_ values: [Value]) -> Value? { values.randomElement(using: &random) }

  /// Everything that was committed since the last call, in order of time.
  mutating func happenings(upTo now: Date) -> String {
    while calendar.start(of: planned) <= now {
      live(planned)
      planned = planned.advanced(by: 1)
    }
    let ready = due.filter { $0.at <= now }
    due.removeAll { $0.at <= now }
    return ready.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element.sql).joined(separator: "\n")
  }

  /// One thing that somebody does to the records right now.
  mutating func touch(on day: LocalDay) -> String {
    switch number(0...9) {
    case 0...3: return changeRecord()
    case 4, 5: return changeRecord() + changeRecord() + changePost(on: day)
    default: return changePost(on: day)
    }
  }

  // MARK: - A day

  private mutating func live(_ day: LocalDay) {
    for place in YearAgency.neighborhoods {
      let people = YearAgency.walkers[place] ?? []
      if chance(30) { walk("walk.officer", day, place, Array(people.dropFirst())) }
      if chance(16) { walk("walk.squad", day, place, people) }
    }
    if chance(75) { walk("walk.unit", day, nil, YearAgency.unit) }
    for leader in YearAgency.leaders where chance(5) { walk("coffee", day, nil, [leader]) }
    if chance(8) { incident(day) }
    if chance(25) { due.append((moment(day, 6...22), changePost(on: day))) }
  }

  private mutating func moment(_ day: LocalDay, _ hours: ClosedRange<Int>) -> Date {
    calendar.instant(day, TimeOfDay(minutes: min(1439, number(hours) * 60 + number(0...59))))
  }

  /// Recorded the same day, some days late, or when nobody expects it any more; now and then incomplete or planned.
  private mutating func walk(
    _ activity: String, _ day: LocalDay, _ place: String?, _ people: [String], incident: String? = nil
  ) {
    let start = moment(day, 8...20)
    let id = "E\(walks.count)"
    walks.append(id)
    let minutes = chance(85) ? 50 : 12
    let status = chance(92) ? "completed" : pick(["planned", "in_progress", "cancelled"]) ?? "planned"
    let delay = [0, 0, 0, 0, 1, 2, 4, 9, 20].randomElement(using: &random) ?? 0
    let recorded = start.addingTimeInterval(Double(delay * 86400 + number(3600...20000)))
    let crew = chance(90) ? people : Array(people.prefix(1))
    due.append(
      (
        recorded,
        """
        INSERT INTO engagement (id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at, incident_id)
          VALUES (\(id.sql), \(activity.sql), \(place?.sql ?? "NULL"), \(crew.first?.sql ?? "NULL"), \(status.sql),
          \(start.rfc3339.sql), \(start.addingTimeInterval(Double(minutes * 60)).rfc3339.sql),
          \(incident?.sql ?? "NULL"));
        INSERT INTO participant VALUES \(crew.map { "(\(id.sql), \($0.sql))" }.joined(separator: ", "));
        """
      ))
  }

  private mutating func incident(_ day: LocalDay) {
    let (id, occurred) = ("I\(incidents.count)", moment(day, 0...23))
    incidents.append(id)
    let known = chance(30) ? occurred.addingTimeInterval(Double(number(1...100) * 3600)) : nil
    let place = pick(YearAgency.neighborhoods) ?? ""
    let recorded = (known ?? occurred).addingTimeInterval(Double(number(60...7200)))
    due.append(
      (
        recorded,
        """
        INSERT INTO incident (id, kind, neighborhood_id, occurred_at, known_at) VALUES
          (\(id.sql), 'shooting', \(place.sql), \(occurred.rfc3339.sql), \(known?.rfc3339.sql ?? "NULL"));
        """
      ))
    if chance(60) { walk("walk.incident", day.advanced(by: 1), place, YearAgency.unit, incident: id) }
  }

  // MARK: - Records and posts

  private mutating func changeRecord() -> String {
    // The newer half more often: what is old is seldom looked at again.
    let recent = Array(walks.suffix(chance(80) ? 40 : 400))
    guard let id = pick(recent)?.sql else { return "" }
    switch number(0...9) {
    case 0...3: return "UPDATE engagement SET status = 'void' WHERE id = \(id);"
    case 4, 5: return "UPDATE engagement SET status = 'completed' WHERE id = \(id);"
    case 6: return "UPDATE engagement SET ends_at = NULL WHERE id = \(id);"
    case 7:
      return
        "UPDATE engagement SET ends_at = strftime('%Y-%m-%dT%H:%M:%SZ', starts_at, '+55 minutes') WHERE id = \(id);"
    case 8:
      return "DELETE FROM participant WHERE engagement_id = \(id); DELETE FROM engagement WHERE id = \(id);"
    default: return changeIncident()
    }
  }

  private mutating func changeIncident() -> String {
    guard let id = pick(Array(incidents.suffix(3)))?.sql else { return "" }
    switch number(0...3) {
    case 0: return "UPDATE incident SET kind = 'accident' WHERE id = \(id);"
    case 1: return "UPDATE incident SET kind = 'shooting' WHERE id = \(id);"
    case 2: return "DELETE FROM incident WHERE id = \(id);"
    default:
      return
        "UPDATE incident SET known_at = strftime('%Y-%m-%dT%H:%M:%SZ', occurred_at, '+\(number(1...30)) hours') WHERE id = \(id);"
    }
  }

  private mutating func changePost(on day: LocalDay) -> String {
    let (person, other) = (pick(YearAgency.people)?.sql ?? "''", pick(YearAgency.people)?.sql ?? "''")
    let place = pick(YearAgency.neighborhoods)?.sql ?? "''"
    let last = day.advanced(by: number(0...12)).description.sql
    let today = day.description.sql
    let all = "active_until IS NOT NULL"
    switch number(0...13) {
    case 0, 1:
      return "INSERT INTO absence (person_id, starts_on, ends_on) VALUES (\(person), \(today), \(last));"
    case 2:
      return "INSERT INTO pause (neighborhood_id, starts_on, ends_on) VALUES (\(place), \(today), \(last));"
    case 3: return "DELETE FROM pause WHERE neighborhood_id = \(place);"
    case 4: return "UPDATE person SET active_until = \(today) WHERE id = \(person);"
    case 5, 6: return "UPDATE person SET active_until = NULL WHERE \(all);"
    case 7: return "UPDATE person SET email = NULL WHERE id = \(person);"
    case 8: return "UPDATE person SET email = id || '@example.test' WHERE email IS NULL;"
    case 9: return "UPDATE person SET supervisor_id = \(other) WHERE id = \(person);"
    case 10: return "UPDATE person SET supervisor_id = NULL WHERE id = \(person);"
    case 11: return "UPDATE assignment SET ends_on = \(today) WHERE person_id = \(person);"
    case 12: return "UPDATE assignment SET ends_on = NULL WHERE ends_on IS NOT NULL;"
    default:
      return
        "UPDATE neighborhood SET captain_id = \(chance(50) ? person : "NULL"), lieutenant_id = \(other) WHERE id = \(place);"
    }
  }
}
