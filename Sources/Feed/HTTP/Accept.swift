/// What media types a client would have, and how much (RFC 9110 §12.5.1).
package struct Accept: Sendable, Equatable {
  private struct Range: Sendable, Equatable {
    let type: Substring
    let subtype: Substring
    /// In thousandths.
    let quality: Int

    /// 0 for `*/*`, 1 for `text/*`, 2 for a type; nil where it does not match.
    func specificity(for offer: (type: Substring, subtype: Substring)) -> Int? {
      if type == "*" { return 0 }
      guard type == offer.type else { return nil }
      return subtype == "*" ? 1 : subtype == offer.subtype ? 2 : nil
    }
  }

  private let ranges: [Range]

  /// Reads the Accept fields of a request; none at all mean that anything will do.
  package init(_ headers: Headers) {
    let members = headers.list("Accept")
    ranges = members.isEmpty ? Self.anything : members.compactMap(Self.range)
  }

  /// The best of the types offered: by quality, then by how precisely it was asked for, then by the order offered.
  /// Nil where none is acceptable.
  package func best(of offers: [String]) -> String? {
    var best: (offer: String, quality: Int, specificity: Int)?
    for offer in offers {
      let (type, subtype) = Self.halves(offer[...])
      let matching = ranges.compactMap { range in
        range.specificity(for: (type, subtype)).map { (quality: range.quality, specificity: $0) }
      }
      guard let match = matching.max(by: { $0.specificity < $1.specificity }), match.quality > 0 else {
        continue
      }
      if best.map({ ($0.quality, $0.specificity) < (match.quality, match.specificity) }) ?? true {
        best = (offer, match.quality, match.specificity)
      }
    }
    return best?.offer
  }

  // MARK: -

  private static let anything = [Range(type: "*", subtype: "*", quality: 1000)]

  private static func range(_ member: String) -> Range? {
    let parts = member.split(separator: ";").map { $0.utf8.trimmed }
    guard let name = parts.first else { return nil }
    let (type, subtype) = halves(Substring(name))
    guard !type.isEmpty, !subtype.isEmpty else { return nil }
    let weight = parts.dropFirst().map { Substring($0) }.first { $0.hasPrefix("q=") }
    return Range(type: type, subtype: subtype, quality: weight.map { quality($0.dropFirst(2)) } ?? 1000)
  }

  private static func halves(_ name: Substring) -> (type: Substring, subtype: Substring) {
    guard let slash = name.firstIndex(of: "/") else { return (name, "") }
    return (name[..<slash], name[name.index(after: slash)...])
  }

  /// `0.8` as 800; 0 for what is no weight.
  private static func quality(_ text: Substring) -> Int {
    let digits = text.utf8.filter { $0 != UInt8(ascii: ".") }
    guard let first = digits.first, digits.count <= 4, digits.allSatisfy(\.isDigit) else { return 0 }
    let fraction = digits.dropFirst().reduce(into: (value: 0, unit: 100)) { sum, digit in
      sum = (sum.value + Int(digit - 0x30) * sum.unit, sum.unit / 10)
    }
    return min(1000, Int(first - 0x30) * 1000 + fraction.value)
  }
}
