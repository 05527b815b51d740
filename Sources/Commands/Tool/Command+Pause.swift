import Configuration
import Foundation
import Platform
import RollCall

extension Command {
  /// `pause`: nothing is owed in a neighborhood for a while.
  static let pause = Command(
    "pause", "let nothing be owed in a neighborhood for a while: a snowstorm, a festival, a protest",
    operands: "NEIGHBORHOOD",
    options: [
      Option(
        "--from", "DAY", "the first day of the pause (default: today); with --end, the first day after it"),
      Option("--until", "DAY", "the last day of the pause (default: until further notice)"),
      Option("--reason", "TEXT", "why"),
      Option("--end", "end the pause: from today, or from --from, things are owed again"),
    ],
    example: """
      rollcallctl pause riverside --from 2026-11-18 --until 2026-11-20 --reason "snowstorm"
               rollcallctl pause riverside --end
      """
  ) { invocation in
    let arguments = invocation.arguments
    let place = try invocation.operand("the neighborhood, by its id")
    let (settings, records) = (try invocation.settings(), try Records(invocation))
    let from = try arguments.day("--from") ?? settings.calendar.day(of: Date())
    let until = try arguments.day("--until")
    let words = LocalWords(settings.calendar)
    if arguments.has("--end") {
      guard until == nil, !arguments.has("--reason") else {
        throw Failure(.usage, "--end takes --from alone: the first day on which things are owed again")
      }
      try records.write { try Pauses(records, $0).end(place, from: from) }
      return records.said("\(place): things are owed again from \(words.day(from)) on", place, from, nil)
    }
    if let until, until < from { throw Failure(.usage, "--until \(until) is before --from \(from)") }
    guard let reason = arguments.value("--reason"), !reason.allSatisfy(\.isWhitespace) else {
      throw Failure(.usage, "say why with --reason: it is asked about later")
    }
    try records.write { try Pauses(records, $0).add(place, from: from, until: until, reason) }
    let end = until.map { " to \(words.day($0))" } ?? " until further notice"
    return records.said("\(place): nothing is owed from \(words.day(from))\(end)", place, from, until)
  }
}

/// The rows of `pause`.
private struct Pauses {
  private let connection: Connection
  private let records: Records

  init(_ records: Records, _ connection: Connection) {
    self.records = records
    self.connection = connection
  }

  func add(_ place: String, from: LocalDay, until: LocalDay?, _ reason: String) throws {
    try records.check("neighborhood", place, "NEIGHBORHOOD", in: connection)
    let covering = try connection.first(
      """
      SELECT starts_on || coalesce(' to ' || ends_on, ', until further notice') FROM pause
      WHERE neighborhood_id = ? AND starts_on <= ? AND (ends_on IS NULL OR ends_on >= ?)
      """, place, from.description, until?.description ?? "9999-12-31"
    ) { $0.text(0) }
    if let covering { throw Failure(.dataError, "\(place) is paused on these days already: \(covering)") }
    try connection.run(
      "INSERT INTO pause (neighborhood_id, starts_on, ends_on, reason) VALUES (?, ?, ?, ?)", place,
      from.description, until?.description, reason)
  }

  /// The pause that holds `from` ends the day before; one that would begin then never was.
  func end(_ place: String, from: LocalDay) throws {
    try records.check("neighborhood", place, "NEIGHBORHOOD", in: connection)
    let condition = "neighborhood_id = ?1 AND starts_on <= ?2 AND (ends_on IS NULL OR ends_on >= ?2)"
    guard
      try connection.first(
        "SELECT 1 FROM pause WHERE \(condition)", place, from.description, read: { _ in true }) != nil
    else { throw Failure(.dataError, "\(place) is not paused on \(from); nothing was changed") }
    try connection.run("DELETE FROM pause WHERE \(condition) AND starts_on = ?2", place, from.description)
    try connection.run(
      "UPDATE pause SET ends_on = ?3 WHERE \(condition)", place, from.description,
      from.advanced(by: -1).description)
  }
}

extension Records {
  /// What became of a pause.
  fileprivate func said(_ line: String, _ place: String, _ from: LocalDay, _ until: LocalDay?) -> ExitCode {
    say(line) { json in
      json.field("neighborhood", place)
      json.field("from", from.description)
      json.field("until", until?.description)
    }
  }
}
