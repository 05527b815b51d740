/// What one Letter page holds (contract §8: "one page"), in both forms it is printed in: text of 72 columns and 72
/// lines, and the HTML's two columns of 10.5 points.
struct PrintedPage {
  /// Lines of text between the title and the closing line.
  static let lineLimit = 65
  /// Points of both columns together, less what stays empty at their feet.
  static let pointLimit = 1320

  /// Lines of text.
  private(set) var lines = 0
  /// Height in a column of paper.
  private(set) var points = 0

  init(_ sections: [Digest.Section]) {
    for section in sections { add(section) }
  }

  var isFull: Bool { lines > Self.lineLimit || points > Self.pointLimit }

  private mutating func add(_ section: Digest.Section) {
    guard !section.items.isEmpty || section.lead != nil else { return }
    add(headline: section.heading)
    lines += 1
    points += 16
    add(text: section.lead ?? "")
    for item in section.items {
      add(headline: item.headline)
      if item.bars.isEmpty {
        add(text: item.text)
      } else {
        lines += Self.rows(of: item.text, columns: 66)
        for bar in item.bars { points += 13 * Self.rows(of: bar.name + bar.period, columns: 30) }
      }
    }
  }

  private mutating func add(headline: String) {
    lines += 1
    points += 4 + 13 * Self.rows(of: headline, columns: 36)
  }

  private mutating func add(text: String) {
    lines += Self.rows(of: text, columns: 66)
    points += 13 * Self.rows(of: text, columns: 42)
  }

  /// Rows that a text takes where each is sure to hold so many characters.
  private static func rows(of text: String, columns: Int) -> Int { (text.count + columns - 1) / columns }
}
