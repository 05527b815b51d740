import Platform
import RollCall

extension EngagementStore {
  /// The agency as it stands in the store now. Rows that make no sense are left out or read as far as they make
  /// sense, each with a problem.
  /// `canBeMailed` says whether an address is one: a person with another is read as one without.
  package func organization(
    ranks: RankLadder, canBeMailed: @escaping (String) -> Bool = { _ in true }
  ) throws -> Reading<Organization> {
    try Self.organization(connection, ranks: ranks, canBeMailed: canBeMailed)
  }

  package static func organization(
    _ connection: Connection, ranks: RankLadder, canBeMailed: @escaping (String) -> Bool = { _ in true }
  ) throws -> Reading<Organization> {
    var rows = RowReader(canBeMailed: canBeMailed)
    let units = try connection.rows("SELECT id, name, kind, parent_id FROM unit") {
      Unit(id: $0.text(0), name: $0.text(1), kind: $0.text(2), parentID: $0.optionalText(3))
    }
    let people = try connection.rows(
      """
      SELECT id, name, rank, unit_id, supervisor_id, shift, email, login, named, language, active_from, active_until
      FROM person
      """
    ) { rows.person($0) }
    let neighborhoods = try connection.rows(
      "SELECT id, name, unit_id, captain_id, lieutenant_id, purpose, beats, active_from, active_until FROM neighborhood"
    ) { rows.neighborhood($0) }
    let absences = try connection.rows("SELECT id, person_id, starts_on, ends_on FROM absence") {
      rows.absence($0)
    }
    let pauses = try connection.rows("SELECT id, neighborhood_id, starts_on, ends_on FROM pause") {
      rows.pause($0)
    }
    let assignments = try connection.rows(
      "SELECT id, neighborhood_id, person_id, starts_on, ends_on FROM assignment"
    ) {
      rows.assignment($0)
    }
    let organization = Organization(
      people: people, units: units, neighborhoods: neighborhoods, absences: absences.compactMap { $0 },
      pauses: pauses.compactMap { $0 }, assignments: assignments.compactMap { $0 }, ranks: ranks)
    rows.check(
      organization, absences.compactMap { $0 }, pauses.compactMap { $0 }, assignments.compactMap { $0 })
    return Reading(value: organization, problems: rows.problems)
  }
}

/// Turns rows into values and keeps what was wrong with them.
private struct RowReader {
  let canBeMailed: (String) -> Bool
  private(set) var problems: [RowProblem] = []

  init(canBeMailed: @escaping (String) -> Bool) { self.canBeMailed = canBeMailed }

  mutating func person(_ row: Row) -> Person {
    let id = row.text(0)
    var email = row.optionalText(6).flatMap { $0.isEmpty ? nil : $0 }
    if let address = email, !canBeMailed(address) {
      problems.append(
        .init(table: "person", key: id, reason: "email cannot be written to: it is no single plain address"))
      email = nil
    }
    return Person(
      id: id, name: row.text(1), rank: row.text(2), unitID: row.optionalText(3),
      supervisorID: row.optionalText(4),
      shift: row.optionalText(5), email: email, login: row.optionalText(7),
      isNamed: row.bool(8),
      language: row.optionalText(9), activeFrom: day(row, 10, "person", id, "active_from"),
      activeUntil: day(row, 11, "person", id, "active_until"))
  }

  mutating func neighborhood(_ row: Row) -> Neighborhood {
    let id = row.text(0)
    return Neighborhood(
      id: id, name: row.text(1), unitID: row.optionalText(2), captainID: row.optionalText(3),
      lieutenantID: row.optionalText(4), purpose: row.optionalText(5),
      beats: Set((row.optionalText(6) ?? "").split(whereSeparator: \.isWhitespace).map(String.init)),
      // Nobody owes anything for a date that cannot be read.
      activeFrom: day(row, 7, "neighborhood", id, "active_from") ?? (row.isNull(7) ? nil : .never),
      activeUntil: day(row, 8, "neighborhood", id, "active_until"))
  }

  mutating func absence(_ row: Row) -> Absence? {
    let id = row.text(0)
    guard let from = requiredDay(row, 2, "absence", id, "starts_on"),
      let through = requiredDay(row, 3, "absence", id, "ends_on")
    else { return nil }
    if through < from {
      problems.append(.init(table: "absence", key: id, reason: "ends_on is before starts_on"))
    }
    return Absence(personID: row.text(1), from: from, through: through)
  }

  mutating func pause(_ row: Row) -> Pause? {
    let id = row.text(0)
    guard let from = requiredDay(row, 2, "pause", id, "starts_on") else { return nil }
    // A last day that cannot be read must not become "until further notice".
    if !row.isNull(3), LocalDay(row.text(3)) == nil {
      problems.append(unreadable("pause", id, "ends_on"))
      return nil
    }
    return Pause(
      neighborhoodID: row.text(1), from: from, through: row.optionalText(3).flatMap { LocalDay($0) })
  }

  mutating func assignment(_ row: Row) -> Assignment? {
    let id = row.text(0)
    for (column, name) in [(3, "starts_on"), (4, "ends_on")]
    where !row.isNull(column) && LocalDay(row.text(column)) == nil {
      problems.append(unreadable("assignment", id, name))
      return nil
    }
    return Assignment(
      neighborhoodID: row.text(1), personID: row.text(2), from: row.optionalText(3).flatMap { LocalDay($0) },
      through: row.optionalText(4).flatMap { LocalDay($0) })
  }

  /// Ranks off the ladder, references to rows that do not exist, rows above themselves, spans that end before they begin.
  mutating func check(
    _ organization: Organization, _ absences: [Absence], _ pauses: [Pause], _ assignments: [Assignment]
  ) {
    for unit in organization.units.values.sorted(by: { $0.id < $1.id }) {
      refer("unit", unit.id, "parent_id", "unit", unit.parentID, to: organization.units)
      if climbs(from: unit.id, { organization.units[$0]?.parentID }) {
        problem("unit", unit.id, "parent_id leads back to the unit itself")
      }
    }
    for person in organization.people.values.sorted(by: { $0.id < $1.id }) { check(person, organization) }
    for place in organization.neighborhoods.values.sorted(by: { $0.id < $1.id }) {
      refer("neighborhood", place.id, "unit_id", "unit", place.unitID, to: organization.units)
      refer("neighborhood", place.id, "captain_id", "person", place.captainID, to: organization.people)
      refer("neighborhood", place.id, "lieutenant_id", "person", place.lieutenantID, to: organization.people)
      span(
        "neighborhood", place.id, place.activeFrom, place.activeUntil, "active_until is before active_from")
    }
    for absence in absences {
      refer("absence", absence.personID, "person_id", "person", absence.personID, to: organization.people)
    }
    for pause in pauses {
      refer(
        "pause", pause.neighborhoodID, "neighborhood_id", "neighborhood", pause.neighborhoodID,
        to: organization.neighborhoods)
      span("pause", pause.neighborhoodID, pause.from, pause.through, "ends_on is before starts_on")
    }
    for assignment in assignments {
      let key = "\(assignment.neighborhoodID)/\(assignment.personID)"
      refer("assignment", key, "person_id", "person", assignment.personID, to: organization.people)
      refer(
        "assignment", key, "neighborhood_id", "neighborhood", assignment.neighborhoodID,
        to: organization.neighborhoods)
      span("assignment", key, assignment.from, assignment.through, "ends_on is before starts_on")
    }
  }

  private mutating func check(_ person: Person, _ organization: Organization) {
    if person.id.isEmpty { problem("person", "", "the id is empty") }
    if organization.ranks.level(of: person.rank) == nil {
      problem("person", person.id, "rank '\(person.rank)' is not one of `ranks` in rollcall.json5")
    }
    refer("person", person.id, "unit_id", "unit", person.unitID, to: organization.units)
    refer("person", person.id, "supervisor_id", "person", person.supervisorID, to: organization.people)
    span("person", person.id, person.activeFrom, person.activeUntil, "active_until is before active_from")
    if climbs(from: person.id, { organization.people[$0]?.supervisorID }) {
      problem("person", person.id, "supervisor_id leads back to the person: the chain of command is a circle")
    }
  }

  private mutating func problem(_ table: String, _ key: String, _ reason: String) {
    problems.append(.init(table: table, key: key, reason: reason))
  }

  private mutating func refer<Value>(
    _ table: String, _ key: String, _ column: String, _ target: String, _ id: String?,
    to rows: [String: Value]
  ) {
    guard let id, rows[id] == nil else { return }
    problem(table, key, "\(column) names \(target) '\(id)', which does not exist")
  }

  private mutating func span(
    _ table: String, _ key: String, _ first: LocalDay?, _ last: LocalDay?, _ reason: String
  ) {
    if let first, let last, last < first { problem(table, key, reason) }
  }

  /// Whether the way up from a row comes back to it.
  private func climbs(from id: String, _ parent: (String) -> String?) -> Bool {
    var (current, seen) = (parent(id), Set<String>())
    while let above = current, seen.insert(above).inserted {
      if above == id { return true }
      current = parent(above)
    }
    return false
  }

  // MARK: - Days

  private mutating func day(_ row: Row, _ column: Int, _ table: String, _ key: String, _ name: String)
    -> LocalDay?
  {
    guard !row.isNull(column) else { return nil }
    let day = LocalDay(row.text(column))
    if day == nil { problems.append(unreadable(table, key, name)) }
    return day
  }

  private mutating func requiredDay(
    _ row: Row, _ column: Int, _ table: String, _ key: String, _ name: String
  ) -> LocalDay? {
    let day = LocalDay(row.text(column))
    if day == nil { problems.append(unreadable(table, key, name)) }
    return day
  }

  private func unreadable(_ table: String, _ key: String, _ column: String) -> RowProblem {
    RowProblem(table: table, key: key, reason: "\(column) is not a day of the calendar written YYYY-MM-DD")
  }
}
