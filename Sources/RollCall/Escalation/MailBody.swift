/// What a mail says, apart from how it looks: renderers make the text and the HTML part from it.
package struct MailBody: Hashable, Sendable {
  package enum Block: Hashable, Sendable {
    case heading(String)
    case paragraph(String)
    case list([String])
    /// What to press, and where it leads.
    case link(String, url: String)
  }

  package var blocks: [Block]

  package init(_ blocks: [Block] = []) { self.blocks = blocks }

  /// Lines of at most 72 characters, except words that are longer; blocks separated by blank lines.
  package var plainText: String {
    blocks.map(Self.plain).joined(separator: "\n\n") + "\n"
  }

  private static let width = 72

  private static func plain(_ block: Block) -> String {
    switch block {
    case .heading(let text):
      return text.wrapped(to: width) + "\n" + String(repeating: "-", count: min(text.count, width))
    case .paragraph(let text): return text.wrapped(to: width)
    case .list(let items):
      return items.map { "- " + $0.wrapped(to: width - 2, indent: "  ") }.joined(separator: "\n")
    case .link(let text, let url): return "\(text):\n\(url)"
    }
  }
}

extension String {
  /// Broken at spaces; lines after the first begin with `indent`.
  fileprivate func wrapped(to width: Int, indent: String = "") -> String {
    var (lines, line) = ([String](), "")
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? "\(word)" : " \(word)"
    }
    return (lines + [line]).joined(separator: "\n" + indent)
  }
}
