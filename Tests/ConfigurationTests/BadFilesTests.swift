import Foundation
import Testing

@testable import Configuration

@Suite("A file that cannot be read is explained")
struct BadFilesTests {
  @Test(
    "text that is no JSON5 names the likeliest line",
    arguments: [
      ("", #"1: found the end of the file, expected "{""#),
      ("// only a comment\n", #"2: found the end of the file, expected "{""#),
      ("{\n a: 1\n b: 2\n}", #"2: found b on line 3, expected a comma or "}" after this line's value"#),
      ("{\n a: 1 b: 2\n}", #"2: found b, expected a comma or "}" after this line's value"#),
      ("{\n a: [1\n}", #"2: found "}" on line 3, expected a comma or "]" after this line's value"#),
      ("{\n a: {\n", #"2: found the end of the file, expected "}" that closes the "{" of this line"#),
      (
        "{\n  a: {\n    b: 1,\n  c: 2,\n  d: { e: 1 },\n}\n",
        #"2: found the end of the file, expected "}" that closes the "{" of this line"#
      ),
      ("{\n a: 'x\n}", "2: found 'x up to the end of the line, expected a closing '"),
      ("{\n a: \"x", #"2: found the end of the file, expected a closing ""#),
      ("{ a: monday }", "1: found monday, expected a value; text stands in quotes"),
      ("{ a = 1 }", #"1: found "=", expected ":" after the key a"#),
      ("{\n # note\n a: 1 }", ##"2: found "#" (a comment begins with //), expected a key or "}""##),
      ("{ a-b: 1 }", #"1: found -b, expected ":" after the key a; a key with a dash stands in quotes"#),
      ("{ a:, }", #"1: found ",", expected a value"#),
      ("{ , }", #"1: found ",", expected a key or "}""#),
      ("{ a: 1,, }", #"1: found ",", expected a key or "}""#),
      ("{\n a: 1 } }", #"2: found "}", expected the end of the file"#),
      ("{ a: 1\u{a0} }", #"1: found "U+00A0", expected a comma or "}" after this line's value"#),
      ("{ a: \u{201c}x\u{201d} }", #"1: found "“", expected a value"#),
      ("{ a: 010 }", "1: found 010, expected a number such as 3 or 0.6"),
      ("{ a: 1e+ }", "1: found 1e+, expected a number such as 3 or 0.6"),
      ("{ a: 0x }", "1: found 0x, expected a number such as 3 or 0.6"),
      ("{ a: -- }", "1: found --, expected a number such as 3 or 0.6"),
      ("{ a: 1e999 }", "1: found 1e999, expected a value that this program can hold"),
      (#"{ a: "\q" }"#, #"1: found \ before q, expected one of \" \' \\ \/ \b \f \n \r \t \xHH \uHHHH"#),
      (#"{ a: "\u12" }"#, #"1: found \u before " }, expected 4 hexadecimal digits after it"#),
      (#"{ a: "\uD83D" }"#, "1: found the code d83d in a string, expected that of a character"),
      ("{ a: 'x\ty' }", #"1: found U+0009 in a string, expected an escape such as \t or \u0009"#),
      ("{\n /* a\n", #"2: found the end of the file, expected "*/" that ends the comment of this line"#),
      (String(repeating: "{a:", count: 5000), "1: found brackets 41 deep, expected at most 40"),
      ("a: 1", #"1: found a, expected "{""#),
    ])
  func syntax(_ text: String, _ complaint: String) {
    #expect(Samples.complaints(text) == ["rollcall.json5:" + complaint])
  }

  @Test("bytes that are no UTF-8 never reach the decoder")
  func invalidText() {
    let broken: [[UInt8]] = [
      [0x7b] + [UInt8](repeating: 0xff, count: 11) + [0x8a], [0xff, 0xfe, 0x7b, 0x00],
      Array("{ a: '\0' }".utf8),
    ]
    for bytes in broken {
      let error = #expect(throws: ConfigurationError.self) {
        try Configuration.read(rollcall: bytes, quotas: Array(Samples.noQuotas.utf8), folder: "/")
      }
      #expect(
        error?.description
          == "rollcall.json5:1: found bytes that are no UTF-8 text, expected UTF-8; save the file in this encoding"
      )
    }
    let later = Array("{\n a: '".utf8) + [0xe9] + Array("' }".utf8)
    let error = #expect(throws: Finding.self) { try Document(file: "f", bytes: later) }
    #expect(error?.line == 2)
  }

  @Test("what is wrong in both files is told at once")
  func both() {
    #expect(
      Samples.complaints("{", quotas: "{ quotas: 1 }") == [
        "rollcall.json5:1: found the end of the file, expected \"}\" that closes the \"{\" of this line",
        "quotas.json5:1: quotas: found 1, expected a list of quotas",
      ])
    #expect(
      Samples.complaints("{}", quotas: "[]") == [
        #"rollcall.json5:1: agency: found nothing, expected an object: { id, name, timeZone, language }"#,
        #"rollcall.json5:1: ranks: found nothing, expected a list of ranks from low to high, such as [ "officer", "sergeant", "chief" ]"#,
        #"rollcall.json5:1: store: found nothing, expected the path of a file such as "engagement.db" or "/var/lib/rollcall/engagement.db""#,
        #"rollcall.json5:1: state: found nothing, expected the path of a file such as "state.db" or "/var/lib/rollcall/state.db""#,
        "quotas.json5:1: found \"[\", expected \"{\"",
      ])
  }

  @Test("the required keys of rollcall.json5")
  func required() {
    let text = """
      {
        agency: { id: "x/y", timeZone: "America/NewYork" },
        ranks: ["officer", "officer", { title: "Chief" }, 4],
        store: "x.db",
        state: "./x.db",
      }
      """
    #expect(
      Samples.complaints(text) == [
        #"rollcall.json5:2: agency.id: found "x/y", expected an id of letters without accents, digits, - _ . and ~, without blanks and slashes"#,
        #"rollcall.json5:2: agency.timeZone: found "America/NewYork", expected a time zone of the IANA database such as "America/New_York"; did you mean "America/New_York"?"#,
        "rollcall.json5:3: ranks[2].id: found nothing, expected an id that is not empty, without line ends or blanks around it",
        #"rollcall.json5:3: ranks[3]: found 4, expected a rank such as "sergeant" or { id, title, abbreviation }"#,
        #"rollcall.json5:3: ranks[1]: found "officer" a second time, expected it once; the first is ranks[0]"#,
        #"rollcall.json5:5: state: found "./x.db", expected another file than store"#,
      ])
  }
}
