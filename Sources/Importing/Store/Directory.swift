import Foundation
import Platform
import RollCall

/// What the store knows of neighborhoods, people and crews, as far as one export needs it.
struct Directory {
  private struct Neighborhood {
    let id: String
    let from: LocalDay?
    let until: LocalDay?

    func isActive(on day: LocalDay) -> Bool { (from ?? day) <= day && day <= (until ?? day) }
  }

  private struct Watch {
    let person: String
    let from: Date
    let until: Date
  }

  private var neighborhoods: [String: [Neighborhood]] = [:]
  /// Each person's place on the ladder; -1 for a rank it does not know.
  private var levels: [String: Int] = [:]
  private var crews: [String: [Watch]] = [:]
  private let zone: TimeZone

  init(_ connection: Connection, for records: [CADRecord], ranks: RankLadder?, zone: TimeZone) throws {
    self.zone = zone
    try readNeighborhoods(connection)
    try connection.each("SELECT id, rank FROM person") { row in
      levels[row.text(0)] = ranks?.level(of: row.text(1)) ?? -1
      return true
    }
    try readCrews(connection, for: records)
  }

  private mutating func readNeighborhoods(_ connection: Connection) throws {
    try connection.each(
      "SELECT id, beats, active_from, active_until FROM neighborhood WHERE beats IS NOT NULL ORDER BY id"
    ) { row in
      let found = Neighborhood(
        id: row.text(0), from: row.optionalText(2).flatMap { LocalDay($0) },
        until: row.optionalText(3).flatMap { LocalDay($0) })
      for beat in row.text(1).uppercased().split(whereSeparator: \.isWhitespace) {
        neighborhoods[String(beat), default: []].append(found)
      }
      return true
    }
  }

  /// One pass over the crews of the export's time: `crew` may hold years, and need not have an index.
  private mutating func readCrews(_ connection: Connection, for records: [CADRecord]) throws {
    let signs = Set(records.lazy.flatMap(\.callSigns).map(\.sign))
    let times = records.lazy.flatMap(\.callSigns).map(\.at)
    guard let first = times.min(), let last = times.max() else { return }
    try connection.each(
      "SELECT call_sign, person_id, starts_at, ends_at FROM crew WHERE starts_at <= ? AND ends_at > ? ORDER BY rowid",
      last.rfc3339, first.rfc3339
    ) { row in
      let sign = row.text(0).uppercased()
      guard signs.contains(sign), let from = Date(rfc3339: row.text(2)),
        let until = Date(rfc3339: row.text(3))
      else { return true }
      crews[sign, default: []].append(Watch(person: row.text(1), from: from, until: until))
      return true
    }
  }

  // MARK: -

  /// The neighborhood of a beat: one that is active on that day before one that is not, else the first by id.
  func neighborhood(of beat: String, at instant: Date) -> String? {
    guard let found = neighborhoods[beat] else { return nil }
    let local = instant.seconds + zone.secondsFromGMT(for: instant)
    let day = LocalDay(number: Int((Double(local) / 86400).rounded(.down)))
    return (found.first { $0.isActive(on: day) } ?? found.first)?.id
  }

  func isPerson(_ id: String) -> Bool { levels[id] != nil }

  /// Who was behind a call sign at that instant: those of whom the store has a row, each once.
  func crew(of sign: CADRecord.CallSign) -> [String] {
    var found: [String] = []
    for watch in crews[sign.sign] ?? [] where watch.from <= sign.at && sign.at < watch.until {
      if isPerson(watch.person), !found.contains(watch.person) { found.append(watch.person) }
    }
    return found
  }

  /// The highest on the ladder, the first of equals.
  func highest(of people: [String]) -> String? {
    var best: String?
    for person in people where best.map({ level(person) > level($0) }) ?? true { best = person }
    return best
  }

  private func level(_ person: String) -> Int { levels[person] ?? -1 }
}
