import RollCall

/// A digest as plain text of at most 72 columns: printed on any printer, read aloud, sent as the text part of
/// a mail.
package struct DigestTextPage {
  /// No line is wider, counted as a terminal counts: an East Asian character takes two columns.
  package static let columns = 72

  private let digest: Digest

  package init(_ digest: Digest) { self.digest = digest }

  /// The page, each line ended by a line feed.
  package var text: String {
    var lines = wrapped(digest.agency) + wrapped(digest.title) + wrapped(digest.occasion) + [rule("=")]
    if let quiet = digest.quietLine { lines += [""] + wrapped(quiet) }
    for section in digest.sections where section.isShown(in: digest) { lines += self.lines(of: section) }
    if !digest.closing.isEmpty { lines += ["", rule("-")] + wrapped(digest.closing) }
    return lines.map { $0 + "\n" }.joined()
  }

  private func lines(of section: Digest.Section) -> [String] {
    var lines = [""] + wrapped(section.heading.uppercased())
    if let lead = section.lead { lines += wrapped(lead) }
    for item in section.items {
      lines += wrapped(item.headline, first: "- ", rest: "  ")
      if !item.text.isEmpty { lines += wrapped(item.text, first: "  ", rest: "  ") }
    }
    return lines
  }

  private func wrapped(_ text: String, first: String = "", rest: String = "") -> [String] {
    ColumnWrap(columns: Self.columns).lines(of: text, first: first, rest: rest)
  }

  private func rule(_ mark: String) -> String { String(repeating: mark, count: Self.columns) }
}

extension Digest.Section {
  /// A section with nothing in it is passed over; on a quiet day so is what would say the same once more.
  func isShown(in digest: Digest) -> Bool {
    if kind == .today && digest.isQuiet { return false }
    return !items.isEmpty || lead != nil
  }
}
