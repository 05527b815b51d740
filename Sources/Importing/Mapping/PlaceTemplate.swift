/// A place put together from several cells: `{number} {street}[ at {cross street}]`. What stands in brackets is left
/// out where all its cells are empty; spaces that are left over go.
package struct PlaceTemplate: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case text(String)
    case column(ColumnName)
  }

  /// Pieces that appear or disappear together.
  private struct Group: Hashable, Sendable {
    var isOptional = false
    var pieces: [Piece] = []
  }

  private var groups: [Group] = []

  /// Nil where braces or brackets do not match, or where it names no column.
  package init?(_ text: String) {
    var group = Group()
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "[" where !group.isOptional, "]" where group.isOptional:
        groups.append(group)
        group = Group(isOptional: character == "[")
      case "{":
        guard let end = rest.firstIndex(of: "}"), end > rest.startIndex else { return nil }
        let name = String(rest[..<end])
        group.pieces.append(.column(Int(name).map(ColumnName.position) ?? .named(name)))
        rest = rest[rest.index(after: end)...]
      case "]", "[", "}": return nil
      default: group.pieces.append(.text(String(character)))
      }
    }
    guard !group.isOptional else { return nil }
    groups.append(group)
    guard !columns.isEmpty else { return nil }
  }

  package var columns: [ColumnName] {
    groups.flatMap(\.pieces).compactMap { if case .column(let name) = $0 { name } else { nil } }
  }

  /// The place, or nil where every cell is empty.
  func fill(_ cell: (ColumnName) throws -> String?) rethrows -> String? {
    var (text, found) = ("", false)
    for group in groups {
      var (part, isEmpty) = ("", true)
      for piece in group.pieces {
        switch piece {
        case .text(let words): part += words
        case .column(let name):
          guard let words = try cell(name) else { continue }
          part += words
          isEmpty = false
        }
      }
      if !isEmpty { found = true }
      if !isEmpty || !group.isOptional { text += part }
    }
    guard found else { return nil }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
