import Foundation
import Testing

@testable import Importing

@Suite("CSV")
struct CSVReaderTests {
  @Test(
    "cells are read as RFC 4180 says",
    arguments: [
      ("a,b\n", [["a", "b"]]),
      ("a,b", [["a", "b"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
      ("a,\"b,c\"\n", [["a", "b,c"]]),
      ("\"a\"\"b\"\n", [["a\"b"]]),
      ("\"a\nb\",\"c\r\nd\",\"e\rf\"\n", [["a\nb", "c\r\nd", "e\rf"]]),
      ("a,\n,b\n", [["a", ""], ["", "b"]]),
      ("a,b,", [["a", "b", ""]]),
      ("\n\r\n\na\n\n", [["a"]]),
      ("\"\"\n", [[""]]),
      ("a\"b,\"c\"d\n", [["a\"b", "cd"]]),
      ("\"c\"d\"e\"\n", [["cd\"e\""]]),
      (" \"a\"\n", [[" \"a\""]]),
      ("\u{feff}a\n", [["a"]]),
      ("ï»¿a\n", [["a"]]),
      ("\u{feff}ï»¿\"a\"\n", [["a"]]),
      ("é,ü\n", [["é", "ü"]]),
      ("", []),
      ("\u{feff}", []),
    ])
  func cells(text: String, expected: [[String]]) throws {
    for size in [1, 2, 3, 7, 1000] {
      #expect(try Self.read(text, size: size) == expected, "in pieces of \(size)")
    }
  }

  @Test("other delimiters", arguments: [";", "\t", "|"])
  func delimiters(delimiter: String) throws {
    let dialect = CSVDialect(delimiter: try #require(delimiter.utf8.first))
    #expect(try Self.read("a,b\(delimiter)\"c\(delimiter)d\"\n", dialect) == [["a,b", "c\(delimiter)d"]])
  }

  @Test("Windows-1252 bytes become the characters they mean")
  func windows() throws {
    let csv = try CSVReader(
      Pieces([0x4a, 0x6f, 0x73, 0xe9, 0x2c, 0x93, 0x80, 0x94, 0x0a]),
      dialect: CSVDialect(encoding: .windows1252))
    let row = try #require(try csv.next())
    #expect(TextEncoding.windows1252.text(row[0]) == "José")
    #expect(TextEncoding.windows1252.text(row[1]) == "“€”")
    #expect(TextEncoding.utf8.text(row[0]) == nil)
  }

  @Test("lines are counted as an editor counts them, also through cells with newlines")
  func lines() throws {
    let csv = try CSVReader(Pieces("a\r\n\n\"b\nb\"\rc\n", size: 1))
    var lines: [[Int]] = []
    while let row = try csv.next() { lines.append([row.line, row.lastLine]) }
    #expect(lines == [[1, 1], [3, 4], [5, 5]])
  }

  @Test("a quote that never closes is a problem of its line, and the lines after it are read")
  func unclosed() throws {
    let csv = try CSVReader(Pieces("a,b\nc,\"d\ne,f\ng,h\n", size: 5))
    #expect(try csv.next()?.line == 1)
    let problem = #expect(throws: CSVProblem.self) { try csv.next() }
    #expect(
      problem?.description
        == "line 2: a cell opens with a quote that never closes; close it, or double it inside the cell")
    #expect(try csv.next()?.line == 3)
    #expect(try csv.next()?.line == 4)
    #expect(try csv.next() == nil)
  }

  @Test("a row beyond the limit is a problem, and reading goes on behind its line")
  func limits() throws {
    let long = String(repeating: "x", count: 700_000)
    let dialect = CSVDialect(rowLimit: 1000)
    let csv = try CSVReader(Pieces("a\n\(long)\n\"b\n\(long)\nc\"\nd\n"), dialect: dialect)
    var found: [String] = []
    while true {
      do {
        guard let row = try csv.next() else { break }
        found.append(String(decoding: row[0], as: UTF8.self))
      } catch let problem as CSVProblem {
        found.append("\(problem.line)")
      }
    }
    #expect(found == ["a", "2", "3", "4", "c\"", "d"])
  }

  @Test("reading again after the first line gives back what a stray quote swallowed")
  func again() throws {
    let csv = try CSVReader(Pieces("a,\"b\nc,d\ne,\"f\ng,h\n", size: 3))
    #expect(try csv.next()?.lastLine == 3)
    try csv.readAgainAfterFirstLine()
    #expect(try csv.next()?.line == 2)
    #expect(throws: CSVProblem.self) { try csv.next() }
    #expect(try csv.next()?.line == 4)
  }

  @Test(
    "files that are no CSV are refused with what to do",
    arguments: [
      ([0xff, 0xfe, 0x61, 0x00], "x.csv: the file is UTF-16 (\"Unicode text\"); save it as CSV in UTF-8"),
      ([0x50, 0x4b, 0x03, 0x04], "x.csv: the file is a workbook or an archive; export it as CSV"),
      (
        [0x1f, 0x8b, 0x08],
        "x.csv: the file is compressed; unpack it and give it as -, as in gunzip -c FILE | …"
      ),
    ] as [([UInt8], String)])
  func signatures(bytes: [UInt8], message: String) {
    let error = #expect(throws: InputError.self) { try CSVReader(Pieces(bytes), name: "x.csv") }
    #expect(error?.description == message)
  }

  @Test("a file that is not there says so")
  func missing() {
    let error = #expect(throws: InputError.self) { try InputFile(path: "/nowhere/x.csv") }
    #expect(error?.description == "/nowhere/x.csv: No such file or directory")
  }

  static func read(_ text: String, _ dialect: CSVDialect = CSVDialect(), size: Int = 4096) throws
    -> [[String]]
  {
    let csv = try CSVReader(Pieces(text, size: size), dialect: dialect)
    var rows: [[String]] = []
    while let row = try csv.next() {
      rows.append((0..<row.count).map { String(decoding: row[$0], as: UTF8.self) })
    }
    return rows
  }
}
