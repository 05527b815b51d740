/// Header fields in their order. Names are compared without regard to case (RFC 9110 §5.1).
package struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  package private(set) var fields: [Field] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The value of the first field of that name.
  package subscript(name: String) -> String? { fields.first { $0.name.sameASCII(as: name) }?.value }

  /// The values of all fields of that name.
  package func all(_ name: String) -> [String] {
    fields.filter { $0.name.sameASCII(as: name) }.map(\.value)
  }

  /// The members of a comma-separated list spread over any number of fields (RFC 9110 §5.6.1), in lower case.
  package func list(_ name: String) -> [String] {
    all(name).flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }.map {
      String(decoding: $0.trimmed, as: UTF8.self).asciiLowercased
    }
    .filter { !$0.isEmpty }
  }
}

extension String {
  /// Equal but for the case of A to Z.
  func sameASCII(as other: String) -> Bool {
    utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }

  var asciiLowercased: String { String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self) }
}

extension UInt8 {
  var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5a ? self + 0x20 : self }

  /// OWS, RFC 9110 §5.6.3.
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// `tchar`, RFC 9110 §5.6.2.
  var isToken: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e...0x60, 0x7c, 0x7e: true
    default: false
    }
  }

  var hexValue: Int? {
    switch self {
    case 0x30...0x39: Int(self) - 0x30
    case 0x41...0x46: Int(self) - 0x37
    case 0x61...0x66: Int(self) - 0x57
    default: nil
    }
  }
}

extension BidirectionalCollection where Element == UInt8 {
  /// Without blanks at either end.
  var trimmed: SubSequence {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return self[endIndex...]
    }
    return self[first...last]
  }
}
