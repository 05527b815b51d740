import RollCall

/// The HTML part of a mail: plain, readable in any mail reader, without pictures, scripts or anything from elsewhere.
package struct MailPage {
  package let html: HTML

  /// `language` is a BCP 47 tag.
  package init(_ body: MailBody, title: String, language: String) {
    let blocks = body.blocks.map(Self.block).reduce(HTML.empty, +)
    html = """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      </head>
      <body style="margin:0;padding:16px;font:16px/1.5 sans-serif;color:#111;background:#fff">
      <div style="max-width:40em;margin:0 auto">
      \(blocks)</div>
      </body>
      </html>

      """
  }

  private static func block(_ block: MailBody.Block) -> HTML {
    switch block {
    case .heading(let text): "<h2 style=\"font-size:18px;line-height:1.3;margin:1.5em 0 .5em\">\(text)</h2>\n"
    case .paragraph(let text): "<p style=\"margin:.5em 0\">\(text)</p>\n"
    case .list(let items):
      "<ul style=\"margin:.5em 0;padding-left:1.25em\">\n\(items.map { "<li>\($0)</li>\n" as HTML }.reduce(HTML.empty, +))</ul>\n"
    case .link(let text, let url): "<p style=\"margin:.5em 0\"><a href=\"\(url)\">\(text)</a></p>\n"
    }
  }
}
