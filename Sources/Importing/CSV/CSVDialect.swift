/// How an export writes its cells down.
package struct CSVDialect: Hashable, Sendable {
  /// Comma, semicolon, tab or bar, as ASCII.
  package let delimiter: UInt8
  package let encoding: TextEncoding
  /// The most bytes a row may take: an unclosed quote must not swallow a file of gigabytes.
  package let rowLimit: Int

  package init(
    delimiter: UInt8 = UInt8(ascii: ","), encoding: TextEncoding = .utf8, rowLimit: Int = 1 << 20
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.rowLimit = rowLimit
  }
}

/// How a cell's bytes become text.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// Western European Windows; of ISO 8859-1 it is a superset for everything that is printed.
  case windows1252 = "windows-1252"

  /// Nil where the bytes are not text in this encoding. The five bytes that Windows-1252 leaves undefined are
  /// control characters, as in the WHATWG Encoding Standard.
  package func text(_ bytes: ArraySlice<UInt8>) -> String? {
    switch self {
    case .utf8:
      return String(validating: bytes, as: UTF8.self)
    case .windows1252:
      var text = String.UnicodeScalarView()
      for byte in bytes {
        let high = (0x80...0x9f).contains(byte) ? Self.windowsHigh[Int(byte) - 0x80] : UInt16(byte)
        if let scalar = Unicode.Scalar(high) { text.append(scalar) }
      }
      return String(text)
    }
  }

  /// 0x80 to 0x9f of Windows-1252 (https://encoding.spec.whatwg.org/#windows-1252).
  private static let windowsHigh: [UInt16] = [
    0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
    0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
    0x153, 0x9d, 0x17e, 0x178,
  ]
}
