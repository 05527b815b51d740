import Foundation
import Testing

@testable import Importing

@Suite("Mapping files")
struct MappingTests {
  /// The sample with one part of it replaced.
  private static func message(_ part: String, _ replacement: String) throws -> String? {
    let text = Sample.mapping.replacingOccurrences(of: part, with: replacement)
    #expect(text != Sample.mapping)
    let error = #expect(throws: MappingError.self) { try Sample.mapping(text) }
    return error?.description
  }

  @Test(
    "a key, a type or a value that is wrong names file, key, what was found and what is allowed",
    arguments: [
      (
        "beat:", "baet:",
        "test.json5: columns.baet: unknown key; did you mean 'beat'? known are reference, type, disposition, startsAt, "
          + "endsAt, duration, beat, place, callSigns, people, coordinator, communityCount"
      ),
      (
        "empty:", "xyzzy:",
        "test.json5: xyzzy: unknown key; known are source, format, timeZone, timeFormats, empty, columns, activities, "
          + "incidents, notEngagement, dispositions, withoutEnd"
      ),
      (
        "\"ref\"", "true",
        "test.json5: columns.reference: found true, wanted a column, or { column: …, before: \" - \" } or { column: …, after: \" - \" }"
      ),
      ("reference: \"ref\",", "", "test.json5: columns.reference: is missing"),
      (
        "\"America/New_York\"", "\"Mars/Olympus\"",
        "test.json5: timeZone: found 'Mars/Olympus', wanted a time zone as America/New_York"
      ),
      ("\"America/New_York\"", "7", "test.json5: timeZone: found 7, wanted a time zone as America/New_York"),
      ("timeZone: \"America/New_York\",", "", "test.json5: timeZone: is missing"),
      ("[ \"%Y-%m-%d %H:%M:%S\" ]", "[]", "test.json5: timeFormats: found a list, wanted at least one"),
      (
        "%H:%M:%S", "%M",
        "test.json5: timeFormats: '%Y-%m-%d %M' needs a year, a month, a day and an hour, as in '%Y-%m-%d %H:%M:%S'"
      ),
      (
        "\"{street}\"", "\"{street\"",
        "test.json5: columns.place: found '{street', wanted a text with columns in braces, as \"{number} {street}[ at {cross street}]\""
      ),
      (
        "CAN: \"cancelled\"", "CAN: \"canceled\"",
        "test.json5: dispositions.CAN: found 'canceled', wanted one of cancelled, unfounded, in_progress, completed"
      ),
      (
        "FOOT: \"walk\"", "FOOT: \"a walk\"",
        "test.json5: activities.FOOT: found 'a walk', wanted an id of letters, digits, dots, hyphens and underscores"
      ),
      (
        "[ \"MTG\" ]", "[ \"foot\" ]",
        "test.json5: notEngagement: found 'foot', wanted a call type, or the beginning of call types followed by *, that no other entry names"
      ),
      (
        "[ \"MTG\" ]", "[ \"*\" ]",
        "test.json5: notEngagement: found '*', wanted a call type, or the beginning of call types followed by *, that no other entry names"
      ),
      ("[ \"MTG\" ]", "\"MTG\"", "test.json5: notEngagement: found 'MTG', wanted a list of texts"),
      (
        "timeZone:", "format: { encoding: \"latin\" }, timeZone:",
        "test.json5: format.encoding: found 'latin', wanted one of utf-8, windows-1252"
      ),
      (
        "timeZone:", "format: { delimiter: \"::\" }, timeZone:",
        "test.json5: format.delimiter: found '::', wanted one of \",\" \";\" \"\\t\" \"|\""
      ),
      (
        "timeZone:", "format: { header: false }, timeZone:",
        "test.json5: columns: found 'ref', wanted without a header columns are given by number"
      ),
      (
        "timeZone:", "withoutEnd: \"cancelled\", timeZone:",
        "test.json5: withoutEnd: found 'cancelled', wanted one of completed, in_progress"
      ),
      (
        "timeZone:", "source: \"a b\", timeZone:",
        "test.json5: source: found 'a b', wanted an id of letters, digits, dots, hyphens and underscores"
      ),
      (
        "endsAt: \"end\"", "endsAt: \"end\", duration: { column: \"m\", unit: \"minutes\" }",
        "test.json5: columns.duration: give endsAt or duration, not both"
      ),
      ("endsAt: \"end\"", "duration: { column: \"m\" }", "test.json5: columns.duration.unit: is missing"),
      (
        "columns: {", "columns: [",
        "test.json5: is not JSON5; look for a comma, quote or bracket that is missing or too many"
      ),
    ])
  func errors(part: String, replacement: String, message: String) throws {
    #expect(try Self.message(part, replacement) == message)
  }

  @Test("a mapping that maps nothing is refused")
  func nothing() throws {
    let text = Sample.mapping.replacingOccurrences(of: "activities: { FOOT: \"walk\" },", with: "")
      .replacingOccurrences(of: "incidents: { \"187\": \"homicide\", \"246*\": \"shooting\" },", with: "")
    let error = #expect(throws: MappingError.self) { try Sample.mapping(text) }
    #expect(error?.key == "activities")
  }

  @Test("bytes that are no UTF-8, no JSON5 or no object are errors and never more")
  func hostile() {
    for bytes in [[], [0x7b, 0xff, 0x8a], Array("null".utf8), Array("[]".utf8), Array("{".utf8), [0]]
      as [[UInt8]]
    {
      #expect(throws: MappingError.self) { try CADMapping(json5: bytes, file: "test.json5") }
    }
    var numbers = SeededNumbers(seed: 5)
    let valid = Array(Sample.mapping.utf8)
    for _ in 0..<300 {
      var bytes = valid
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
      }
      do { _ = try CADMapping(json5: bytes, file: "test.json5") } catch { #expect(error is MappingError) }
    }
  }

  @Test("an exact type goes before a beginning, a longer beginning before a shorter")
  func precedence() {
    var types = CallTypes()
    let added = [
      types.add("A*", .activity("short")), types.add("AB*", .incident("long")), types.add("abc", .nothing),
      types.add("ABC", .nothing),
    ]
    #expect(added == [true, true, true, false])
    #expect(types.meaning(of: "ax") == .activity("short"))
    #expect(types.meaning(of: "ABX") == .incident("long"))
    #expect(types.meaning(of: "ABC") == .nothing)
    #expect(types.meaning(of: "B") == nil)
    #expect(types.meaning(of: "") == nil)
  }

  @Test(
    "a place leaves out what is empty",
    arguments: [
      ("{a} {b}[ / {c} {d}]", ["a": "0500", "b": "ELM"], "0500 ELM"),
      ("{a} {b}[ / {c} {d}]", ["b": "ELM", "c": "OAK"], "ELM / OAK"),
      ("{a} {b}[ / {c} {d}]", [:], nil),
      ("Block {a}", [:], nil),
      ("{2}", ["2": "x"], "x"),
    ] as [(String, [String: String], String?)])
  func places(template: String, cells: [String: String], expected: String?) throws {
    let place = try #require(PlaceTemplate(template))
    let found = place.fill { column in
      switch column {
      case .named(let name): cells[name]
      case .position(let position): cells[String(position)]
      }
    }
    #expect(found == expected)
  }

  @Test("templates that are none", arguments: ["", "Elm", "{}", "{a", "a}", "[{a}", "{a}]", "[[{a}]]"])
  func templates(text: String) { #expect(PlaceTemplate(text) == nil) }

  private static func shipped() throws -> [String] {
    let folder = Folders.project.appending(path: "Config/cad").path
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
  }

  @Test("every shipped mapping can be read, and none makes engagement of enforcement")
  func shippedMappings() throws {
    let paths = try Self.shipped()
    #expect(paths.count >= 2)
    // Stops, citations, arrests, warrants, pursuits and searches of every name they bear in San Diego's list.
    let enforcement = [
      "T", "MPSSTP", "1149", "1150", "1151", "SELENF", "CITE", "WARRANT", "FP", "TP", "1016", "586", "NARC",
      "23152",
      "DRAGNET", "OVO", "72HR", "C5", "CCW", "647B", "FD", "MTG", "STOP", "TRAFFIC STOP", "ARREST",
      "CITATION",
    ]
    for path in paths {
      let mapping = try CADMapping(file: path)
      for type in enforcement {
        if case .activity? = mapping.types.meaning(of: type) { Issue.record("\(path) maps \(type)") }
      }
    }
    let sanDiego = try CADMapping(file: try #require(paths.first { $0.hasSuffix("san-diego.json5") }))
    #expect(sanDiego.types.engagementPatterns == ["FOOT"])
    #expect(sanDiego.types.meaning(of: "FOOT") == .activity("walk"))
    #expect(sanDiego.types.meaning(of: "187-SUSP") == nil)
  }

  @Test("the example shows every key there is")
  func example() throws {
    let path = try #require(try Self.shipped().first { $0.hasSuffix("example.json5") })
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for key in [
      "source", "format", "delimiter", "encoding", "header", "timeZone", "timeFormats", "empty", "columns",
      "reference",
      "type", "disposition", "startsAt", "endsAt", "duration", "beat", "place", "callSigns", "separator",
      "people",
      "coordinator", "communityCount", "activities", "incidents", "notEngagement", "dispositions",
      "withoutEnd",
    ] {
      #expect(text.contains("\(key):"), "\(key)")
    }
  }
}
