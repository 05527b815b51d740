import Channels
import Foundation
import RollCall
import Testing

@Suite struct DigestPageTests {
  @Test("the files of a roll call and their latest links")
  func files() {
    let files = DigestFiles(Digest(DigestSamples.busy), public: .public(DigestSamples.busy))
    let endings = ["txt", "html", "json", "public.txt", "public.html"]
    #expect(files.files.map(\.path) == endings.map { "2026-11-17/day.\($0)" })
    #expect(files.links.map(\.path) == endings.map { "latest/day.\($0)" })
    #expect(files.links.map(\.target) == endings.map { "../2026-11-17/day.\($0)" })
    #expect(files.files.allSatisfy { $0.bytes.last == UInt8(ascii: "\n") })
  }

  @Test(
    "no shift's id leads out of the folder",
    arguments: [
      ("day", "day"), ("b.1", "b.1"), ("../../etc/x", "-.-..-etc-x"), ("..", "-."), ("", "-"),
      ("nächte", "n-chte"),
      ("a/b", "a-b"), ("a\u{0}b", "a-b"),
    ])
  func names(_ id: String, _ expected: String) {
    #expect(DigestFiles.fileName(ofShift: id) == expected)
  }

  @Test(
    "a language that is no tag is not told to programs",
    arguments: [("en", "en"), ("pt-BR", "pt-BR"), ("\"><script>", "en"), ("", "en"), ("ño", "en")])
  func language(_ language: String, _ expected: String) {
    var facts = DigestSamples.quiet
    facts.language = language
    #expect(DigestHTMLPage(Digest(facts)).html.text.contains("<html lang=\"\(expected)\">"))
  }

  @Test("words are wrapped at spaces, long ones are cut, wide characters take two columns")
  func wrapping() {
    let wrap = ColumnWrap(columns: 10)
    #expect(wrap.lines(of: "one two three", first: "- ", rest: "  ") == ["- one two", "  three"])
    #expect(wrap.lines(of: "abcdefghijklm n") == ["abcdefghij", "klm n"])
    #expect(wrap.lines(of: "警察署の散歩") == ["警察署の散", "歩"])
    #expect(wrap.lines(of: "") == [""])
  }

  @Test("the HTML needs nothing from anywhere and runs nothing")
  func selfContained() {
    let html = DigestHTMLPage(Digest(DigestSamples.busy)).html.text
    for word in ["<script", "<link", "<img", "http:", "https:", "url(", "@import", "javascript:"] {
      #expect(!html.contains(word))
    }
    #expect(html.contains("<meta name=\"viewport\""))
  }

  @Test("a bar is never longer than its plan, and its figures stand beside it")
  func bars() {
    var facts = DigestSamples.quiet
    facts.progress = DigestSamples.progress(of: DigestSamples.oakwood, [7, 0, 1])
    let html = DigestHTMLPage(Digest(facts)).html.text
    #expect(
      html.contains("7 of 3</span><span class=\"bar\" aria-hidden=\"true\"><span style=\"width: 100%\">"))
    #expect(html.contains("0 of 3</span><span class=\"bar\" aria-hidden=\"true\"></span>"))
    #expect(html.contains("width: 33%"))
  }
}
