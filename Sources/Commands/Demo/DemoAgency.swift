import Platform

/// The invented agency: 38 people, two districts, three shifts, a community policing unit and two neighborhoods.
/// Nobody in it lives anywhere.
enum DemoAgency {
  static let name = "Riverbend Police Department"
  static let timeZone = "America/New_York"

  struct Unit {
    let id: String
    let name: String
    let kind: String
  }

  struct Person {
    let id: String
    let name: String
    let rank: String
    let unit: String
    let supervisor: String?
    var shift: String?
    /// False for somebody who works undercover.
    var isNamed = true

    var email: String { name.lowercased().replacing(" ", with: ".") + "@example.gov" }
  }

  struct Neighborhood {
    let id: String
    let name: String
    let unit: String
    let captain: String
    let lieutenant: String
    let purpose: String
    /// Badge numbers of those who answer for it.
    let assigned: [String]
  }

  static let units = [
    Unit(id: "HQ", name: "Chief's Office", kind: "executive"),
    Unit(id: "D1", name: "North District", kind: "patrol"),
    Unit(id: "D2", name: "South District", kind: "patrol"),
    Unit(id: "INV", name: "Investigations", kind: "investigations"),
    Unit(id: "CPU", name: "Community Policing Unit", kind: "community_policing"),
    Unit(id: "ADM", name: "Administration", kind: "administration"),
  ]

  /// The captain whose login the demo takes, to acknowledge a case over the socket as she would.
  static let captain = "112"

  static let people =
    [
      Person(id: "100", name: "Marta Lindqvist", rank: "chief", unit: "HQ", supervisor: nil),
      Person(id: "101", name: "Ruth Abara", rank: "commander", unit: "HQ", supervisor: "100"),
      Person(id: "111", name: "Helen Marsh", rank: "captain", unit: "D1", supervisor: "101"),
      Person(id: captain, name: "Lucia Ferrante", rank: "captain", unit: "D2", supervisor: "101"),
      Person(id: "113", name: "Rosa Beck", rank: "captain", unit: "INV", supervisor: "101"),
      Person(id: "114", name: "Hugo Lane", rank: "sergeant", unit: "INV", supervisor: "113"),
      Person(id: "115", name: "Uma Frey", rank: "detective", unit: "INV", supervisor: "114"),
      Person(
        id: "116", name: "Cal Rivers", rank: "detective", unit: "INV", supervisor: "114", isNamed: false),
      Person(id: "120", name: "Dana Moss", rank: "lieutenant", unit: "CPU", supervisor: "101", shift: "day"),
      Person(id: "121", name: "Iris Boone", rank: "sergeant", unit: "CPU", supervisor: "120", shift: "day"),
      Person(id: "122", name: "Max Ortega", rank: "officer", unit: "CPU", supervisor: "121", shift: "day"),
      Person(id: "123", name: "Tess Holm", rank: "officer", unit: "CPU", supervisor: "121", shift: "day"),
      Person(id: "131", name: "Nell Foster", rank: "civilian", unit: "ADM", supervisor: "101"),
      Person(id: "132", name: "Ike Dunn", rank: "civilian", unit: "ADM", supervisor: "101"),
    ]
    + squad(
      "21", "day", of: "D1", under: "111", "Omar Haddad", "Ines Calder", "Dale Hart", "Li Moreno")
    + squad(
      "22", "evening", of: "D1", under: "111", "Grace Lindgren", "Will Tanaka", "Ada Finch", "Rafi Stone")
    + squad(
      "23", "night", of: "D1", under: "111", "Pete Novak", "Joan Petrie", "Noor Bright", "Tom Ekberg")
    + squad(
      "31", "day", of: "D2", under: captain, "Ray Whitlock", "Mona Pryce", "Gil Sandor", "Eve Larkin")
    + squad(
      "32", "evening", of: "D2", under: captain, "Ana Silva", "Bo Kelling", "Kim Dalby", "Jo Reyes")
    + squad(
      "33", "night", of: "D2", under: captain, "Vera Stahl", "Abe Quill", "Sol Winter", "Pia Crane")

  static let neighborhoods = [
    Neighborhood(
      id: "riverside", name: "Riverside", unit: "D1", captain: "111", lieutenant: "211",
      purpose: "Fewer robberies around the bus terminal",
      assigned: ["111", "211", "212", "213", "214", "231", "232", "233", "234"]),
    Neighborhood(
      id: "mill-hill", name: "Mill Hill", unit: "D2", captain: captain, lieutenant: "321",
      purpose: "Fewer break-ins into cars and garages",
      assigned: [captain, "321", "322", "323", "324"]),
  ]

  /// A shift lieutenant, the sergeant below, two officers; badge numbers 1 to 4 after `prefix`.
  private static func squad(
    _ prefix: String, _ shift: String, of district: String, under captain: String, _ lieutenant: String,
    _ sergeant: String, _ officers: String...
  ) -> [Person] {
    let names = [lieutenant, sergeant] + officers
    return names.enumerated().map { place, name in
      Person(
        id: "\(prefix)\(place + 1)", name: name,
        rank: place == 0 ? "lieutenant" : place == 1 ? "sergeant" : "officer", unit: district,
        supervisor: place == 0 ? captain : "\(prefix)\(min(place, 2))", shift: shift)
    }
  }

  // MARK: - Into the store

  /// Lays the agency into an empty store. `login`: the account that speaks as the captain of Mill Hill.
  /// - throws: `DatabaseError`.
  static func insert(into connection: Connection, login: String?) throws {
    try connection.transaction {
      for unit in units {
        try connection.run(
          "INSERT INTO unit (id, name, kind) VALUES (?, ?, ?)", unit.id, unit.name, unit.kind)
      }
      for person in people {
        try connection.run(
          """
          INSERT INTO person (id, name, rank, unit_id, supervisor_id, shift, email, login, named)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, person.id, person.name, person.rank, person.unit, person.supervisor, person.shift,
          person.email,
          person.id == captain ? login : nil, person.isNamed)
      }
      for place in neighborhoods {
        try connection.run(
          """
          INSERT INTO neighborhood (id, name, unit_id, captain_id, lieutenant_id, purpose)
          VALUES (?, ?, ?, ?, ?, ?)
          """, place.id, place.name, place.unit, place.captain, place.lieutenant, place.purpose)
        for person in place.assigned {
          try connection.run(
            "INSERT INTO assignment (neighborhood_id, person_id) VALUES (?, ?)", place.id, person)
        }
      }
    }
  }
}
