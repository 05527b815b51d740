import Foundation
import RollCall

/// What is said about single rows and files that cannot be read.
enum ImportText {
  static let empty = "the file is empty, without even a header; nothing was changed"

  static let noReference = "has no reference"
  static let badReference = "has a reference longer than 200 bytes, or with control characters in it"
  static let otherKinds = "(other types)"
  static let notAStore = "is no engagement store; rollcallctl init makes one"

  static func cells(_ found: Int, expected: Int) -> String {
    "has \(found) cell\(found == 1 ? "" : "s"), the first row has \(expected)"
  }

  static func spanning(_ row: CSVRow, _ reason: String) -> String {
    row.lastLine == row.line ? reason : "\(reason); its quotes span the lines to \(row.lastLine)"
  }

  static func noStart(_ columns: [ColumnName]) -> String { "has no time in column \(list(columns))" }

  static func badTime(_ text: String, _ formats: [TimePattern]) -> String {
    "'\(short(text))' is no time of the form \(formats.map { "'\($0)'" }.joined(separator: " or "))"
  }

  static func inTheFuture(_ date: Date) -> String { "starts at \(date.rfc3339), which is yet to come" }
  static func endBeforeStart(_ text: String) -> String { "ends at '\(short(text))', before it starts" }

  static func badDuration(_ text: String, _ unit: CADMapping.DurationUnit) -> String {
    "'\(short(text))' is no duration in \(unit == .clock ? "hours:minutes" : unit.rawValue) of at most a week"
  }

  static func badCount(_ text: String, _ column: ColumnName) -> String {
    "'\(short(text))' in column \(column) is no number of people"
  }

  static func notText(_ column: ColumnName) -> String {
    "column \(column) is not in the mapping's encoding; set format.encoding (utf-8 or windows-1252)"
  }

  static func noColumn(_ name: String, _ nearest: String?, _ names: [String]) -> String {
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return
      "has no column '\(name)', which the mapping names\(hint) It has \(short(names.joined(separator: ", "), 400))"
  }

  static func columnTwice(_ name: String, _ places: [Int]) -> String {
    let numbers = places.map { String($0 + 1) }.joined(separator: " and ")
    return
      "has the column '\(name)' more than once, as numbers \(numbers); name it by its number in the mapping"
  }

  static func tooFewColumns(_ place: Int, _ count: Int) -> String {
    "has \(count) columns, and the mapping names number \(place); is the delimiter right?"
  }

  static func idTaken(_ id: String) -> String {
    "is left out: the id \(id) belongs to a row of another source"
  }

  private static func list(_ columns: [ColumnName]) -> String {
    columns.map(\.description).joined(separator: ", ")
  }

  /// Cells may hold anything: what is quoted of them is short and on one line.
  private static func short(_ text: String, _ limit: Int = 60) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ").limited(to: limit)
  }
}
