import Platform

/// A body of text with the headers that say what it is (RFC 2045).
struct MailPart {
  /// As `text/plain`.
  let type: String
  /// Quoted-printable.
  let content: [UInt8]

  var bytes: [UInt8] {
    let headers =
      HeaderEncoding.field("Content-Type", ["\(type);", "charset=utf-8"])
      + HeaderEncoding.field("Content-Transfer-Encoding", ["quoted-printable"])
    return Array("\(headers)\n".utf8) + content
  }

  /// The same content in several forms, the plainest first (RFC 2046 §5.1.4).
  static func alternatives(_ parts: [MailPart]) -> [UInt8] {
    let boundary = boundary(for: parts)
    // The parameter is quoted because "=" may not stand in it otherwise.
    let header = HeaderEncoding.field("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""])
    var bytes = Array("\(header)\n".utf8)
    // The line end before a boundary belongs to the boundary (§5.1.1).
    for part in parts { bytes += Array("--\(boundary)\n".utf8) + part.bytes + [UInt8(ascii: "\n")] }
    return bytes + Array("--\(boundary)--\n".utf8)
  }

  /// Occurs in no part: in quoted-printable text "=_" cannot stand (RFC 2045 §6.7 names it for this). The rest comes from the
  /// content, so that equal mails are equal bytes and a mail within a mail has another one.
  private static func boundary(for parts: [MailPart]) -> String {
    "=_\(SHA256(of: parts.map(\.bytes).joined()).hexadecimal.prefix(32))"
  }
}
