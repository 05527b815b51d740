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
    rows.checkReferences(of: organization)
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
      activeFrom: day(row, 7, "neighborhood", id, "active_from"),
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

  /// Ranks off the ladder, and references to rows that do not exist.
  mutating func checkReferences(of organization: Organization) {
    func missing(_ table: String, _ key: String, _ column: String, _ target: String) {
      problems.append(
        .init(table: table, key: key, reason: "\(column) names \(target), which does not exist"))
    }
    for person in organization.people.values.sorted(by: { $0.id < $1.id }) {
      if organization.ranks.level(of: person.rank) == nil {
        problems.append(
          .init(
            table: "person", key: person.id,
            reason: "rank '\(person.rank)' is not one of `ranks` in rollcall.json5"))
      }
      if let unit = person.unitID, organization.units[unit] == nil {
        missing("person", person.id, "unit_id", "unit '\(unit)'")
      }
      if let supervisor = person.supervisorID, organization.people[supervisor] == nil {
        missing("person", person.id, "supervisor_id", "person '\(supervisor)'")
      }
    }
    for neighborhood in organization.neighborhoods.values.sorted(by: { $0.id < $1.id }) {
      if let unit = neighborhood.unitID, organization.units[unit] == nil {
        missing("neighborhood", neighborhood.id, "unit_id", "unit '\(unit)'")
      }
      for assignment in organization.assignments(toNeighborhood: neighborhood.id)
      where organization.people[assignment.personID] == nil {
        missing(
          "assignment", "\(neighborhood.id)/\(assignment.personID)", "person_id",
          "person '\(assignment.personID)'")
      }
    }
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
