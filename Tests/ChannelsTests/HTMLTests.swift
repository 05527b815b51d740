import Testing

@testable import Channels

@Suite("HTML that is safe by type")
struct HTMLTests {
  @Test("somebody's text is escaped, markup of ours is not")
  func escapes() {
    let name = "<O'Neil> & \"Söhne\""
    let item: HTML = "<li title=\"\(name)\">\(name)</li>"
    #expect(
      item.text
        == "<li title=\"&lt;O&#39;Neil&gt; &amp; &quot;Söhne&quot;\">&lt;O&#39;Neil&gt; &amp; &quot;Söhne&quot;</li>"
    )
    let list: HTML = "<ul>\(item)\(3)</ul>"
    #expect(list.text == "<ul>\(item.text)3</ul>")
  }

  @Test("pieces are joined without being escaped again")
  func joins() {
    #expect(
      ["a&b", "<c>"].map { HTML(escaping: $0) }.joined(separator: "<br>").text == "a&amp;b<br>&lt;c&gt;")
    #expect([HTML]().joined() == .empty)
    #expect((HTML(escaping: "&") + "<hr>").text == "&amp;<hr>")
  }

  @Test("a mark upon a special character hides it from nobody, and control characters are gone")
  func hidden() {
    #expect(HTML(escaping: "<\u{301}script>").text == "&lt;\u{301}script&gt;")
    #expect(HTML(escaping: "a\0b\u{1b}c\td\n").text == "a\u{fffd}b\u{fffd}c\td\n")
  }
}
