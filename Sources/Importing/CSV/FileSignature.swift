/// What the first bytes of a file tell about it.
enum FileSignature {
  /// How many bytes of byte order marks stand at the start: one, or one that was taken for Windows-1252 and encoded
  /// again, or both.
  static func byteOrderMarks(of start: [UInt8]) -> Int {
    var length = 0
    while let mark = marks.first(where: { start[length...].starts(with: $0) }) { length += mark.count }
    return length
  }

  /// - throws: `InputError` for files that people take for CSV and that are not.
  static func refuse(_ start: [UInt8], name: String) throws {
    guard let (_, reason) = others.first(where: { start.starts(with: $0.bytes) }) else { return }
    throw InputError(path: name, reason: reason)
  }

  private static let marks: [[UInt8]] = [
    [0xef, 0xbb, 0xbf], [0xc3, 0xaf, 0xc2, 0xbb, 0xc2, 0xbf],
  ]

  private static let others: [(bytes: [UInt8], reason: String)] = [
    ([0xff, 0xfe], CSVText.isUTF16), ([0xfe, 0xff], CSVText.isUTF16),
    ([0x50, 0x4b, 0x03, 0x04], CSVText.isWorkbook), ([0xd0, 0xcf, 0x11, 0xe0], CSVText.isWorkbook),
    ([0x1f, 0x8b], CSVText.isCompressed),
  ]
}

/// What is said about files and rows that are no CSV.
enum CSVText {
  static let quoteNeverCloses =
    "a cell opens with a quote that never closes; close it, or double it inside the cell"
  static func quoteNeverCloses(limit: Int) -> String {
    "a cell opens with a quote that does not close within \(limit) bytes; close it, or double it inside the cell"
  }
  static func rowTooLong(limit: Int) -> String {
    "the row is longer than \(limit) bytes; is this a CSV file with one row a line?"
  }
  static let isUTF16 = "the file is UTF-16 (\"Unicode text\"); save it as CSV in UTF-8"
  static let isWorkbook = "the file is a workbook or an archive; export it as CSV"
  static let isCompressed = "the file is compressed; unpack it and give it as -, as in gunzip -c FILE | …"
}
