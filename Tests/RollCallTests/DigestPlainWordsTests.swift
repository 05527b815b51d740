import Testing

@testable import RollCall

@Suite struct DigestPlainWordsTests {
  @Test(
    "somebody's text becomes one plain line",
    arguments: [
      ("  two\t words \r\n", "two words"),
      ("a\u{0}b\u{1b}[31mc\u{7f}d\u{85}e", "a b [31mc d e"),
      ("\u{202e}txet\u{202c} \u{2066}x\u{2069}\u{200f}\u{feff}", "txet x"),
      ("line\u{2028}line\u{2029}para", "line line para"),
      ("می\u{200c}خواهم", "می\u{200c}خواهم"),
      ("👩🏽‍🚒 José", "👩🏽‍🚒 José"),
      ("a\u{e001}b", "ab"),
      ("\u{200b}\u{ad}", ""),
      ("<b>&amp;\"", "<b>&amp;\""),
    ])
  func plain(_ text: String, _ expected: String) {
    #expect(text.plain == expected)
  }

  @Test("a letter with ten thousand accents keeps few of them, and a novel is not read to its end")
  func piles() {
    let pile = "a" + String(repeating: "\u{301}", count: 10_000)
    #expect(pile.plain.unicodeScalars.count <= 16)
    #expect(String(repeating: "x", count: 10_000_000).plain.count <= PlainText.scalarsRead)
  }

  @Test("words beyond the limit are cut with an ellipsis, and so is one endless word")
  func limited() {
    #expect("one two three".limited(words: 3) == "one two three")
    #expect("one two three four".limited(words: 3) == "one two three…")
    #expect(String(repeating: "x", count: 9999).limited(words: 3).count == 3 * PlainText.wordLength)
  }
}
