import Foundation
import RollCall

// Days and instants as literals, so that tables of cases read as such.

// swift-format-ignore: AvoidRetroactiveConformances
extension Date: @retroactive ExpressibleByStringLiteral {
  /// RFC 3339; the epoch for anything else, which no test means.
  public init(stringLiteral text: String) { self = Date(rfc3339: text) ?? Date(seconds: 0) }
}

extension LocalDay: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = LocalDay(text) ?? LocalDay(number: 0) }
}
