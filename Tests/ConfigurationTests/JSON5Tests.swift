import Foundation
import Testing

@testable import Configuration

@Suite("JSON5")
struct JSON5Tests {
  @Test(
    "what the scanner lets pass the decoder takes",
    arguments: [
      "0", "-0", "+1", "12", "1.5", ".5", "5.", "-.5", "1e3", "1E-5", "1.e+2", "0x1F", "-0Xa", "Infinity",
      "-Infinity",
      "NaN", "+NaN", "true", "false", "null", "''", "'a\"b'", "\"a'b\"", #""\b\f\n\r\t\/\\\"\'""#,
      #""\x41\u0042""#,
      #""\uD83D\uDE00""#, "\"a\\\nb\"", "\"a\\\r\nb\"", "[]", "[1,]", "{}", "{a:1,}", "{$a_1:1}",
      "{é:1, 中:2}",
      "{'x y':1}", "{true:1}", "/**/1", "1//", "// x\r1", "\u{b}\u{c}[\t1\r\n]", "/***/{}", "'\u{2028}'",
      "{\"\":1}",
    ])
  func accepted(_ text: String) throws {
    _ = try Document(file: "f", bytes: Array("{ a: \(text)\n}".utf8))
  }

  @Test("each key and element has its line, also after every kind of line end and in comments")
  func lines() throws {
    let text = "{\r\n a: {\r b: [ /* x\n */ 1,\n  { 'c d': 2 } ] },\n // z\n \"a\\u0062\": 3 }"
    let outline = try OutlineScanner.scan(text)
    let found = outline.lines.map { "\($0.key) \($0.value)" }.sorted()
    #expect(found == [" 1", "a 2", "a.b 3", "a.b[0] 4", "a.b[1] 5", #"a.b[1]["c d"] 5"#, "ab 7"])
  }

  @Test("what stands nowhere has the line of what should hold it")
  func missingLines() throws {
    let outline = try OutlineScanner.scan("{\n a: {\n b: 1 } }")
    let path = SettingPath.root.key("a")
    #expect(outline.line(of: path.key("c").element(3)) == 2)
    #expect(outline.line(of: path.key("b").key("x")) == 3)
  }

  @Test("a key of an object that stands twice is noted, however it is written")
  func repetitions() throws {
    let outline = try OutlineScanner.scan("{ a: 1,\n 'b': [{ c: 1 }, { c: 2 }],\n \"\\x61\": 2 }")
    #expect(
      outline.repetitions == [Outline.Repetition(path: SettingPath.root.key("a"), line: 3, firstLine: 1)])
  }

  @Test(
    "the nearest word",
    arguments: [
      ("mdoe", "mode"), ("Mode", "mode"), ("grup", "group"), ("sockets", "socket"), ("acess", "access"),
      ("timezone", nil), ("x", nil), ("", nil),
    ] as [(String, String?)])
  func nearest(_ word: String, _ meant: String?) {
    #expect(NearestWord.to(word, in: ["socket", "mode", "group", "access"]) == meant)
  }

  @Test(
    "slips of the keyboard",
    arguments: [
      ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abcd", "abd", 1), ("ab", "ba", 1),
      ("kitten", "sitting", 3),
    ])
  func slips(_ one: String, _ other: String, _ count: Int) {
    #expect(NearestWord.slips(between: one, and: other) == count)
    #expect(NearestWord.slips(between: other, and: one) == count)
  }
}
