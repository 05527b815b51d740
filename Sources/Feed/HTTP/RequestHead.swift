/// A request line and the fields read so far, and what they say of the body.
struct RequestHead: Sendable {
  /// How the body is delimited (RFC 9112 §6.3).
  enum Framing: Equatable {
    case length(Int)
    case chunked
  }

  private let method: String
  private let target: RequestTarget
  private let isModern: Bool
  private var headers = Headers()

  /// Reads `method SP target SP version` (RFC 9112 §3).
  /// - throws: `RequestFailure`: 400, or 505 for a version that is not 1.x.
  init(line: ArraySlice<UInt8>) throws(RequestFailure) {
    let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(\.isToken) else {
      throw .bad(FeedText.badRequestLine)
    }
    let version = Array(parts[2])
    guard version.count == 8, version.starts(with: "HTTP/".utf8), version[6] == UInt8(ascii: "."),
      version[5].isDigit, version[7].isDigit
    else { throw .bad(FeedText.badRequestLine) }
    guard version[5] == UInt8(ascii: "1") else {
      throw RequestFailure(status: 505, detail: FeedText.badVersion)
    }
    isModern = version[7] != UInt8(ascii: "0")
    method = String(decoding: parts[0], as: UTF8.self)
    target = try RequestTarget(parts[1], method: method)
  }

  /// Adds one field line.
  /// - throws: `RequestFailure`: 400, or 431 for more than `limit` fields.
  mutating func add(line: ArraySlice<UInt8>, limit: Int) throws(RequestFailure) {
    guard headers.fields.count < limit else { throw .headTooLarge }
    let (name, value) = try Self.field(line)
    headers.add(name, value)
  }

  /// A field line taken apart: no blank before the colon, no folding (RFC 9112 §5.1, §5.2), no control characters.
  static func field(_ line: ArraySlice<UInt8>) throws(RequestFailure) -> (name: String, value: String) {
    if line.first?.isBlank == true { throw .bad(FeedText.foldedField) }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(\.isToken)
    else { throw .bad(FeedText.badField) }
    let value = line[(colon + 1)...].trimmed
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else { throw .bad(FeedText.badField) }
    return (String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
  }

  /// The request without its body.
  var request: Request {
    Request(
      method: method == "HEAD" ? "GET" : method, path: target.path, query: target.query, headers: headers,
      isHead: method == "HEAD", isModern: isModern, rawPath: target.raw)
  }

  /// Judges the whole head.
  /// - throws: `RequestFailure`: 400 where Host is missing or two framings are possible, 413, 417, 501.
  func framing(bodyLimit: Int) throws(RequestFailure) -> Framing {
    try checkHost()
    if let expected = headers["Expect"], !expected.sameASCII(as: "100-continue") {
      throw RequestFailure(status: 417, detail: FeedText.badExpectation)
    }
    let (codings, lengths) = (headers.all("Transfer-Encoding"), headers.all("Content-Length"))
    if !codings.isEmpty {
      // RFC 9112 §6.1: both, or a coding in HTTP/1.0, may be an attempt at smuggling.
      guard lengths.isEmpty, isModern else { throw .bad(FeedText.twoFramings) }
      guard headers.list("Transfer-Encoding") == ["chunked"] else {
        throw RequestFailure(status: 501, detail: FeedText.unknownCoding)
      }
      return .chunked
    }
    guard let length = lengths.first else { return .length(0) }
    guard lengths.count == 1, !length.isEmpty, length.utf8.allSatisfy(\.isDigit) else {
      throw .bad(FeedText.badLength)
    }
    guard let count = Int(length), count <= bodyLimit else { throw .bodyTooLarge(bodyLimit) }
    return .length(count)
  }

  /// RFC 9112 §3.2: exactly one Host in HTTP/1.1.
  private func checkHost() throws(RequestFailure) {
    let hosts = headers.all("Host")
    guard hosts.count == 1 || hosts.isEmpty && !isModern else { throw .bad(FeedText.badHost) }
    guard hosts.allSatisfy({ $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"/?#@,\\".utf8.contains($0) } })
    else { throw .bad(FeedText.badHost) }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}

extension Request {
  var expectsContinue: Bool { isModern && headers["Expect"] != nil }
}
