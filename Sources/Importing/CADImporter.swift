import Foundation
import Platform
import RollCall

/// Brings a CAD export into the engagement store, as any foreign program would: through its own connection, in
/// transactions of a few hundred rows, each whole, so that it never holds the write lock for long and an import cut
/// off in the middle is continued by the next.
package struct CADImporter {
  /// References written in one transaction.
  private static let batchSize = 500

  private let store: String
  private let mapping: CADMapping
  private let ranks: RankLadder?
  private let now: Date

  /// `ranks` decides who coordinated where the export does not say: without it, whoever stands first.
  package init(store path: String, mapping: CADMapping, ranks: RankLadder?, now: Date) {
    store = path
    self.mapping = mapping
    self.ranks = ranks
    self.now = now
  }

  /// Imports a file, or standard input as `-`. `progress` is told the number of rows from time to time.
  /// - throws: `InputError`, `ImportError`, `DatabaseError`. Rows that cannot be read are in the report.
  package func run(file path: String, progress: ((Int) -> Void)? = nil) throws -> ImportReport {
    try run(try InputFile(path: path), file: path, progress: progress)
  }

  /// Imports what `source` gives; `file` is what errors call it.
  package func run(
    _ source: any ByteSource, file: String, progress: ((Int) -> Void)? = nil
  ) throws -> ImportReport {
    let table = try ImportTable(store: store, source: mapping.source)
    let export = try CADExport(
      source, file: file, mapping: mapping, known: try table.references(), now: now, progress: progress)
    var run = CADRun(table: table, export: export, mapping: mapping, ranks: ranks, now: now)
    return try run.write(batchSize: Self.batchSize)
  }
}

/// One import's second half: the export is read, now the store is written.
private struct CADRun {
  /// What a file says of one reference; a record of nil: it is of a type that is not recorded any more.
  struct Sighting {
    let reference: String
    let record: CADRecord?
  }

  let table: ImportTable
  let export: CADExport
  let mapping: CADMapping
  let ranks: RankLadder?
  let now: Date
  var report: ImportReport

  init(table: ImportTable, export: CADExport, mapping: CADMapping, ranks: RankLadder?, now: Date) {
    self.table = table
    self.export = export
    self.mapping = mapping
    self.ranks = ranks
    self.now = now
    report = export.report
  }

  mutating func write(batchSize: Int) throws -> ImportReport {
    try table.create()
    let directory = try Directory(
      table.connection, for: export.records, ranks: ranks, zone: mapping.timeZone)
    let resolution = Resolution(directory: directory, coveredUntil: try table.coveredUntil(), now: now)
    let sightings =
      export.records.map { Sighting(reference: $0.reference, record: $0) }
      + export.left.map { Sighting(reference: $0, record: nil) }
    for start in stride(from: 0, to: sightings.count, by: batchSize) {
      try write(sightings[start..<min(start + batchSize, sightings.count)], resolution)
    }
    try table.noteDelivery(at: now, coversUntil: export.latest.map { min($0, now) })
    return report
  }

  /// Looks first without any lock, and takes it only for what differs.
  private mutating func write(_ batch: ArraySlice<Sighting>, _ resolution: Resolution) throws {
    var pending: [Sighting] = []
    for sighting in batch {
      var gaps = Resolution.Gaps()
      let last = try table.imported(sighting.reference)
      let desired = resolution.desired(sighting.record, after: last, gaps: &gaps)
      note(gaps)
      if let record = sighting.record { note(record, desired) }
      if desired == last { count(unchanged: sighting) } else { pending.append(sighting) }
    }
    guard !pending.isEmpty else { return }
    var writer = RecordWriter(table: table)
    // Counted once it is committed.
    var after = report
    try table.connection.transaction {
      for sighting in pending { try write(sighting, resolution, &writer, &after) }
    }
    report = after
    report.keptFields += writer.keptFields
  }

  private func write(
    _ sighting: Sighting, _ resolution: Resolution, _ writer: inout RecordWriter, _ report: inout ImportReport
  ) throws {
    var gaps = Resolution.Gaps()
    // Read again under the lock: another import may have been at it.
    let last = try table.imported(sighting.reference)
    let desired = resolution.desired(sighting.record, after: last, gaps: &gaps)
    let isActivity = sighting.record?.isActivity
    if let engagement = desired.engagement, isActivity == true || engagement != last.engagement {
      let outcome = try writer.write(sighting.reference, engagement, last: last.engagement)
      report.engagements.count(outcome)
      report.refuse(outcome, sighting.record)
    }
    if let incident = desired.incident, incident != last.incident || sighting.record?.isReal == true {
      let outcome = try writer.write(sighting.reference, incident, last: last.incident)
      report.incidents.count(outcome)
      report.refuse(outcome, sighting.record)
    }
    if isActivity == false, sighting.record?.isReal == false { report.incidents.none += 1 }
  }

  // MARK: - Counting

  private mutating func count(unchanged sighting: Sighting) {
    guard let record = sighting.record else { return }
    if record.isActivity {
      report.engagements.unchanged += 1
    } else if record.isReal {
      report.incidents.unchanged += 1
    } else {
      report.incidents.none += 1
    }
  }

  private mutating func note(_ record: CADRecord, _ desired: Imported) {
    if record.isActivity, let engagement = desired.engagement {
      if record.disposition == .cancelled { report.cancelled += 1 }
      if engagement.endsAt == nil { report.withoutEnd += 1 }
      if engagement.people.isEmpty { report.withoutPeople += 1 }
      if engagement.neighborhood == nil { report.withoutNeighborhood += 1 }
    } else if record.isReal, desired.incident?.neighborhood == nil {
      report.withoutNeighborhood += 1
    }
  }

  private mutating func note(_ gaps: Resolution.Gaps) {
    if let beat = gaps.beat { report.unknownBeats[beat, default: 0] += 1 }
    for sign in gaps.callSigns { report.unknownCallSigns[sign, default: 0] += 1 }
    for badge in gaps.people { report.unknownPeople[badge, default: 0] += 1 }
  }
}

extension CADRecord {
  fileprivate var isActivity: Bool { if case .activity = meaning { true } else { false } }
  /// An incident that there was.
  fileprivate var isReal: Bool { !isActivity && disposition >= .inProgress }
}

extension ImportReport {
  fileprivate mutating func refuse(_ outcome: RecordWriter.Outcome, _ record: CADRecord?) {
    guard case .refused = outcome, let record else { return }
    list(CSVProblem(line: record.line, reason: ImportText.idTaken("\(source)-\(record.reference)")))
  }
}
