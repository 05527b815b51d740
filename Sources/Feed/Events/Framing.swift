import RollCall

/// How events look on the wire: the format, and whether each is a chunk of its own (RFC 9112 §7.1), so that a stream
/// may begin and end at any event while all who share a framing share its bytes.
struct Framing: Hashable, Sendable {
  enum Format: Hashable, Sendable {
    /// https://html.spec.whatwg.org/multipage/server-sent-events.html
    case eventStream
    /// One CloudEvent a line.
    case lines
  }

  let format: Format
  let chunked: Bool

  /// Appends one event. Without an id (a gap) the client's own last id stays what it was.
  func append(id: Int?, label: EventLabel, json: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    switch format {
    case .lines:
      openChunk(json.count + 1, &output)
      output.append(contentsOf: json)
      output.append(0x0a)
    case .eventStream:
      let line = id == nil ? label.line[1...] : label.line[...]
      openChunk((id.map { 4 + decimalDigits($0) } ?? 0) + line.count + json.count + 2, &output)
      if let id {
        output.append(contentsOf: [0x69, 0x64, 0x3a, 0x20])  // "id: "
        appendNumber(id, radix: 10, to: &output)
      }
      output.append(contentsOf: line)
      output.append(contentsOf: json)
      output.append(0x0a)
      output.append(0x0a)
    }
    closeChunk(&output)
  }

  /// A comment that keeps proxies from taking a quiet stream for a dead one. NDJSON has none.
  func appendComment(to output: inout [UInt8]) {
    guard format == .eventStream else { return }
    let comment = ": keep-alive\n\n".utf8
    openChunk(comment.count, &output)
    output.append(contentsOf: comment)
    closeChunk(&output)
  }

  /// The end of the body, where it does not end with the connection.
  func appendEnd(to output: inout [UInt8]) {
    if chunked { output.append(contentsOf: "0\r\n\r\n".utf8) }
  }

  // MARK: -

  private func openChunk(_ count: Int, _ output: inout [UInt8]) {
    guard chunked else { return }
    appendNumber(count, radix: 16, to: &output)
    output.append(0x0d)
    output.append(0x0a)
  }

  private func closeChunk(_ output: inout [UInt8]) {
    guard chunked else { return }
    output.append(0x0d)
    output.append(0x0a)
  }
}

private func decimalDigits(_ number: Int) -> Int {
  var (digits, rest) = (1, number)
  while rest >= 10 {
    digits += 1
    rest /= 10
  }
  return digits
}

/// A number from 0 without a String in between.
private func appendNumber(_ number: Int, radix: Int, to output: inout [UInt8]) {
  var unit = 1
  while number / unit >= radix { unit *= radix }
  var rest = number
  while unit > 0 {
    let digit = UInt8(rest / unit)
    output.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    rest %= unit
    unit /= radix
  }
}
