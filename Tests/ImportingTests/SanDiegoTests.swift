import Foundation
import Platform
import RollCall
import Testing

@testable import Importing

@Suite("The real export of San Diego")
struct SanDiegoTests {
  @Test(
    "2,726 rows: every FOOT row is an engagement, the report adds up, a second import changes nothing",
    .enabled(if: Folders.sanDiego != nil, "needs shared/data/san_diego in a folder above the project"))
  func whole() throws {
    let folder = try #require(Folders.sanDiego)
    let store = try TestStore()
    // The same beats as the agency's own list, each a neighborhood by its name.
    let beats = try String(
      contentsOf: folder.appending(path: "pd_beat_codes_list_datasd.csv"), encoding: .utf8)
    for row in try CSVReaderTests.read(beats).dropFirst() where row.count == 2 {
      try store.connection.run(
        "INSERT INTO neighborhood (id, name, beats) VALUES (?, ?, ?)", "beat-" + row[0], row[1], row[0])
    }
    let mapping = try CADMapping(file: Folders.project.appending(path: "Config/cad/san-diego.json5").path)
    func run(at now: Date) throws -> ImportReport {
      try CADImporter(store: store.path, mapping: mapping, ranks: TestStore.ranks, now: now)
        .run(file: folder.appending(path: "calls_sample.csv").path)
    }
    let report = try run(at: Sample.now)
    #expect(report.rows == 2726)
    #expect(report.addsUp)
    #expect(report.unreadableRows == 0 && report.problems.isEmpty && !report.hasProblems)
    #expect(report.engagementRows == 84)
    #expect(report.engagements.created == 84)
    #expect(report.cancelled == 7)
    #expect(report.withoutEnd == 84)
    #expect(report.otherTypes == ["MTG": 602, "FP": 1])
    #expect(report.withoutNeighborhood == 0)
    #expect(
      try store.rows(
        "SELECT activity || ' ' || status || ' ' || count(*) AS concat FROM engagement GROUP BY activity, status"
      )
      .sorted() == ["walk cancelled 7", "walk completed 77"])
    // A corner has no house number, and a neighborhood is found for every beat.
    #expect(
      try store.rows(
        "SELECT id AS concat FROM engagement WHERE place IS NULL OR place LIKE '0 %' OR place LIKE '%/ ' OR neighborhood_id IS NULL"
      ).isEmpty)
    #expect(try store.rows("SELECT covers_until AS concat FROM source") == ["2023-01-21T05:41:23Z"])

    let before = (try store.dump(), try store.connection.dataVersion())
    let again = try run(at: Sample.now)
    #expect(again.addsUp && again.engagements.unchanged == 84 && again.engagements.created == 0)
    #expect(try store.dump() == before.0)
    #expect(try store.connection.dataVersion() == before.1, "a second import wrote something")
  }
}
