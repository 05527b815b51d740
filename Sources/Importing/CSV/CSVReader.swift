import Foundation

/// Reads RFC 4180 from a stream of bytes, row by row, holding one row and one piece of the file at a time.
///
/// As CPython's csv module does, it takes LF, CRLF and CR as ends of lines, a quote inside an unquoted cell as
/// itself, and text after a closing quote as part of the cell; lines without anything are passed over. Byte order
/// marks at the start are dropped, also one that was encoded twice.
package final class CSVReader {
  private static let quote = UInt8(ascii: "\"")
  private static let pieceSize = 1 << 18

  private let source: any ByteSource
  private let dialect: CSVDialect
  /// Where read(2) writes; allocated once.
  private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
  private var buffer: [UInt8] = []
  private var isAtEnd = false
  /// Where in `buffer` the current row begins: kept until the next is asked for, so that it can be read anew.
  private var rowStart = 0
  private var rowLine = 1
  private var index = 0
  private var line = 1
  private var cells: [UInt8] = []
  private var ends: [Int] = []

  /// - throws: `InputError` where the file cannot be read or is no CSV file at all.
  package init(_ source: any ByteSource, dialect: CSVDialect = CSVDialect(), name: String = "-") throws {
    self.source = source
    self.dialect = dialect
    while buffer.count < 16, try refill() {}
    try FileSignature.refuse(buffer, name: name)
    index = FileSignature.byteOrderMarks(of: buffer)
  }

  deinit { piece.deallocate() }

  /// The next row, nil at the end.
  /// - throws: `CSVProblem` for lines that are no row, after which reading goes on with the next; `InputError`.
  package func next() throws -> CSVRow? {
    repeat {
      (rowStart, rowLine) = (index, line)
      cells.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      guard try peek() != nil else { return nil }
      while try readCell() {}
    } while isBlank
    return CSVRow(line: rowLine, lastLine: lastLine, bytes: cells, ends: ends)
  }

  /// Goes back to the line after the first of the row just read. For a row that turned out wrong and spans several
  /// lines: a stray quote swallows the good rows after it, and this gives them back.
  package func readAgainAfterFirstLine() throws { try resume(after: rowLine) }

  // MARK: - Cells

  /// A row that took no cell and no quote: an empty line.
  private var isBlank: Bool {
    ends.count == 1 && cells.isEmpty && index - rowStart <= 2 && isLineEnd(rowStart)
  }

  /// Where the row ended on the line before the one that reading stands on.
  private var lastLine: Int { index > rowStart && isLineEnd(index - 1) ? line - 1 : line }

  private func isLineEnd(_ position: Int) -> Bool { buffer[position] == 0x0a || buffer[position] == 0x0d }

  /// Reads one cell and what ends it; true where another follows in the same row.
  private func readCell() throws -> Bool {
    if try peek() == Self.quote { try readQuoted() }
    let delimiter = dialect.delimiter
    let stop = try take { $0 == delimiter || $0 == 0x0a || $0 == 0x0d }
    ends.append(cells.count)
    guard let stop else { return false }
    if stop == delimiter {
      index += 1
      return true
    }
    _ = try passLineEnd()
    return false
  }

  private func readQuoted() throws {
    let opened = line
    index += 1
    while true {
      let stop: UInt8?
      do {
        stop = try take { $0 == Self.quote || $0 == 0x0a || $0 == 0x0d }
      } catch is CSVProblem {
        throw try problem(opened, CSVText.quoteNeverCloses(limit: dialect.rowLimit))
      }
      guard let stop else { throw try problem(opened, CSVText.quoteNeverCloses) }
      if stop == Self.quote {
        index += 1
        guard try peek() == Self.quote else { return }
        cells.append(Self.quote)
        index += 1
      } else {
        cells.append(contentsOf: try passLineEnd())
      }
    }
  }

  /// Steps over CRLF, LF or CR and returns it.
  private func passLineEnd() throws -> [UInt8] {
    let first = buffer[index]
    index += 1
    line += 1
    guard first == 0x0d, try peek() == 0x0a else { return [first] }
    index += 1
    return [first, 0x0a]
  }

  /// Appends to the cell up to the next byte that matters, and returns that without consuming it.
  private func take(until isStop: (UInt8) -> Bool) throws -> UInt8? {
    while true {
      let stop = buffer.withUnsafeBufferPointer { bytes in
        var position = index
        while position < bytes.count, !isStop(bytes[position]) { position += 1 }
        cells.append(contentsOf: bytes[index..<position])
        index = position
        return position < bytes.count ? bytes[position] : nil
      }
      guard index - rowStart <= dialect.rowLimit else {
        throw try problem(rowLine, CSVText.rowTooLong(limit: dialect.rowLimit))
      }
      if let stop { return stop }
      guard try refill() else { return nil }
    }
  }

  // MARK: - Going on after a problem

  private func problem(_ line: Int, _ reason: String) throws -> CSVProblem {
    try resume(after: line)
    return CSVProblem(line: line, reason: reason)
  }

  /// Puts reading at the start of the line after `wanted`, counted from the row's first. What was passed is let go.
  private func resume(after wanted: Int) throws {
    (index, line) = (rowStart, rowLine)
    while line <= wanted, let byte = try peek() {
      if byte == 0x0a || byte == 0x0d { _ = try passLineEnd() } else { index += 1 }
      if index - rowStart > Self.pieceSize { rowStart = index }
    }
    (rowStart, rowLine) = (index, line)
  }

  // MARK: - Bytes

  private func peek() throws -> UInt8? {
    if index == buffer.count { guard try refill() else { return nil } }
    return buffer[index]
  }

  /// Drops what lies before the current row and appends the next piece; false at the end of the file.
  private func refill() throws -> Bool {
    guard !isAtEnd else { return false }
    if rowStart > 0 {
      buffer.removeSubrange(..<rowStart)
      index -= rowStart
      rowStart = 0
    }
    let count = try source.read(into: piece)
    buffer.append(contentsOf: UnsafeRawBufferPointer(piece).prefix(count))
    isAtEnd = count == 0
    return !isAtEnd
  }
}
