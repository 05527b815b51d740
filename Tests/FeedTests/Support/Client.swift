import Glibc

/// A blocking HTTP client on a Unix socket that hides nothing: it sends the bytes it is given and reads what comes.
final class Client {
  struct Timeout: Error {}

  /// Long enough for a busy machine; nothing here waits for it when all is well.
  static let patience: Int32 = 20_000

  let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private(set) var ended = false

  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Timeout() }
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func get(_ target: String, _ fields: String...) {
    send("GET \(target) HTTP/1.1\r\nHost: x\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
  }

  /// Something has come, or the end.
  var hasInput: Bool {
    var query = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&query, 1, 0) > 0
  }

  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  // MARK: - Reading

  /// Waits for more bytes; false at the end.
  @discardableResult
  func fill() throws -> Bool {
    guard !ended else { return false }
    var query = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&query, 1, Self.patience) > 0 else { throw Timeout() }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count <= 0 {
      ended = true
      return false
    }
    if start > 1 << 16 {
      buffer.removeSubrange(..<start)
      start = 0
    }
    buffer += chunk[..<count]
    return true
  }

  /// The next line without its CRLF or LF; nil at the end.
  func line() throws -> String? {
    var searched = start
    while true {
      if let feed = buffer[searched...].firstIndex(of: 0x0a) {
        let end = feed > start && buffer[feed - 1] == 0x0d ? feed - 1 : feed
        defer { start = feed + 1 }
        return String(decoding: buffer[start..<end], as: UTF8.self)
      }
      let unsearched = buffer.count - start
      guard try fill() else { return nil }
      searched = start + unsearched
    }
  }

  func bytes(_ count: Int) throws -> [UInt8]? {
    while buffer.count - start < count { guard try fill() else { return nil } }
    defer { start += count }
    return Array(buffer[start..<(start + count)])
  }

  /// All that comes until the server closes.
  func rest() throws -> String {
    while try fill() {}
    defer { start = buffer.count }
    return String(decoding: buffer[start...], as: UTF8.self)
  }
}

/// The head of an answer.
struct AnswerHead {
  let status: Int
  let fields: [String: String]
}

struct Answer {
  let head: AnswerHead
  let body: String

  var status: Int { head.status }
}

extension Client {
  func head() throws -> AnswerHead {
    guard let first = try line() else { return AnswerHead(status: 0, fields: [:]) }
    var fields: [String: String] = [:]
    while let line = try line(), !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = String(parts.last?.drop { $0 == " " } ?? "")
    }
    return AnswerHead(
      status: first.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, fields: fields)
  }

  /// A whole answer, in whatever way its length is given.
  func answer(hasBody: Bool = true) throws -> Answer {
    let head = try head()
    guard hasBody, head.status != 204 else { return Answer(head: head, body: "") }
    if let length = head.fields["content-length"].flatMap({ Int($0) }) {
      return Answer(head: head, body: String(decoding: try bytes(length) ?? [], as: UTF8.self))
    }
    guard head.fields["transfer-encoding"] == "chunked" else { return Answer(head: head, body: try rest()) }
    var body = ""
    while let chunk = try chunk() { body += chunk }
    return Answer(head: head, body: body)
  }

  /// The next chunk of a chunked body; nil after the last, or if the body breaks off.
  func chunk() throws -> String? {
    guard let size = try line().flatMap({ Int($0, radix: 16) }), let data = try bytes(size) else {
      return nil
    }
    _ = try line()
    return size == 0 ? nil : String(decoding: data, as: UTF8.self)
  }

  /// The ids of the next events of a chunked stream (our server sends each as a chunk), comments left out; a gap is 0.
  func ids(_ count: Int) throws -> [Int] {
    var ids: [Int] = []
    while ids.count < count, let chunk = try chunk() {
      if let id = Client.id(inChunk: chunk) { ids.append(id) }
    }
    return ids
  }

  static func id(inChunk chunk: String) -> Int? {
    if chunk.hasPrefix(":") { return nil }
    if chunk.hasPrefix("id: ") { return Int(chunk.dropFirst(4).prefix { $0 != "\n" }) }
    if chunk.hasPrefix("{\"id\":\"") { return Int(chunk.dropFirst(7).prefix { $0 != "\"" }) }
    return 0
  }
}
