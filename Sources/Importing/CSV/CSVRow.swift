/// One row of a CSV file: its cells as the bytes between the delimiters, quotes undone.
package struct CSVRow: Sendable {
  /// The physical line on which the row begins, from 1.
  package let line: Int
  /// The line on which it ends: a later one where a cell holds newlines.
  package let lastLine: Int
  private let bytes: [UInt8]
  private let ends: [Int]

  init(line: Int, lastLine: Int, bytes: [UInt8], ends: [Int]) {
    self.line = line
    self.lastLine = lastLine
    self.bytes = bytes
    self.ends = ends
  }

  package var count: Int { ends.count }

  package subscript(index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}

/// A row that is none; reading goes on after it.
package struct CSVProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The physical line, from 1.
  package let line: Int
  package let reason: String

  package init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }

  package var description: String { "line \(line): \(reason)" }
}
