import Foundation
import Platform
import RollCall
import Testing

@testable import Importing

@Suite("Importing a CAD export")
struct CADImporterTests {
  private static let walk = "W1,FOOT,,2026-11-19 10:00:00,2026-11-19 10:31:00,521,ELM ST,,4\n"
  private static let crews = """
    INSERT INTO crew VALUES ('1A', '101', '2026-11-19T12:00:00Z', '2026-11-19T22:00:00Z'),
      ('1A', '103', '2026-11-19T12:00:00Z', '2026-11-19T15:00:00Z'),
      ('S1', '102', '2026-11-19T12:00:00Z', '2026-11-19T22:00:00Z'),
      ('1A', '104', '2026-11-19T22:00:00Z', '2026-11-20T08:00:00Z');
    """

  @Test("a row becomes an engagement, in UTC, in its beat's neighborhood")
  func plain() throws {
    let store = try TestStore()
    let report = try Sample.load(Self.walk, into: store)
    #expect(report.addsUp && report.engagements.created == 1)
    #expect(
      try store.dump() == [
        "e|cad-W1|walk|riverside||completed|2026-11-19T15:00:00Z|2026-11-19T15:31:00Z|4|ELM ST",
        "s|cad|2026-11-21T12:00:00Z|2026-11-19T15:00:00Z",
      ])
  }

  @Test("a second import writes nothing at all, and at a later time only that the source delivered")
  func twice() throws {
    let store = try TestStore()
    try store.run(Self.crews)
    let rows =
      "W1,FOOT,,2026-11-19 10:00:00,,521,,\"1A S1\",\nI1,187,,2026-11-19 11:00:00,,531,,,\nX,T,,2026-11-19 11:00:00,,,,,\n"
    try Sample.load(rows, into: store)
    let (dump, version) = (try store.dump(), try store.connection.dataVersion())
    let again = try Sample.load(rows, into: store)
    #expect(again.engagements.unchanged == 1 && again.incidents.unchanged == 1 && again.addsUp)
    #expect(try store.connection.dataVersion() == version)
    #expect(try store.dump() == dump)
    try Sample.load(rows, into: store, at: Sample.now.addingTimeInterval(60))
    #expect(
      try store.dump() == dump.map { $0.replacing("2026-11-21T12:00:00Z", with: "2026-11-21T12:01:00Z") })
  }

  @Test("call signs become the people of that watch; the highest in rank coordinates")
  func crew() throws {
    let store = try TestStore()
    try store.run(Self.crews)
    let report = try Sample.load("W1,FOOT,,2026-11-19 10:00:00,,521,,1a  S1 ZZ 1A,\n", into: store)
    #expect(report.unknownCallSigns == ["ZZ": 1])
    #expect(
      try store.dump().prefix(3) == [
        "e|cad-W1|walk|riverside|102|completed|2026-11-19T15:00:00Z|||", "p|cad-W1|101", "p|cad-W1|102",
      ])
    // 15:00 in Greenwich is the end of 103's watch, and 104's begins in the evening.
    #expect(try store.rows("SELECT person_id AS concat FROM participant") == ["101", "102"])
  }

  @Test(
    "crews that are pruned later, and beats that no neighborhood has any more, take nobody and nothing away")
  func forgetting() throws {
    let store = try TestStore()
    try store.run(Self.crews)
    let row = "W1,FOOT,,2026-11-19 10:00:00,,521,,1A S1,\n"
    try Sample.load(row, into: store)
    let dump = try store.dump()
    try store.run("DELETE FROM crew; UPDATE neighborhood SET beats = NULL")
    let report = try Sample.load(row, into: store)
    #expect(try store.dump() == dump)
    #expect(report.engagements.unchanged == 1 && report.unknownBeats == ["521": 1])
    try Sample.load(row.replacing("521", with: "999"), into: store)
    #expect(try store.rows("SELECT coalesce(neighborhood_id, 'none') AS concat FROM engagement") == ["none"])
  }

  @Test("crews that are filled in later find their way into walks imported before")
  func laterCrew() throws {
    let store = try TestStore()
    let row = "W1,FOOT,,2026-11-19 10:00:00,,521,,1A S1,\n"
    try Sample.load(row, into: store)
    try store.run(Self.crews)
    let report = try Sample.load(row, into: store)
    #expect(report.engagements.updated == 1)
    #expect(try store.rows("SELECT person_id AS concat FROM participant") == ["101", "102"])
    #expect(try store.rows("SELECT coordinator_id AS concat FROM engagement") == ["102"])
  }

  @Test(
    "a mapped coordinator is nobody else's part, known or not", arguments: [("103", "103"), ("999", "none")])
  func coordinator(badge: String, expected: String) throws {
    let store = try TestStore()
    try store.run(Self.crews)
    let mapping = Sample.mapping.replacingOccurrences(
      of: "callSigns: \"units\"",
      with: "callSigns: { column: \"units\", separator: \",\" }, coordinator: \"lead\"")
    let report = try Sample.load(
      "W1,FOOT,,2026-11-19 10:00:00,,521,,\"1A,S1\",,\(badge)\n", into: store, mapping: mapping,
      header: "ref,type,disp,start,end,beat,street,units,met,lead\n")
    #expect(try store.rows("SELECT coalesce(coordinator_id, 'none') AS concat FROM engagement") == [expected])
    #expect(report.unknownPeople == (expected == "none" ? ["999": 1] : [:]))
    #expect(
      try store.rows("SELECT count(*) AS concat FROM participant") == [expected == "none" ? "2" : "3"])
  }

  @Test("an overlapping export adds what is new, follows what changed, leaves the rest")
  func overlapping() throws {
    let store = try TestStore()
    try Sample.load(
      "W1,FOOT,,2026-11-19 10:00:00,,521,,,\nW2,FOOT,,2026-11-19 11:00:00,,521,,,\n", into: store)
    let report = try Sample.load(
      "W2,FOOT,CAN,2026-11-19 11:00:00,2026-11-19 11:20:00,531,,,\nW3,FOOT,,2026-11-19 12:00:00,,521,,,\n",
      into: store)
    #expect(report.engagements.updated == 1 && report.engagements.created == 1 && report.cancelled == 1)
    #expect(
      try store.dump().filter { $0.hasPrefix("e") } == [
        "e|cad-W1|walk|riverside||completed|2026-11-19T15:00:00Z|||",
        "e|cad-W2|walk|hill||cancelled|2026-11-19T16:00:00Z|2026-11-19T16:20:00Z||",
        "e|cad-W3|walk|riverside||completed|2026-11-19T17:00:00Z|||",
      ])
  }

  @Test("what was imported last and first gives what the last alone gives, whatever changed in between")
  func order() throws {
    var numbers = SeededNumbers(seed: 3)
    func export() -> String {
      (0..<60).map { number in
        let type = ["FOOT", "FOOT", "187", "MTG", "T"].randomElement(using: &numbers) ?? ""
        let disposition = ["", "CAN", "U"].randomElement(using: &numbers) ?? ""
        let beat = ["521", "531", "NA", "7"].randomElement(using: &numbers) ?? ""
        let end = ["", "2026-11-19 12:10:00"].randomElement(using: &numbers) ?? ""
        return "R\(number),\(type),\(disposition),2026-11-19 12:00:00,\(end),\(beat),,1A,\n"
      }.joined()
    }
    for _ in 0..<10 {
      let (first, second) = (export(), export())
      let (one, other) = (try TestStore(), try TestStore())
      try one.run(Self.crews)
      try other.run(Self.crews)
      #expect(try Sample.load(first, into: one).addsUp)
      #expect(try Sample.load(second, into: one).addsUp)
      try Sample.load(second, into: other)
      let query =
        "SELECT id || status || starts_at || coalesce(ends_at, '') || coalesce(neighborhood_id, '') AS concat FROM engagement WHERE status <> 'void' ORDER BY id"
      #expect(try one.rows(query) == other.rows(query))
      let incidents =
        "SELECT id || kind || coalesce(neighborhood_id, '') AS concat FROM incident WHERE kind <> 'reclassified' ORDER BY id"
      #expect(try one.rows(incidents) == other.rows(incidents))
      #expect(try Sample.load(second, into: one).engagements.updated == 0)
    }
  }

  // MARK: - What a person changed

  @Test("what a person changed since is never overwritten; the rest is followed")
  func handChanged() throws {
    let store = try TestStore()
    try Sample.load(Self.walk, into: store)
    try store.run("UPDATE engagement SET ends_at = '2026-11-19T15:50:00Z', summary = 'Good talk'")
    let later = "W1,FOOT,,2026-11-19 10:00:00,2026-11-19 10:40:00,521,OAK AVE,,4\n"
    let report = try Sample.load(later, into: store)
    #expect(report.engagements.updated == 1 && report.keptFields == 1)
    let expected = "e|cad-W1|walk|riverside||completed|2026-11-19T15:00:00Z|2026-11-19T15:50:00Z|4|OAK AVE"
    #expect(try store.dump().first == expected)
    #expect(try store.rows("SELECT summary AS concat FROM engagement") == ["Good talk"])
    // Said once: the same file again has nothing new to say.
    let again = try Sample.load(later, into: store)
    #expect(again.engagements.unchanged == 1 && again.keptFields == 0)
    let only = try Sample.load(later.replacing("10:40", with: "10:45"), into: store)
    #expect(only.engagements.kept == 1 && only.keptFields == 1)
    #expect(try store.dump().first == expected)
  }

  @Test("people whom somebody added stay, whom somebody took out stay out")
  func handChangedPeople() throws {
    let store = try TestStore()
    try store.run(Self.crews)
    let row = "W1,FOOT,,2026-11-19 09:00:00,,521,,1A,\n"
    try Sample.load(row, into: store)
    #expect(try store.rows("SELECT person_id AS concat FROM participant") == ["101", "103"])
    try store.run(
      "DELETE FROM participant WHERE person_id = '103'; INSERT INTO participant VALUES ('cad-W1', '104')")
    try Sample.load(row.replacing("1A", with: "1A S1"), into: store)
    #expect(
      try store.rows("SELECT person_id AS concat FROM participant ORDER BY 1") == ["101", "102", "104"])
    try Sample.load(row.replacing("1A", with: "S1"), into: store)
    #expect(try store.rows("SELECT person_id AS concat FROM participant ORDER BY 1") == ["102", "104"])
  }

  @Test("a row that somebody deleted or voided stays so")
  func gone() throws {
    let store = try TestStore()
    try Sample.load(Self.walk + Self.walk.replacing("W1", with: "W2"), into: store)
    try store.run("DELETE FROM engagement WHERE id = 'cad-W1'; UPDATE engagement SET status = 'void'")
    let later = Self.walk.replacing("10:31", with: "10:35")
    let report = try Sample.load(later + later.replacing("W1", with: "W2"), into: store)
    #expect(report.engagements.kept == 1 && report.engagements.updated == 1 && report.addsUp)
    #expect(
      try store.rows("SELECT id || status || ends_at AS concat FROM engagement") == [
        "cad-W2void2026-11-19T15:35:00Z"
      ])
  }

  @Test("a row of the same number that no import wrote is somebody's own")
  func adopted() throws {
    let store = try TestStore()
    try store.run(
      """
      INSERT INTO engagement (id, activity, status, starts_at, source, source_ref)
      VALUES ('mine', 'walk.squad', 'completed', '2026-11-19T15:00:00Z', 'cad', 'W1'),
        ('cad-W2', 'walk', 'completed', '2026-11-19T15:00:00Z', 'form', '7');
      """)
    let report = try Sample.load(Self.walk + Self.walk.replacing("W1", with: "W2"), into: store)
    #expect(
      report.engagements.kept == 1 && report.engagements.refused == 1 && report.addsUp && report.hasProblems)
    #expect(
      report.problems.map(\.description) == [
        "line 3: is left out: the id cad-W2 belongs to a row of another source"
      ])
    #expect(
      try store.rows("SELECT id || activity AS concat FROM engagement ORDER BY id") == [
        "cad-W2walk", "minewalk.squad",
      ])
  }

  // MARK: - Types that change

  @Test("a walk that turns out to be none becomes void, and comes back when it is one again")
  func leavesAndReturns() throws {
    let store = try TestStore()
    try Sample.load(Self.walk, into: store)
    let meeting = Self.walk.replacing("FOOT", with: "MTG")
    let left = try Sample.load(meeting, into: store)
    #expect(left.engagements.withdrawn == 1 && left.otherRows == 1 && left.addsUp)
    #expect(try store.rows("SELECT status AS concat FROM engagement") == ["void"])
    #expect(try Sample.load(meeting, into: store).engagements.withdrawn == 0)
    try Sample.load(Self.walk, into: store)
    #expect(try store.rows("SELECT status AS concat FROM engagement") == ["completed"])
  }

  @Test("a walk that a person has worked on stays when its type leaves, and that is said once")
  func retained() throws {
    let store = try TestStore()
    try Sample.load(Self.walk, into: store)
    try store.run("UPDATE engagement SET coordinator_id = '102'")
    let left = try Sample.load(Self.walk.replacing("FOOT", with: "T"), into: store)
    #expect(left.engagements.retained == 1 && left.unmappedTypes == ["T": 1])
    #expect(try store.rows("SELECT status AS concat FROM engagement") == ["completed"])
    #expect(try Sample.load(Self.walk.replacing("FOOT", with: "T"), into: store).engagements.retained == 0)
  }

  @Test("a call that becomes a homicide later is known from the import that said so")
  func reclassified() throws {
    let store = try TestStore()
    try Sample.load("I1,246,,2026-11-21 01:00:00,,521,,,\nI2,T,,2026-11-21 02:00:00,,521,,,\n", into: store)
    #expect(try store.dump().first == "i|cad-I1|shooting|riverside|2026-11-21T06:00:00Z|")
    let later = Sample.now.addingTimeInterval(3600)
    let report = try Sample.load(
      "I1,187,,2026-11-21 01:00:00,,521,,,\nI2,T,,2026-11-21 02:00:00,,521,,,\nI3,187,,2026-11-21 01:30:00,,521,,,\n",
      into: store, at: later)
    #expect(report.incidents.updated == 1 && report.incidents.created == 1)
    #expect(
      try store.dump().filter { $0.hasPrefix("i") } == [
        "i|cad-I1|homicide|riverside|2026-11-21T06:00:00Z|2026-11-21T13:00:00Z",
        "i|cad-I3|homicide|riverside|2026-11-21T06:30:00Z|2026-11-21T13:00:00Z",
      ])
    // The same news again is none.
    let again = try Sample.load(
      "I1,187,,2026-11-21 01:00:00,,521,,,\n", into: store, at: later.addingTimeInterval(9))
    #expect(again.incidents.unchanged == 1)
  }

  @Test("an incident that turns out to be none is reclassified; cancelled and unfounded ones never were")
  func noIncident() throws {
    let store = try TestStore()
    let report = try Sample.load(
      "I1,187,,2026-11-21 01:00:00,,521,,,\nI2,187,CAN,2026-11-21 01:00:00,,521,,,\nI3,246R,U,2026-11-21 01:00:00,,521,,,\n",
      into: store)
    #expect(report.incidents.created == 1 && report.incidents.none == 2 && report.addsUp)
    let unfounded = try Sample.load("I1,187,U,2026-11-21 01:00:00,,521,,,\n", into: store)
    #expect(unfounded.incidents.withdrawn == 1 && unfounded.incidents.none == 1 && unfounded.addsUp)
    #expect(try store.rows("SELECT id || kind AS concat FROM incident") == ["cad-I1reclassified"])
  }

  @Test("a kind that a person set stays, with the instant that belongs to it")
  func handChangedKind() throws {
    let store = try TestStore()
    try Sample.load("I1,246,,2026-11-21 01:00:00,,521,,,\n", into: store)
    try store.run("UPDATE incident SET kind = 'stabbing'")
    let report = try Sample.load("I1,187,,2026-11-21 01:00:00,,531,,,\n", into: store)
    #expect(report.incidents.updated == 1 && report.keptFields == 1)
    #expect(try store.dump().first == "i|cad-I1|stabbing|hill|2026-11-21T06:00:00Z|")
  }

  @Test("a walk that becomes an incident is both told")
  func walkToIncident() throws {
    let store = try TestStore()
    try Sample.load("R1,FOOT,,2026-11-21 01:00:00,,521,,,\n", into: store)
    let report = try Sample.load("R1,187,,2026-11-21 01:00:00,,521,,,\n", into: store)
    #expect(report.engagements.withdrawn == 1 && report.incidents.created == 1 && report.addsUp)
    let back = try Sample.load("R1,FOOT,,2026-11-21 01:00:00,,521,,,\n", into: store)
    #expect(back.engagements.updated == 1 && back.incidents.withdrawn == 1 && back.addsUp)
  }
}
