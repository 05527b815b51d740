import RollCall

/// A digest as one HTML file that needs nothing else: for a phone, for paper, for the screen in the briefing
/// room.
package struct DigestHTMLPage {
  private let digest: Digest

  package init(_ digest: Digest) { self.digest = digest }

  /// The document, ended by a line feed.
  package var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(digest.title), \(digest.occasion)</title>
    <style>
    \(DigestStyle.sheet)
    </style>
    </head>
    <body>
    <header>
    <p class="agency">\(digest.agency)</p>
    <h1>\(digest.title)</h1>
    <p class="occasion"><time datetime="\(digest.day.description)">\(digest.occasion)</time></p>
    </header>
    <main>
    \(quiet)\(sections)</main>
    \(closing)</body>
    </html>

    """
  }

  /// Only the shape of a BCP 47 tag may be an attribute that programs act upon.
  private var language: String {
    let isTag = digest.language.utf8.allSatisfy {
      $0 == UInt8(ascii: "-") || (Unicode.Scalar($0).properties.isAlphabetic && $0 < 0x80)
        || (0x30...0x39).contains($0)
    }
    return isTag && !digest.language.isEmpty ? digest.language : "en"
  }

  private var quiet: HTML {
    digest.quietLine.map { "<p class=\"quiet\">\($0)</p>\n" } ?? .empty
  }

  private var closing: HTML {
    digest.closing.isEmpty ? .empty : "<footer><p>\(digest.closing)</p></footer>\n"
  }

  private var sections: HTML {
    digest.sections.filter { $0.isShown(in: digest) }.map(section).joined()
  }

  private func section(_ section: Digest.Section) -> HTML {
    let lead: HTML = section.lead.map { "<p class=\"lead\">\($0)</p>\n" } ?? .empty
    let items = section.items.map { $0.bars.isEmpty ? item($0) : neighborhood($0) }.joined()
    let list: HTML = items == .empty ? .empty : "<ul class=\"items\">\n\(items)</ul>\n"
    return """
      <section class="\(section.kind.rawValue)" aria-labelledby="\(section.kind.rawValue)">
      <h2 id="\(section.kind.rawValue)">\(section.heading)</h2>
      \(lead)\(list)</section>

      """
  }

  private func item(_ item: Digest.Item) -> HTML {
    let text: HTML = item.text.isEmpty ? .empty : "\n<p>\(item.text)</p>"
    return "<li><h3>\(item.headline)</h3>\(text)</li>\n"
  }

  private func neighborhood(_ item: Digest.Item) -> HTML {
    "<li><h3>\(item.headline)</h3>\n<ul class=\"bars\">\n\(item.bars.map(bar).joined())</ul></li>\n"
  }

  /// The figures say it; the bar is for the eye alone.
  private func bar(_ bar: Digest.Bar) -> HTML {
    let percent = bar.counted >= bar.required ? 100 : Int(Double(bar.counted) / Double(bar.required) * 100)
    let fill: HTML = percent > 0 ? "<span style=\"width: \(percent)%\"></span>" : .empty
    return """
      <li><span>\(bar.name) <span class="period">\(bar.period)</span></span> <span class="figures">\(bar.counted) of \(bar.required)</span>\
      <span class="bar" aria-hidden="true">\(fill)</span></li>

      """
  }
}
