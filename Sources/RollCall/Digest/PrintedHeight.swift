/// What a section takes of one Letter page (contract §8: "one page"), in both forms it is printed in: text of
/// 72 columns and 72 lines, and the HTML's two columns of 10.5 points.
struct PrintedHeight {
  /// Lines of text between the title and the closing line.
  static let lineLimit = 65
  /// Points of both columns together, less what stays empty at their feet.
  static let pointLimit = 1320

  /// Lines of text.
  private(set) var lines = 0
  /// Height in a column of paper.
  private(set) var points = 0

  init(_ section: Digest.Section) { add(section) }

  static func fitOnePage(_ heights: [PrintedHeight]) -> Bool {
    heights.map(\.lines).reduce(0, +) <= lineLimit && heights.map(\.points).reduce(0, +) <= pointLimit
  }

  private mutating func add(_ section: Digest.Section) {
    guard !section.items.isEmpty || section.lead != nil else { return }
    add(headline: section.heading)
    lines += 1
    points += 16
    if let lead = section.lead { add(text: lead, columns: 72) }
    for item in section.items {
      add(headline: item.headline)
      if item.bars.isEmpty {
        add(text: item.text, columns: 70)
      } else {
        lines += Self.rows(of: item.text, columns: 70)
        for bar in item.bars { points += 13 * Self.rows(of: "\(bar.name) \(bar.period)", columns: 32) }
      }
    }
  }

  private mutating func add(headline: String) {
    lines += Self.rows(of: headline, columns: 70)
    points += 4 + 13 * Self.rows(of: headline, columns: 37)
  }

  private mutating func add(text: String, columns: Int) {
    lines += Self.rows(of: text, columns: columns)
    points += 13 * Self.rows(of: text, columns: 43)
  }

  private static func rows(of text: String, columns: Int) -> Int {
    text.isEmpty ? 0 : ColumnWrap(columns: columns).lines(of: text).count
  }
}
