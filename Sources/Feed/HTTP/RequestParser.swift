import Glibc

/// Reads requests from bytes as they arrive, in pieces of any size (RFC 9112). Strict where lenience would let two
/// programs read one message differently: a bare LF, a folded field, blanks before a colon, two framings of one body.
package struct RequestParser: Sendable {
  /// How much a client may send before it is refused; bytes, but for `fields`.
  package struct Limits: Sendable, Equatable {
    package var requestLine = 8192
    /// Request line, fields and trailers together.
    package var head = 16384
    package var fields = 100
    package var body = 65536

    package init() {}
  }

  private enum State: Sendable, Equatable {
    case requestLine
    case fields
    case body(remaining: Int)
    case chunkSize
    case chunkData(remaining: Int)
    /// The CRLF after a chunk's data.
    case chunkEnd
    case trailers
    case failed(RequestFailure)
  }

  private let limits: Limits
  private var state = State.requestLine
  private var head: RequestHead?
  /// The present request once its fields are read, but for its body.
  private var request: Request?
  private var body: [UInt8] = []
  private var bytes: [UInt8] = []
  /// Where what is not yet consumed begins.
  private var start = 0
  /// How far `bytes` was searched for the end of a line.
  private var searched = 0
  /// Bytes of the head of the present request that are consumed.
  private var headSize = 0

  package init(limits: Limits = Limits()) { self.limits = limits }

  /// Bytes received and not consumed.
  var buffered: Int { bytes.count - start }

  /// Whether a request has begun and is not complete.
  var isMidway: Bool { state != .requestLine || buffered > 0 }

  /// Whether the client waits for leave to send its body (RFC 9110 §10.1.1).
  var awaitsContinue: Bool {
    buffered == 0 && body.isEmpty && state != .trailers && request?.expectsContinue == true
  }

  package mutating func append(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }

  package mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// The next complete request; nil until more bytes come.
  /// - throws: `RequestFailure`, and again each time after that.
  mutating func next() throws(RequestFailure) -> Request? {
    do {
      while true {
        switch try step() {
        case .request(let request): return request
        case .needsMore: return nil
        case .goesOn: continue
        }
      }
    } catch {
      state = .failed(error)
      (bytes, start, searched) = ([], 0, 0)
      throw error
    }
  }

  // MARK: - One step

  private enum Step {
    case request(Request)
    case needsMore, goesOn
  }

  private mutating func step() throws(RequestFailure) -> Step {
    switch state {
    case .requestLine: return try readRequestLine()
    case .fields: return try readField()
    case .body(let remaining):
      let left = take(upTo: remaining)
      state = .body(remaining: left)
      return left == 0 ? complete() : .needsMore
    case .chunkSize: return try readChunkSize()
    case .chunkData(let remaining):
      let left = take(upTo: remaining)
      state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
      return left == 0 ? .goesOn : .needsMore
    case .chunkEnd: return try readChunkEnd()
    case .trailers: return try readTrailer()
    case .failed(let failure): throw failure
    }
  }

  private mutating func readRequestLine() throws(RequestFailure) -> Step {
    let limit = min(limits.requestLine, limits.head - headSize)
    guard let line = try line(limit: limit, orElse: RequestFailure(status: 414, detail: FeedText.longLine))
    else {
      return .needsMore
    }
    // RFC 9112 §2.2: an empty line before the request line is ignored.
    guard !line.isEmpty else { return .goesOn }
    head = try RequestHead(line: bytes[line])
    state = .fields
    return .goesOn
  }

  private mutating func readField() throws(RequestFailure) -> Step {
    guard let line = try line(limit: limits.head - headSize, orElse: .headTooLarge) else { return .needsMore }
    guard line.isEmpty else {
      try head?.add(line: bytes[line], limit: limits.fields)
      return .goesOn
    }
    let framing = try head?.framing(bodyLimit: limits.body) ?? .length(0)
    request = head?.request
    head = nil
    switch framing {
    case .length(let count): state = .body(remaining: count)
    case .chunked: state = .chunkSize
    }
    return .goesOn
  }

  private mutating func complete() -> Step {
    defer { (state, headSize, request, body) = (.requestLine, 0, nil, []) }
    guard var request else { return .goesOn }
    request.body = body
    return .request(request)
  }

  // MARK: - Chunks, RFC 9112 §7.1

  private mutating func readChunkSize() throws(RequestFailure) -> Step {
    let before = headSize
    guard let line = try line(limit: limits.head - headSize, orElse: .headTooLarge) else { return .needsMore }
    let size = try chunkSize(bytes[line])
    guard body.count + size <= limits.body else { throw .bodyTooLarge(limits.body) }
    // Digits are paid for by the data; extensions count towards the head, so that they have an end.
    headSize = before + max(0, line.count - 8)
    state = size == 0 ? .trailers : .chunkData(remaining: size)
    return .goesOn
  }

  private func chunkSize(_ line: ArraySlice<UInt8>) throws(RequestFailure) -> Int {
    let digits = line.prefix { $0.hexValue != nil }
    let extensions = line[digits.endIndex...].trimmed
    guard (1...8).contains(digits.count), extensions.isEmpty || extensions.first == UInt8(ascii: ";"),
      extensions.allSatisfy({ $0 >= 0x20 || $0 == 0x09 })
    else { throw .bad(FeedText.badChunk) }
    return digits.reduce(0) { $0 << 4 | ($1.hexValue ?? 0) }
  }

  private mutating func readChunkEnd() throws(RequestFailure) -> Step {
    guard let line = try line(limit: 2, orElse: .bad(FeedText.badChunk)) else { return .needsMore }
    guard line.isEmpty else { throw .bad(FeedText.badChunk) }
    headSize -= 2
    state = .chunkSize
    return .goesOn
  }

  private mutating func readTrailer() throws(RequestFailure) -> Step {
    guard let line = try line(limit: limits.head - headSize, orElse: .headTooLarge) else { return .needsMore }
    guard !line.isEmpty else { return complete() }
    _ = try RequestHead.field(bytes[line])
    return .goesOn
  }

  // MARK: - The buffer

  /// Moves up to `count` bytes into the body and returns how many are still missing.
  private mutating func take(upTo count: Int) -> Int {
    let taken = min(count, buffered)
    body.append(contentsOf: bytes[start..<(start + taken)])
    start += taken
    compact()
    return count - taken
  }

  /// The next line without its CRLF, consumed: a range of `bytes` that holds until the next change.
  private mutating func line(limit: Int, orElse failure: RequestFailure) throws(RequestFailure) -> Range<Int>?
  {
    searched = max(searched, start)
    guard let feed = bytes[searched...].firstIndex(of: 0x0a) else {
      searched = bytes.count
      if buffered > limit { throw failure }
      compact()
      return nil
    }
    guard feed + 1 - start <= limit else { throw failure }
    guard feed > start, bytes[feed - 1] == 0x0d else { throw .bad(FeedText.bareLineFeed) }
    let line = start..<(feed - 1)
    headSize += feed + 1 - start
    start = feed + 1
    return line
  }

  /// Gives back memory that idle connections do not need.
  private mutating func compact() {
    guard start > 0 else { return }
    if start == bytes.count { bytes = [] } else { bytes.removeSubrange(..<start) }
    searched = max(0, searched - start)
    start = 0
  }
}

extension RequestFailure {
  static let headTooLarge = RequestFailure(status: 431, detail: FeedText.largeHead)

  static func bodyTooLarge(_ limit: Int) -> RequestFailure {
    RequestFailure(status: 413, detail: FeedText.largeBody(limit))
  }
}
