import Platform

/// A mail's `Message-ID`: the same for each repeat of the same mail, and for no other mail.
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
  /// With its angle brackets, in ASCII.
  package let text: String

  package var description: String { text }

  /// `<kind.key@domain>`.
  ///
  /// Different kinds and keys give different ids, whatever characters they contain: those that may not stand there are
  /// written as `=` and two digits, and of a long key the end is replaced by its checksum.
  ///
  /// - Parameters:
  ///   - kind: what sort of mail, a word of the program.
  ///   - key: which one of that sort.
  ///   - domain: of the sender's address.
  package init(kind: String, key: String, domain: String) {
    let kind = Self.atom(kind).replacing(".", with: "=2E")
    text = "<\(kind).\(Self.shortened(Self.atom(key), key: key))@\(Self.atom(domain))>"
  }

  /// Reads an id as it was stored or received; nil for what may not stand in a header as one.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">"), bytes.count <= 600 else {
      return nil
    }
    let inner = bytes.dropFirst().dropLast()
    let sides = inner.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }),
      inner.allSatisfy({ isAtomText($0) || ".@:[]".utf8.contains($0) })
    else { return nil }
    self.text = text
  }

  /// `text` as a dot-atom of RFC 5322 §3.2.3, reversibly.
  private static func atom(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let isDot = byte == UInt8(ascii: ".") && index > 0 && index + 1 < bytes.count && result.last != byte
      let isPlain = isAtomText(byte) && byte != UInt8(ascii: "=")
      result += isDot || isPlain ? [byte] : [UInt8(ascii: "=")] + hexadecimal(byte)
    }
    // A lone "=" is the writing of no other text.
    return result.isEmpty ? "=" : String(decoding: result, as: UTF8.self)
  }

  private static func shortened(_ atom: String, key: String) -> String {
    guard atom.utf8.count > 120 else { return atom }
    // "==" cannot come from an escaped byte.
    return "\(atom.prefix(60))==\(SHA256(of: key).hexadecimal.prefix(40))"
  }
}
