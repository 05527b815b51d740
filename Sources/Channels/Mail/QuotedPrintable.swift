/// Text in the quoted-printable encoding of RFC 2045 §6.7, as UTF-8 with lines of at most 76 bytes that end with LF.
enum QuotedPrintable {
  /// Every kind of line end in `text` (CR LF, CR, LF) is a line end of the result. Whoever sends the result with CR LF line ends
  /// changes nothing in its meaning, nor does one who strips spaces at line ends.
  static func encode(_ text: String) -> [UInt8] {
    let scalars = normalized(text)
    var (result, line) = ([UInt8](), [UInt8]())
    result.reserveCapacity(scalars.count + scalars.count / 8)
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\n" {
        result += line + [newline]
        line.removeAll(keepingCapacity: true)
        continue
      }
      var piece = piece(for: scalar, endsLine: index + 1 == scalars.count || scalars[index + 1] == "\n")
      if line.count + piece.count > lineLimit {
        result += line + [UInt8(ascii: "="), newline]
        line.removeAll(keepingCapacity: true)
      }
      if line.isEmpty, meansSomethingAtStart(scalars[index...]) { piece = escaped(scalar) }
      line += piece
    }
    return result + line
  }

  /// 76 with the "=" of a soft line break.
  private static let lineLimit = 75
  private static let newline = UInt8(ascii: "\n")

  private static func normalized(_ text: String) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count)
    var followsReturn = false
    for scalar in text.unicodeScalars {
      if !(followsReturn && scalar == "\n") { scalars.append(scalar == "\r" ? "\n" : scalar) }
      followsReturn = scalar == "\r"
    }
    return scalars
  }

  private static func piece(for scalar: Unicode.Scalar, endsLine: Bool) -> [UInt8] {
    switch scalar {
    case " ", "\t": endsLine ? escaped(scalar) : [UInt8(scalar.value)]
    case "!"..."<", ">"..."~": [UInt8(scalar.value)]
    default: escaped(scalar)
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> [UInt8] {
    String(scalar).utf8.flatMap { [UInt8(ascii: "=")] + hexadecimal($0) }
  }

  /// A line that is one dot ends a message for a mail program without `-i`, and "From " begins another one in an mbox file.
  private static func meansSomethingAtStart(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    rest.first == "." || rest.starts(with: "From ".unicodeScalars)
  }
}

/// Two digits, upper case as RFC 2045 §6.7 (1) wants them.
func hexadecimal(_ byte: UInt8) -> [UInt8] {
  let digits = Array("0123456789ABCDEF".utf8)
  return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}
