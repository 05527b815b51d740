import Foundation

/// Asks the daemon over its socket. HTTP/1.0, so that an answer simply ends with the connection.
struct SocketClient {
  private let path: String

  init(path: String) { self.path = path }

  /// Asks for `target` and hands each line of the answer's body to `line`, until it returns false or the answer ends.
  /// - throws: `Failure`: 69 where nobody answers, 77 where the peer is not allowed, 66 for what is not there, 65 for what
  ///   was not understood or comes too late, else 69; with the daemon's words.
  func lines(_ target: String, accept: String, _ line: ([UInt8]) -> Bool) throws(Failure) {
    try exchange("GET \(target) HTTP/1.0\r\nHost: rollcall\r\nAccept: \(accept)\r\n\r\n", line)
  }

  /// The whole body of an answer.
  func body(_ target: String, accept: String = "application/json") throws(Failure) -> [UInt8] {
    var body: [UInt8] = []
    try lines(target, accept: accept) { line in
      body += line + [0x0a]
      return true
    }
    return body
  }

  /// Sends JSON and returns the answer's body.
  func post(_ target: String, _ json: [UInt8]) throws(Failure) -> [UInt8] {
    var body: [UInt8] = []
    let head = "Content-Type: application/json\r\nContent-Length: \(json.count)"
    try exchange(
      "POST \(target) HTTP/1.0\r\nHost: rollcall\r\n\(head)\r\n\r\n" + String(decoding: json, as: UTF8.self)
    ) { line in
      body += line + [0x0a]
      return true
    }
    return body
  }

  // MARK: -

  private func exchange(_ request: String, _ line: ([UInt8]) -> Bool) throws(Failure) {
    let descriptor = try connected()
    defer { close(descriptor) }
    try send(request, to: descriptor)
    var reader = LineReader(descriptor)
    guard let status = reader.next() else {
      throw Failure(.unavailable, "\(path): the daemon closed the connection")
    }
    while let header = reader.next(), !header.isEmpty, header != [0x0d] {}
    let code =
      String(decoding: status, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    guard code == 200 else { throw refusal(code, &reader) }
    while let next = reader.next() {
      if !line(next) { return }
    }
  }

  private func refusal(_ code: Int, _ reader: inout LineReader) -> Failure {
    struct Problem: Decodable { let detail: String? }
    var body: [UInt8] = []
    while let line = reader.next() { body += line }
    let detail = try? JSONDecoder().decode(Problem.self, from: Data(body)).detail
    let exit: ExitCode =
      switch code {
      case 403: .notAllowed
      case 404: .noInput
      case 400, 409: .dataError
      default: .unavailable
      }
    return Failure(exit, "the daemon answered \(code)\(detail.map { ": \($0)" } ?? "")")
  }

  private func connected() throws(Failure) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.utf8)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw Failure(
        .usage,
        "\(path): a socket's path has at most \(MemoryLayout.size(ofValue: address.sun_path) - 1) bytes")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let reason = String(cString: strerror(errno))
      let isDenied = errno == EACCES
      close(descriptor)
      throw Failure(
        isDenied ? .notAllowed : .unavailable,
        "\(path): \(reason); \(isDenied ? "ask to be put into the feed's group" : "is rollcalld running?")")
    }
    return descriptor
  }

  private func send(_ request: String, to descriptor: Int32) throws(Failure) {
    var rest = Array(request.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(.unavailable, "\(path): \(String(cString: strerror(errno)))") }
      rest = rest.dropFirst(count)
    }
  }
}

/// Lines of a descriptor, without their ends.
private struct LineReader {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  mutating func next() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0a) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      guard !isAtEnd else {
        defer { start = buffer.count }
        return start < buffer.count ? Array(buffer[start...]) : nil
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      fill()
    }
  }

  private mutating func fill() {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count > 0 { buffer += chunk[..<count] } else if count == 0 || errno != EINTR { isAtEnd = true }
  }
}
