/// A piece of an HTML document that is safe to stand where text or a quoted attribute value may stand.
///
/// Safe by type: what a programmer wrote as a literal is markup; a `String` interpolated into it is somebody's text
/// and is escaped; another `HTML` interpolated into it is inserted as it is.
///
/// ```swift
/// let row: HTML = "<li title=\"\(note.author)\">\(note.text)</li>"
/// let list: HTML = "<ul>\(rows.joined())</ul>"
/// ```
///
/// An interpolated text is no place for a script, a style sheet, an attribute without quotes, or a link of unknown scheme:
/// escaping does not make these safe.
package struct HTML: Hashable, Sendable {
  /// The markup itself.
  package let text: String

  fileprivate init(markup: String) { text = markup }

  /// Somebody's text: every character that means something in markup is escaped.
  package init(escaping text: String) {
    var markup = ""
    markup.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { HTML.append(scalar, to: &markup) }
    self.init(markup: markup)
  }

  /// No markup at all.
  package static let empty = HTML(markup: "")

  package static func + (one: HTML, other: HTML) -> HTML { HTML(markup: one.text + other.text) }
  package static func += (one: inout HTML, other: HTML) { one = one + other }

  private static func append(_ scalar: Unicode.Scalar, to markup: inout String) {
    switch scalar {
    case "&": markup += "&amp;"
    case "<": markup += "&lt;"
    case ">": markup += "&gt;"
    case "\"": markup += "&quot;"
    case "'": markup += "&#39;"
    case "\t", "\n", "\r": markup.unicodeScalars.append(scalar)
    // Control characters may not stand in HTML at all (HTML Living Standard §13.2.3.5).
    case _ where scalar.properties.generalCategory == .control: markup += "\u{FFFD}"
    default: markup.unicodeScalars.append(scalar)
    }
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package init(stringLiteral markup: String) { self.init(markup: markup) }
  package init(stringInterpolation: Interpolation) { self.init(markup: stringInterpolation.markup) }

  /// Collects the pieces of a literal.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup: String

    package init(literalCapacity: Int, interpolationCount: Int) {
      markup = ""
      markup.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: String) { markup += literal }
    package mutating func appendInterpolation(_ text: String) { markup += HTML(escaping: text).text }
    package mutating func appendInterpolation(_ text: Substring) { appendInterpolation(String(text)) }
    package mutating func appendInterpolation(_ number: Int) { markup += String(number) }
    package mutating func appendInterpolation(_ html: HTML) { markup += html.text }
  }

  package typealias StringInterpolation = Interpolation
}

extension Sequence<HTML> {
  /// One piece after the other, with `separator` between any two.
  package func joined(separator: HTML = .empty) -> HTML {
    HTML(markup: map(\.text).joined(separator: separator.text))
  }
}
