import Foundation
import RollCall

/// Reads one row by the mapping: what it is, and what it says.
struct RowReader {
  enum Finding {
    case record(CADRecord)
    /// A row that is nothing to record: its type, whether the mapping names that type, and its reference.
    case other(type: String, isKnown: Bool, reference: String?)
  }

  /// Why a row cannot be read.
  struct Problem: Error {
    let reason: String
  }

  /// What was decided about times that the clock showed twice or never.
  struct ClockChanges {
    var twice = 0
    var never = 0
  }

  /// How far ahead of the import a start may lie: clocks and zones go wrong by hours, years by mistake.
  private static let tolerance: Duration = .seconds(86_400)

  let mapping: CADMapping
  let now: Date
  private let places: [ColumnName: Int]
  private let count: Int
  private let longestEmptyWord: Int
  private let clock: WallClock
  private(set) var changes = ClockChanges()

  /// `header` is the first row, whether it names columns or is a row like any other.
  /// - throws: `ImportError.doesNotFit` where a column that the mapping names is not there.
  init(mapping: CADMapping, header: CSVRow, file: String, now: Date) throws {
    self.mapping = mapping
    self.now = now
    count = header.count
    longestEmptyWord = mapping.emptyWords.map(\.utf8.count).max() ?? 0
    clock = WallClock(mapping.timeZone)
    places = try ColumnPlaces.find(mapping, in: header, file: file)
  }

  // MARK: -

  /// - throws: `Problem`.
  mutating func read(_ row: CSVRow) throws -> Finding {
    guard row.count == count else { throw Problem(reason: ImportText.cells(row.count, expected: count)) }
    let code = try cell(mapping.columns.type, of: row) ?? ""
    let meaning = mapping.types.meaning(of: code)
    guard let meaning, meaning != .nothing else {
      return .other(
        type: code, isKnown: meaning != nil, reference: try? cell(mapping.columns.reference, of: row))
    }
    return .record(try record(row, meaning))
  }

  /// When a row starts by the clock on the wall, for rows of which nothing else matters; nil also for a time that
  /// cannot be yet, so that one wrong year does not make the source complete until then.
  func wallTime(of row: CSVRow) -> WallTime? {
    guard row.count == count, let text = try? text(mapping.columns.startsAt, of: row), let time = time(text),
      time.seconds <= now.advanced(by: Self.tolerance * 2).seconds
    else { return nil }
    return time
  }

  /// The instant of such a time.
  func instant(of time: WallTime) -> Date { clock.reading(time).first }

  private mutating func record(_ row: CSVRow, _ meaning: CallMeaning) throws -> CADRecord {
    let columns = mapping.columns
    guard let reference = try cell(columns.reference, of: row) else {
      throw Problem(reason: ImportText.noReference)
    }
    guard reference.utf8.count <= 200, !reference.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw Problem(reason: ImportText.badReference)
    }
    let (wall, startsAt) = try start(of: row)
    let endsAt = try end(of: row, wall, startsAt)
    var record = CADRecord(
      reference: reference, line: row.line, meaning: meaning,
      disposition: try disposition(of: row, endsAt: endsAt), startsAt: startsAt, endsAt: endsAt)
    record.beat = try columns.beat.flatMap { try cell($0, of: row) }?.uppercased()
    record.place = try columns.place?.fill { try cell($0, of: row) }
    record.callSigns = try list(columns.callSigns, of: row).map { .init(sign: $0.uppercased(), at: startsAt) }
    record.people = try list(columns.people, of: row)
    record.coordinator = try columns.coordinator.flatMap { try cell($0, of: row) }
    record.communityCount = try communityCount(of: row)
    return record
  }

  private func disposition(of row: CSVRow, endsAt: Date?) throws -> CADMapping.Disposition {
    let code = try mapping.columns.disposition.flatMap { try cell($0, of: row) }
    if let code, let found = mapping.dispositions[code.uppercased()] { return found }
    return endsAt == nil ? mapping.withoutEnd : .completed
  }

  private func communityCount(of row: CSVRow) throws -> Int? {
    guard let rule = mapping.columns.communityCount, let text = try cell(rule, of: row) else { return nil }
    guard let count = Int(text), (0...1_000_000).contains(count) else {
      throw Problem(reason: ImportText.badCount(text, rule.column))
    }
    return count
  }

  private func list(_ rule: ListRule?, of row: CSVRow) throws -> [String] {
    guard let rule, let text = try cell(rule.column, of: row) else { return [] }
    var found: [String] = []
    for item in rule.apply(to: text) where !isEmpty(item) && !found.contains(item) { found.append(item) }
    return found
  }

  // MARK: - Times

  private mutating func start(of row: CSVRow) throws -> (WallTime, Date) {
    let columns = mapping.columns.startsAt
    guard let text = try text(columns, of: row) else { throw Problem(reason: ImportText.noStart(columns)) }
    guard let wall = time(text) else { throw Problem(reason: ImportText.badTime(text, mapping.timeFormats)) }
    let reading = clock.reading(wall)
    count(reading)
    guard reading.first <= now.advanced(by: Self.tolerance) else {
      throw Problem(reason: ImportText.inTheFuture(reading.first))
    }
    return (wall, reading.first)
  }

  private mutating func end(of row: CSVRow, _ start: WallTime, _ startsAt: Date) throws -> Date? {
    switch mapping.columns.end {
    case nil: return nil
    case .duration(let rule, let unit):
      guard let text = try cell(rule, of: row) else { return nil }
      guard let length = unit.seconds(text) else { throw Problem(reason: ImportText.badDuration(text, unit)) }
      return startsAt.advanced(by: .seconds(length))
    case .at(let columns):
      // A date without its time, or the other way round, is a row that has not ended.
      guard let text = try text(columns, of: row, whole: true) else { return nil }
      guard var wall = time(text) else {
        throw Problem(reason: ImportText.badTime(text, mapping.timeFormats))
      }
      if wall.seconds < start.seconds, !Set(columns).isDisjoint(with: mapping.columns.startsAt) {
        wall = WallTime(seconds: wall.seconds + 86400, offset: wall.offset)
      }
      let reading = clock.reading(wall)
      count(reading)
      let endsAt = reading.notBefore(startsAt)
      guard endsAt >= startsAt else { throw Problem(reason: ImportText.endBeforeStart(text)) }
      return endsAt
    }
  }

  private mutating func count(_ reading: WallClock.Reading) {
    switch reading {
    case .once: break
    case .twice: changes.twice += 1
    case .never: changes.never += 1
    }
  }

  private func time(_ text: String) -> WallTime? {
    for format in mapping.timeFormats {
      if let time = format.read(text) { return time }
    }
    return nil
  }

  // MARK: - Cells

  /// The text of several columns with spaces between; nil where all are empty, or with `whole` where any is.
  private func text(_ columns: [ColumnName], of row: CSVRow, whole: Bool = false) throws -> String? {
    let cells = try columns.map { try cell($0, of: row) }
    let found = cells.compactMap { $0 }
    return found.isEmpty || (whole && found.count < cells.count) ? nil : found.joined(separator: " ")
  }

  private func cell(_ rule: CellRule, of row: CSVRow) throws -> String? {
    guard let text = try cell(rule.column, of: row) else { return nil }
    if case .whole = rule.part { return text }
    let part = rule.apply(to: text).trimmed
    return isEmpty(part) ? nil : part
  }

  /// The cell without spaces around it; nil where it is empty or holds a word that means so.
  private func cell(_ column: ColumnName, of row: CSVRow) throws -> String? {
    guard let place = places[column] else { return nil }
    guard let text = mapping.dialect.encoding.text(row[place])?.trimmed else {
      throw Problem(reason: ImportText.notText(column))
    }
    return isEmpty(text) ? nil : text
  }

  private func isEmpty(_ text: String) -> Bool {
    if text.isEmpty { return true }
    return text.utf8.count <= longestEmptyWord && mapping.emptyWords.contains(text.uppercased())
  }
}

extension String {
  /// Without spaces and newlines around it. Nearly every cell has none, and Foundation looks at each for long.
  fileprivate var trimmed: String {
    func mayBeSpace(_ byte: UInt8?) -> Bool { byte.map { $0 <= 0x20 || $0 >= 0x80 } ?? false }
    guard mayBeSpace(utf8.first) || mayBeSpace(utf8.last) else { return self }
    return trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension CADMapping.DurationUnit {
  /// Whole seconds, from 0 to a week; nil for what is no duration.
  func seconds(_ text: String) -> Int? {
    let value: Double?
    switch self {
    case .seconds: value = Double(text)
    case .minutes: value = Double(text).map { $0 * 60 }
    case .hours: value = Double(text).map { $0 * 3600 }
    case .clock:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      let numbers = parts.compactMap { $0 }
      guard numbers.count == parts.count, (2...3).contains(numbers.count), numbers.allSatisfy({ $0 >= 0 }),
        numbers.dropFirst().allSatisfy({ $0 < 60 }), numbers[0] < 1000
      else { return nil }
      value = Double(numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0))
    }
    guard let value, value >= 0, value <= 7 * 86400 else { return nil }
    return Int(value)
  }
}
