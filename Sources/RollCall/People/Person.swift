/// Somebody of the agency, sworn or civilian: a row of `person`.
package struct Person: Hashable, Sendable {
  /// Badge or employee number.
  package let id: String
  package let name: String
  /// An id of the rank ladder.
  package let rank: String
  package let unitID: String?
  /// Nil for the head of the agency.
  package let supervisorID: String?
  package let shift: String?
  package let email: String?
  package let login: String?
  /// False: never named or shown outside command (undercover, threatened).
  package let isNamed: Bool
  /// BCP 47; nil: the agency's.
  package let language: String?
  package let activeFrom: LocalDay?
  /// The last day.
  package let activeUntil: LocalDay?

  package init(
    id: String, name: String, rank: String, unitID: String? = nil, supervisorID: String? = nil,
    shift: String? = nil, email: String? = nil, login: String? = nil, isNamed: Bool = true,
    language: String? = nil, activeFrom: LocalDay? = nil, activeUntil: LocalDay? = nil
  ) {
    self.id = id
    self.name = name
    self.rank = rank
    self.unitID = unitID
    self.supervisorID = supervisorID
    self.shift = shift
    self.email = email
    self.login = login
    self.isNamed = isNamed
    self.language = language
    self.activeFrom = activeFrom
    self.activeUntil = activeUntil
  }

  package func isActive(on day: LocalDay) -> Bool { spans(activeFrom, activeUntil, day) }
}

/// A row of `unit`.
package struct Unit: Hashable, Sendable {
  package let id: String
  package let name: String
  package let kind: String
  package let parentID: String?

  package init(id: String, name: String, kind: String, parentID: String? = nil) {
    self.id = id
    self.name = name
    self.kind = kind
    self.parentID = parentID
  }
}

/// Days away on leave, training or court: a row of `absence`, without its reason, which is nobody's business.
package struct Absence: Hashable, Sendable {
  package let personID: String
  package let from: LocalDay
  /// The last day away.
  package let through: LocalDay

  package init(personID: String, from: LocalDay, through: LocalDay) {
    self.personID = personID
    self.from = from
    self.through = through
  }
}

/// Where walks happen: a row of `neighborhood`.
package struct Neighborhood: Hashable, Sendable {
  package let id: String
  package let name: String
  /// The district that answers for it.
  package let unitID: String?
  package let captainID: String?
  package let lieutenantID: String?
  package let purpose: String?
  package let beats: Set<String>
  package let activeFrom: LocalDay?
  /// The last day.
  package let activeUntil: LocalDay?

  package init(
    id: String, name: String, unitID: String? = nil, captainID: String? = nil, lieutenantID: String? = nil,
    purpose: String? = nil, beats: Set<String> = [], activeFrom: LocalDay? = nil, activeUntil: LocalDay? = nil
  ) {
    self.id = id
    self.name = name
    self.unitID = unitID
    self.captainID = captainID
    self.lieutenantID = lieutenantID
    self.purpose = purpose
    self.beats = beats
    self.activeFrom = activeFrom
    self.activeUntil = activeUntil
  }

  package func isActive(on day: LocalDay) -> Bool { spans(activeFrom, activeUntil, day) }
}

/// While a neighborhood is paused nothing is owed there: a row of `pause`.
package struct Pause: Hashable, Sendable {
  package let neighborhoodID: String
  package let from: LocalDay
  /// The last day; nil: until further notice.
  package let through: LocalDay?

  package init(neighborhoodID: String, from: LocalDay, through: LocalDay?) {
    self.neighborhoodID = neighborhoodID
    self.from = from
    self.through = through
  }
}

/// Who answers for a neighborhood: a row of `assignment`.
package struct Assignment: Hashable, Sendable {
  package let neighborhoodID: String
  package let personID: String
  package let from: LocalDay?
  /// The last day.
  package let through: LocalDay?

  package init(neighborhoodID: String, personID: String, from: LocalDay? = nil, through: LocalDay? = nil) {
    self.neighborhoodID = neighborhoodID
    self.personID = personID
    self.from = from
    self.through = through
  }

  package func holds(on day: LocalDay) -> Bool { spans(from, through, day) }
}

/// Whether `day` lies in a span whose ends are both inclusive and may both be open.
func spans(_ first: LocalDay?, _ last: LocalDay?, _ day: LocalDay) -> Bool {
  (first.map { $0 <= day } ?? true) && (last.map { day <= $0 } ?? true)
}
