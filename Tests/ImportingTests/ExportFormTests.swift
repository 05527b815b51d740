import Foundation
import Platform
import RollCall
import Testing

@testable import Importing

@Suite("The forms an export can have")
struct ExportFormTests {
  @Test("several rows of one number are one record: earliest start, latest end, everybody")
  func merged() throws {
    let store = try TestStore()
    try store.run(
      """
      INSERT INTO crew VALUES ('1A', '101', '2026-11-19T12:00:00Z', '2026-11-19T22:00:00Z'),
        ('S1', '102', '2026-11-19T12:00:00Z', '2026-11-19T22:00:00Z');
      """)
    let report = try Sample.load(
      """
      W1,FOOT,CAN,2026-11-19 10:10:00,2026-11-19 10:20:00,521,,1A,2
      W2,FOOT,CAN,2026-11-19 10:10:00,,521,,1A,
      W1,FOOT,,2026-11-19 10:00:00,2026-11-19 10:40:00,,ELM ST,S1,
      W2,FOOT,CAN,2026-11-19 10:15:00,,521,,S1,

      """, into: store)
    #expect(
      report.rows == 4 && report.records == 2 && report.mergedRows == 2 && report.addsUp
        && report.cancelled == 1)
    #expect(
      try store.dump().prefix(2) == [
        "e|cad-W1|walk|riverside|102|completed|2026-11-19T15:00:00Z|2026-11-19T15:40:00Z|2|ELM ST",
        "e|cad-W2|walk|riverside|102|cancelled|2026-11-19T15:10:00Z|||",
      ])
  }

  @Test("the later row of a file decides the type")
  func retyped() throws {
    let store = try TestStore()
    let report = try Sample.load(
      """
      A,FOOT,,2026-11-19 10:10:00,,521,,,
      B,MTG,,2026-11-19 10:10:00,,521,,,
      A,MTG,,2026-11-19 10:10:00,,521,,,
      B,FOOT,,2026-11-19 10:10:00,,521,,,

      """, into: store)
    #expect(report.addsUp && report.retypedRows == 1 && report.engagements.created == 1)
    #expect(try store.rows("SELECT id AS concat FROM engagement") == ["cad-B"])
  }

  @Test("byte order mark twice, CRLF, newlines in cells, code and text in one cell, AM and PM, no header")
  func everything() throws {
    let store = try TestStore()
    let mapping = """
      { source: "old-cad", format: { delimiter: ";", header: false }, timeZone: "America/New_York",
        timeFormats: [ "%m/%d/%Y %I:%M:%S %p" ],
        columns: { reference: 1, type: { column: 2, before: " - " }, startsAt: [ 3, 4 ],
          duration: { column: 5, unit: "clock" }, beat: { column: 6, after: ":" }, place: "{7}" },
        activities: { "FOOT*": "walk" } }
      """
    let report = try Sample.load(
      "\u{feff}ï»¿7;FOOT PATR - FOOT PATROL/COMMUNIT;11/9/2026;2:45:00 PM;0:25;Beat:521;\"ELM ST\r\nby the \"\"Corner\"\"\"\r\n"
        + "8;T - STOP;11/9/2026;3:45:00 PM;;;\r\n", into: store, mapping: mapping, header: "")
    #expect(report.rows == 2 && report.addsUp && report.unmappedTypes == ["T": 1])
    #expect(
      try store.dump() == [
        "e|old-cad-7|walk|riverside||completed|2026-11-09T19:45:00Z|2026-11-09T20:10:00Z||ELM ST by the \"Corner\"",
        "s|old-cad|2026-11-21T12:00:00Z|2026-11-09T20:45:00Z",
      ])
  }

  @Test("Windows-1252 is read where the mapping says so, and said where it does not")
  func encoding() throws {
    let bytes =
      Array((Sample.header + "W1,FOOT,,2026-11-19 10:00:00,,521,CAF").utf8) + [0xc9] + Array(" ST,,\n".utf8)
    func load(_ text: String, _ store: TestStore) throws -> ImportReport {
      try CADImporter(store: store.path, mapping: Sample.mapping(text), ranks: nil, now: Sample.now)
        .run(Pieces(bytes), file: "test.csv")
    }
    let wrong = try load(Sample.mapping, try TestStore())
    #expect(
      wrong.problems.map(\.description) == [
        "line 2: column 'street' is not in the mapping's encoding; set format.encoding (utf-8 or windows-1252)"
      ])
    let store = try TestStore()
    _ = try load("{ format: { encoding: \"windows-1252\" }," + Sample.mapping.dropFirst(1), store)
    #expect(try store.rows("SELECT place AS concat FROM engagement") == ["CAFÉ ST"])
  }

  @Test("rows that cannot be read are listed with line and reason, and the rest is imported")
  func problems() throws {
    let store = try TestStore()
    let report = try Sample.load(
      """
      W1,FOOT,,2026-11-19 10:00:00,,521,,,
      ,FOOT,,2026-11-19 10:00:00,,521,,,
      W3,FOOT,,yesterday,,521,,,
      W4,FOOT,,,,521,,,
      W5,FOOT,,2026-11-19 10:00:00,2026-11-19 09:00:00,521,,,
      W6,FOOT,,2026-11-19 10:00:00,,521,,,many
      W7,FOOT
      W8,FOOT,,2026-11-19 10:00:00,,521,,,,
      W9,FOOT,,2036-11-19 10:00:00,,521,,,
      W10,FOOT,,2026-11-19 10:00:00,,521,"ELM,,
      W11,FOOT,,2026-11-19 10:00:00,,521,,,
      W12,FOOT,K",2026-11-19 10:00:00,,521,,,
      W13,FOOT,,2026-11-19 11:00:00,,521,,,
      W14,FOOT,,2026-11-19 10:00:00,,521,"ELM,,
      W15,FOOT,,2026-11-19 11:00:00,,521,,,
      X1,T,,yesterday,,521,,,
      X2,T,,2036-11-19 10:00:00,,521,,,

      """, into: store)
    #expect(report.hasProblems && report.addsUp)
    #expect(
      report.problems.map(\.description) == [
        "line 3: has no reference",
        "line 4: 'yesterday' is no time of the form '%Y-%m-%d %H:%M:%S'",
        "line 5: has no time in column 'start'",
        "line 6: ends at '2026-11-19 09:00:00', before it starts",
        "line 7: 'many' in column 'met' is no number of people",
        "line 8: has 2 cells, the first row has 9",
        "line 9: has 10 cells, the first row has 9",
        "line 10: starts at 2036-11-19T15:00:00Z, which is yet to come",
        "line 11: has 13 cells, the first row has 9; its quotes span the lines to 13",
        "line 15: a cell opens with a quote that never closes; close it, or double it inside the cell",
      ])
    #expect(
      try store.rows("SELECT source_ref AS concat FROM engagement ORDER BY rowid") == [
        "W1", "W11", "W12", "W13", "W15",
      ])
    #expect(report.unmappedTypes == ["T": 2])
    #expect(report.latest == Date(rfc3339: "2026-11-19T16:00:00Z"))
  }

  @Test("of many problems the first fifty are listed and all counted")
  func manyProblems() throws {
    let report = try Sample.load(
      (0..<120).map { "W\($0),FOOT,,never,,521,,,\n" }.joined(), into: try TestStore())
    #expect(report.problems.count == 50 && report.unreadableRows == 120)
    #expect(report.text.hasSuffix("… and 70 more rows with problems\n"))
  }

  @Test(
    "a file that does not fit the mapping is refused before anything is written",
    arguments: [
      (
        "ref,type,disp,Start,end,beat,street,units,met\n",
        "test.csv: has no column 'start', which the mapping names; did you mean 'Start'? It has ref, type, disp, Start, "
          + "end, beat, street, units, met"
      ),
      (
        "ref,type,disp,start,end,beat,street,units,met,ref\n",
        "test.csv: has the column 'ref' more than once, as numbers 1 and 10; name it by its number in the mapping"
      ),
    ])
  func doesNotFit(header: String, message: String) throws {
    let store = try TestStore()
    let version = try store.connection.dataVersion()
    let error = #expect(throws: ImportError.self) {
      try Sample.load("W1,FOOT\n", into: store, header: header)
    }
    #expect(error?.description == message)
    #expect(try store.connection.dataVersion() == version)
  }

  @Test("a file without rows is a delivery of nothing, an empty one is none")
  func empty() throws {
    let store = try TestStore()
    #expect(throws: ImportError.self) { try Sample.load("", into: store, header: "") }
    #expect(try store.dump() == [])
    let report = try Sample.load("", into: store)
    #expect(report.rows == 0 && report.addsUp)
    #expect(try store.dump() == ["s|cad|2026-11-21T12:00:00Z|"])
  }

  @Test("the source's instants never move back")
  func source() throws {
    let store = try TestStore()
    try store.run("INSERT INTO source VALUES ('cad', '2026-11-22T00:00:00Z', '2026-11-20T00:00:00Z')")
    try Sample.load("X,T,,2026-11-19 10:00:00,,,,,\n", into: store)
    #expect(try store.dump() == ["s|cad|2026-11-22T00:00:00Z|2026-11-20T00:00:00Z"])
    try Sample.load("X,T,,2026-11-20 10:00:00,,,,,\n", into: store)
    #expect(try store.dump() == ["s|cad|2026-11-22T00:00:00Z|2026-11-20T15:00:00Z"])
  }

  @Test("times that the clock showed twice or never are decided and reported")
  func daylight() throws {
    let store = try TestStore()
    let report = try Sample.load(
      """
      A,FOOT,,2026-03-08 02:30:00,,521,,,
      B,FOOT,,2026-11-01 01:50:00,2026-11-01 01:10:00,521,,,

      """, into: store)
    #expect(report.shownNever == 1 && report.shownTwice == 2)
    #expect(
      try store.dump().prefix(2) == [
        "e|cad-A|walk|riverside||completed|2026-03-08T07:30:00Z|||",
        "e|cad-B|walk|riverside||completed|2026-11-01T05:50:00Z|2026-11-01T06:10:00Z||",
      ])
    #expect(report.text.contains("1 time that the clock skipped: read as if it had not been set.\n"))
  }

  @Test("an end that shares its date with the start may be of the next day; a row without an end may go on")
  func overMidnight() throws {
    let store = try TestStore()
    let mapping = """
      { timeZone: "America/New_York", timeFormats: [ "%m%d%Y %H%M" ], withoutEnd: "in_progress",
        columns: { reference: "n", type: "t", startsAt: [ "d", "from" ], endsAt: [ "d", "to" ] },
        activities: { FOOT: "walk" } }
      """
    try Sample.load(
      "1,FOOT,11192026,2350,0015\n2,FOOT,11192026,2350,\n", into: store, mapping: mapping,
      header: "n,t,d,from,to\n")
    #expect(
      try store.dump().prefix(2) == [
        "e|cad-1|walk|||completed|2026-11-20T04:50:00Z|2026-11-20T05:15:00Z||",
        "e|cad-2|walk|||in_progress|2026-11-20T04:50:00Z|||",
      ])
  }

  @Test("a neighborhood that is active on the day has the beat before one that was")
  func activeNeighborhood() throws {
    let store = try TestStore()
    try store.run(
      """
      INSERT INTO neighborhood (id, name, beats, active_until) VALUES ('a-old', 'Old', '900', '2026-11-18');
      INSERT INTO neighborhood (id, name, beats, active_from) VALUES ('b-new', 'New', ' 900  901 ', '2026-11-19');
      """)
    try Sample.load(
      "A,FOOT,,2026-11-18 23:59:00,,900,,,\nB,FOOT,,2026-11-19 00:00:00,,900,,,\n", into: store)
    #expect(
      try store.rows("SELECT neighborhood_id AS concat FROM engagement ORDER BY id") == ["a-old", "b-new"])
  }

  @Test("more rows than one transaction holds, and a store that is none")
  func sizes() throws {
    let store = try TestStore()
    let rows = (0..<1234).map { "W\($0),FOOT,,2026-11-19 10:00:00,,521,,,\n" }.joined()
    #expect(try Sample.load(rows, into: store).engagements.created == 1234)
    #expect(try Sample.load(rows, into: store).engagements.unchanged == 1234)
    let other = store.path + ".other"
    _ = try Connection(path: other, access: .create)
    let importer = CADImporter(store: other, mapping: try Sample.mapping(), ranks: nil, now: Sample.now)
    let error = #expect(throws: ImportError.self) { try importer.run(Pieces(""), file: "x") }
    #expect(error?.description == "\(other): is no engagement store; rollcallctl init makes one")
  }

  @Test("any bytes at all are a report or an error, and the report adds up")
  func hostile() throws {
    let store = try TestStore()
    var numbers = SeededNumbers(seed: 9)
    let rows =
      Sample.header
      + (0..<12).map {
        "R\($0 % 8),\(["FOOT", "187", "MTG", "T"][$0 % 4]),,2026-11-19 10:00:00,,521,\"A\",,\n"
      }.joined()
    for _ in 0..<150 {
      var bytes = Array(rows.utf8)
      for _ in 0..<4 {
        bytes[Int.random(in: Sample.header.utf8.count..<bytes.count, using: &numbers)] =
          [0x22, 0x0a, 0x2c, 0xff, 0x00, 0x41].randomElement(using: &numbers) ?? 0
      }
      let importer = CADImporter(
        store: store.path, mapping: try Sample.mapping(), ranks: TestStore.ranks, now: Sample.now)
      #expect(try importer.run(Pieces(bytes, size: 17), file: "x").addsUp)
    }
  }
}
