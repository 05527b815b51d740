import Foundation
import RollCall

/// An invented agency in New York's time: Chief Ode, Capt. Ruiz, Lt. Silva, Sgt. Kelling, Officers Tran and Reyes of
/// District 1, who answer for Riverside, and Det. Hart, who is never to be named.
package enum Riverton {
  /// The agency's people and places, as statements of SQL.
  package static let roster = """
    INSERT INTO unit (id, name, kind, parent_id) VALUES
      ('X', 'Office of the Chief', 'executive', NULL), ('D1', 'District 1', 'patrol', 'X');
    INSERT INTO person (id, name, rank, unit_id, supervisor_id, email, login, named) VALUES
      ('ode', 'Ida Ode', 'chief', 'X', NULL, 'ode@example.test', 'ode', 1),
      ('ruiz', 'Maria Ruiz', 'captain', 'D1', 'ode', 'ruiz@example.test', 'ruiz', 1),
      ('silva', 'Ana Silva', 'lieutenant', 'D1', 'ruiz', 'silva@example.test', 'silva', 1),
      ('kelling', 'Bo Kelling', 'sergeant', 'D1', 'silva', 'kelling@example.test', 'kelling', 1),
      ('tran', 'Lin Tran', 'officer', 'D1', 'kelling', 'tran@example.test', 'tran', 1),
      ('reyes', 'Jo Reyes', 'officer', 'D1', 'kelling', 'reyes@example.test', 'reyes', 1),
      ('hart', 'Sam Hart', 'detective', 'D1', 'kelling', 'hart@example.test', 'hart', 0);
    INSERT INTO neighborhood (id, name, unit_id, captain_id, lieutenant_id) VALUES
      ('riverside', 'Riverside', 'D1', 'ruiz', 'silva');
    INSERT INTO assignment (neighborhood_id, person_id) VALUES
      ('riverside', 'silva'), ('riverside', 'kelling'), ('riverside', 'tran'), ('riverside', 'reyes');
    """

  /// One squad walk a week in Riverside, led by a sergeant, half an hour, with an officer along: Sgt. Kelling's.
  package static let squadWalk = """
    { id: "squad-walk", name: "Squad walk", activity: "walk.squad", minutes: 30,
      coordinator: { rank: ["sergeant"], unitKind: ["patrol"], assigned: true },
      with: [{ rank: ["officer", "detective"] }], times: 1, per: "workWeek", for: "neighborhood" }
    """

  package static let calendar = AgencyCalendar(timeZone: TimeZone(identifier: "America/New_York") ?? .gmt)

  /// The instant that clocks in Riverton show as "2026-11-17 09:00".
  /// - throws: `Unmet` where that is no such time.
  package static func instant(_ local: String) throws -> Date {
    let parts = local.split(separator: " ").map(String.init)
    guard parts.count == 2, let day = LocalDay(parts[0]), let time = TimeOfDay(parts[1]) else {
      throw Unmet("'\(local)' is no local time")
    }
    return calendar.instant(day, time)
  }

  /// A walk by these people, the first of them its coordinator, as statements of SQL.
  package static func walk(
    _ id: String, _ start: String, minutes: Int? = 35, _ people: [String] = ["kelling", "tran"],
    activity: String = "walk.squad", status: String = "completed", neighborhood: String? = "riverside"
  ) -> String {
    let instant = (try? Self.instant(start)) ?? .distantPast
    let end = minutes.map { instant.addingTimeInterval(Double($0) * 60).rfc3339.sql } ?? "NULL"
    let participants = people.map { "(\(id.sql), \($0.sql))" }.joined(separator: ", ")
    return """
      INSERT INTO engagement (id, activity, neighborhood_id, coordinator_id, status, starts_at, ends_at) VALUES
        (\(id.sql), \(activity.sql), \(neighborhood?.sql ?? "NULL"), \(people.first?.sql ?? "NULL"), \(status.sql),
         \(instant.rfc3339.sql), \(end));
      """ + (people.isEmpty ? "" : "\nINSERT INTO participant VALUES \(participants);")
  }

  /// A note as a statement of SQL.
  package static func note(
    _ id: String, _ text: String = "Neighbours ask for light at the bus stop.", by author: String = "tran",
    at local: String = "2026-11-17 08:00"
  ) -> String {
    note(id, text, by: author, at: (try? Self.instant(local)) ?? .distantPast)
  }

  package static func note(
    _ id: String, _ text: String = "Neighbours ask for light at the bus stop.", by author: String = "tran",
    at instant: Date
  ) -> String {
    """
    INSERT INTO note (id, author_id, neighborhood_id, written_at, body)
      VALUES (\(id.sql), \(author.sql), 'riverside', \(instant.rfc3339.sql), \(text.sql));
    """
  }
}
