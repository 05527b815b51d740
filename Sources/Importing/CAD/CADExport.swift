import Foundation
import RollCall

/// A whole export, read by a mapping: what is to be recorded, and a count of everything else. Nothing of it has
/// touched the store.
struct CADExport {
  /// Kinds of rows beyond this number are counted together: a type column may hold free text.
  private static let kindLimit = 10_000
  private static let progressEvery = 10_000

  /// In the order of their first rows.
  private(set) var records: [CADRecord] = []
  /// References that the store knows from an earlier import and that are now of a type nobody records.
  private(set) var left: [String] = []
  private(set) var report: ImportReport
  /// The latest start of any row.
  private(set) var latest: Date?

  private var places: [String: Int] = [:]
  private var removed: Set<Int> = []
  private var leftReferences: Set<String> = []
  private let known: Set<String>

  /// Reads it to the end. `known` are the references that the source has in the store already.
  /// - throws: `InputError`, `ImportError.doesNotFit`.
  init(
    _ source: any ByteSource, file: String, mapping: CADMapping, known: Set<String>, now: Date,
    progress: ((Int) -> Void)? = nil
  ) throws {
    self.known = known
    report = ImportReport(source: mapping.source)
    let csv = try CSVReader(source, dialect: mapping.dialect, name: file)
    // A failed export leaves an empty file: it must not pass for a delivery in which nothing had happened.
    guard let first = try Self.firstRow(csv, file: file) else {
      throw ImportError.doesNotFit(file, ImportText.empty)
    }
    var reader = try RowReader(mapping: mapping, header: first, file: file, now: now)
    var latestWall: WallTime?
    var pending = mapping.hasHeader ? nil : first
    while let row = try pending ?? nextRow(csv) {
      pending = nil
      report.rows += 1
      if report.rows.isMultiple(of: Self.progressEvery) { progress?(report.rows) }
      take(row, &reader)
      if row.count == first.count, let time = reader.wallTime(of: row),
        time.seconds > latestWall?.seconds ?? .min
      {
        latestWall = time
      } else if row.count != first.count, row.lastLine > row.line {
        try csv.readAgainAfterFirstLine()
      }
    }
    finish(reader, latestWall)
  }

  private static func firstRow(_ csv: CSVReader, file: String) throws -> CSVRow? {
    do {
      return try csv.next()
    } catch let problem as CSVProblem {
      throw ImportError.doesNotFit(file, "\(problem)")
    }
  }

  /// The next row; lines that are none are counted on the way.
  private mutating func nextRow(_ csv: CSVReader) throws -> CSVRow? {
    while true {
      do {
        return try csv.next()
      } catch let problem as CSVProblem {
        report.rows += 1
        report.unreadable(problem)
      }
    }
  }

  private mutating func take(_ row: CSVRow, _ reader: inout RowReader) {
    do {
      switch try reader.read(row) {
      case .record(let record): add(record)
      case .other(let type, let isKnown, let reference): pass(type, isKnown, reference)
      }
    } catch {
      let reason = (error as? RowReader.Problem)?.reason ?? "\(error)"
      report.unreadable(CSVProblem(line: row.line, reason: ImportText.spanning(row, reason)))
    }
  }

  private mutating func add(_ record: CADRecord) {
    if case .activity = record.meaning { report.engagementRows += 1 } else { report.incidentRows += 1 }
    if let place = places[record.reference] {
      report.mergedRows += 1
      records[place].merge(record)
    } else {
      places[record.reference] = records.count
      records.append(record)
    }
  }

  private mutating func pass(_ type: String, _ isKnown: Bool, _ reference: String?) {
    if isKnown {
      report.otherRows += 1
      report.otherTypes.count(type, limit: Self.kindLimit)
    } else {
      report.unmappedRows += 1
      report.unmappedTypes.count(type, limit: Self.kindLimit)
    }
    guard let reference else { return }
    // The later row holds: what it was before, it is no more.
    if let place = places.removeValue(forKey: reference) {
      removed.insert(place)
      report.retypedRows += 1
    }
    if known.contains(reference), leftReferences.insert(reference).inserted { left.append(reference) }
  }

  private mutating func finish(_ reader: RowReader, _ latestWall: WallTime?) {
    records = records.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
    // A reference may have come back as a record after it had left.
    left.removeAll { places[$0] != nil }
    report.records = records.count
    latest = latestWall.map(reader.instant(of:))
    report.latest = latest
    report.shownTwice = reader.changes.twice
    report.shownNever = reader.changes.never
  }
}

extension [String: Int] {
  /// Counts one more of this kind; of kinds beyond `limit` all together under an empty bracket.
  mutating func count(_ kind: String, limit: Int) {
    let known = self[kind] != nil || count < limit
    self[known ? kind : ImportText.otherKinds, default: 0] += 1
  }
}
