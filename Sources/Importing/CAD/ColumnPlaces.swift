import Foundation

/// Finds the columns that a mapping names in the header that a file has.
enum ColumnPlaces {
  /// Each column's place in a row, from 0.
  /// - throws: `ImportError.doesNotFit`.
  static func find(_ mapping: CADMapping, in header: CSVRow, file: String) throws -> [ColumnName: Int] {
    let names = mapping.hasHeader ? (0..<header.count).map { name(header[$0], mapping.dialect) } : []
    var places: [ColumnName: Int] = [:]
    for column in mapping.columns.all {
      switch column {
      case .position(let place):
        guard place <= header.count else {
          throw ImportError.doesNotFit(file, ImportText.tooFewColumns(place, header.count))
        }
        places[column] = place - 1
      case .named(let name):
        let found = names.indices.filter { names[$0] == name }
        guard let place = found.first else {
          throw ImportError.doesNotFit(
            file, ImportText.noColumn(name, nearestWord(to: name, among: names), names))
        }
        guard found.count == 1 else {
          throw ImportError.doesNotFit(file, ImportText.columnTwice(name, found))
        }
        places[column] = place
      }
    }
    return places
  }

  private static func name(_ cell: ArraySlice<UInt8>, _ dialect: CSVDialect) -> String {
    (dialect.encoding.text(cell) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
