/// The agency as the store describes it, with the look-ups that decisions need.
package struct Organization: Sendable {
  package let people: [String: Person]
  package let units: [String: Unit]
  package let neighborhoods: [String: Neighborhood]
  package let ranks: RankLadder
  private let absences: [String: [Absence]]
  private let pauses: [String: [Pause]]
  private let assignmentsByNeighborhood: [String: [Assignment]]
  private let assignmentsByPerson: [String: [Assignment]]

  package init(
    people: [Person], units: [Unit], neighborhoods: [Neighborhood], absences: [Absence] = [],
    pauses: [Pause] = [], assignments: [Assignment] = [], ranks: RankLadder
  ) {
    self.people = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.units = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.neighborhoods = Dictionary(
      neighborhoods.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.ranks = ranks
    self.absences = Dictionary(grouping: absences, by: \.personID)
    self.pauses = Dictionary(grouping: pauses, by: \.neighborhoodID)
    assignmentsByNeighborhood = Dictionary(grouping: assignments, by: \.neighborhoodID)
    assignmentsByPerson = Dictionary(grouping: assignments, by: \.personID)
  }

  package func assignments(toNeighborhood id: String) -> [Assignment] { assignmentsByNeighborhood[id] ?? [] }
  package func assignments(ofPerson id: String) -> [Assignment] { assignmentsByPerson[id] ?? [] }

  package func isAssigned(_ person: String, to neighborhood: String, on day: LocalDay) -> Bool {
    assignmentsByPerson[person]?.contains { $0.neighborhoodID == neighborhood && $0.holds(on: day) } ?? false
  }

  package func isAbsent(_ person: String, on day: LocalDay) -> Bool {
    absences[person]?.contains { $0.from <= day && day <= $0.through } ?? false
  }

  package func isPaused(_ neighborhood: String, on day: LocalDay) -> Bool {
    pauses[neighborhood]?.contains { spans($0.from, $0.through, day) } ?? false
  }

  /// The kind of the person's unit; nil without a unit, or where it does not exist.
  package func unitKind(of person: Person) -> String? { person.unitID.flatMap { units[$0]?.kind } }

  /// Whether `unit` is `ancestor` or below it. A cycle in the store ends the climb.
  package func isUnit(_ unit: String?, withinOrSame ancestor: String) -> Bool {
    var (current, seen) = (unit, Set<String>())
    while let id = current, seen.insert(id).inserted {
      if id == ancestor { return true }
      current = units[id]?.parentID
    }
    return false
  }

  /// "Capt. Maria Ruiz"; of somebody whose rank has no title, the name alone.
  package func titled(_ person: Person) -> String {
    let title = ranks.abbreviation(of: person.rank)
    return title.isEmpty ? person.name : "\(title) \(person.name)"
  }
}
