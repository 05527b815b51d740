/// The target of a request line, taken apart (RFC 9112 §3.2): origin-form, absolute-form, or "*" of OPTIONS.
struct RequestTarget: Equatable {
  let path: String
  let query: [Request.Parameter]
  let raw: String

  /// - throws: `RequestFailure` with 400.
  init(_ target: some BidirectionalCollection<UInt8>, method: String) throws(RequestFailure) {
    if target.elementsEqual("*".utf8) {
      guard method == "OPTIONS" else { throw .bad(FeedText.badTarget) }
      (path, query, raw) = ("*", [], "*")
      return
    }
    guard target.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "#") }) else {
      throw .bad(FeedText.badTarget)
    }
    let local = try Self.withoutAuthority(Array(target))
    let mark = local.firstIndex(of: UInt8(ascii: "?"))
    let rawPath = local[..<(mark ?? local.endIndex)]
    guard let decoded = decode(rawPath, plusIsBlank: false),
      !decoded.utf8.split(separator: UInt8(ascii: "/")).contains(where: {
        $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
      })
    else { throw .bad(FeedText.badTarget) }
    path = decoded
    raw = String(decoding: rawPath, as: UTF8.self)
    query = try mark.map { mark throws(RequestFailure) in try Self.parameters(local[(mark + 1)...]) } ?? []
  }

  private static func withoutAuthority(_ target: [UInt8]) throws(RequestFailure) -> ArraySlice<UInt8> {
    if target.first == UInt8(ascii: "/") { return target[...] }
    guard
      let scheme = ["http://", "https://"].first(where: {
        String(decoding: target.prefix($0.utf8.count), as: UTF8.self).sameASCII(as: $0)
      })
    else { throw .bad(FeedText.badTarget) }
    let rest = target[scheme.utf8.count...]
    guard let slash = rest.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }) else {
      return [UInt8(ascii: "/")]
    }
    return rest[slash] == UInt8(ascii: "/") ? rest[slash...] : ([UInt8(ascii: "/")] + rest[slash...])[...]
  }

  private static func parameters(_ text: ArraySlice<UInt8>) throws(RequestFailure) -> [Request.Parameter] {
    var found: [Request.Parameter] = []
    for pair in text.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "="))
      guard let name = decode(pair[..<(equals ?? pair.endIndex)], plusIsBlank: true),
        let value = decode(equals.map { pair[($0 + 1)...] } ?? [], plusIsBlank: true)
      else { throw .bad(FeedText.badTarget) }
      found.append(Request.Parameter(name: name, value: value))
    }
    return found
  }
}

/// Percent-decoding (RFC 3986 §2.1); nil for a bad escape, a control character or what is not UTF-8. In a query "+"
/// is a blank, as forms and URLSearchParams write it.
private func decode(_ text: ArraySlice<UInt8>, plusIsBlank: Bool) -> String? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  var index = text.startIndex
  while index < text.endIndex {
    var byte = text[index]
    if byte == UInt8(ascii: "%") {
      guard index + 2 < text.endIndex, let high = text[index + 1].hexValue, let low = text[index + 2].hexValue
      else { return nil }
      byte = UInt8(high << 4 | low)
      guard byte >= 0x20, byte != 0x7f else { return nil }
      index += 2
    } else if plusIsBlank, byte == UInt8(ascii: "+") {
      byte = 0x20
    }
    bytes.append(byte)
    index += 1
  }
  return String(validating: bytes, as: UTF8.self)
}
