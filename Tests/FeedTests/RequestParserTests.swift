import Testing

@testable import Feed

@Suite struct RequestParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    /// Each request as "METHOD path name=value… | body", or the status of the refusal.
    let outcome: [String]
    var testDescription: String { text.prefix(60).debugDescription }

    init(_ text: String, _ outcome: String...) {
      self.text = text
      self.outcome = outcome
    }
  }

  static let cases: [Case] = [
    // What is understood.
    Case("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /"),
    Case("HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /healthz (head)"),
    Case("GET /a HTTP/1.0\r\n\r\n", "GET /a (1.0)"),
    Case("GET /a HTTP/1.9\r\nhOsT:x\r\n\r\n", "GET /a"),
    Case("GET /a?x=1&y=two+words&z=%26&flag HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a x=1 y=two words z=& flag="),
    Case("GET http://x:8080/a/b?c=d HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a/b c=d"),
    Case("GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", "GET /"),
    Case("GET http://x?c=d HTTP/1.1\r\nHost: x\r\n\r\n", "GET / c=d"),
    Case("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS *"),
    Case("GET /v1/cases/a%2Fb/c%C3%A9 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/cases/a/b/cé"),
    Case("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /"),
    Case("GET / HTTP/1.1\r\nHost: x\r\nA:\r\nB: \t v \t\r\n\r\n", "GET /"),
    Case("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /1", "GET /2"),
    Case(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST / | hello", "GET /2"),
    Case("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "POST /"),
    Case(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n6;a=\"b\"\r\n world\r\n0\r\nT: t\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST / | hello world", "GET /2"),
    Case(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n000A\r\n0123456789\r\n0\r\n\r\n",
      "POST / | 0123456789"),
    Case("GET / HTTP/1.1\r\nHost: x\r\n"),
    // Request lines that are refused.
    Case("GET /\r\n", "400"), Case("GET  / HTTP/1.1\r\n", "400"), Case("GET / HTTP/1.1 \r\n", "400"),
    Case("G@T / HTTP/1.1\r\n", "400"), Case("GET / http/1.1\r\n", "400"), Case("GET / HTTP/11\r\n", "400"),
    Case("GET a HTTP/1.1\r\n", "400"), Case("CONNECT x:1 HTTP/1.1\r\n", "400"),
    Case("GET * HTTP/1.1\r\n", "400"),
    Case("GET /%zz HTTP/1.1\r\n", "400"), Case("GET /%4 HTTP/1.1\r\n", "400"),
    Case("GET /%00 HTTP/1.1\r\n", "400"),
    Case("GET /%ff HTTP/1.1\r\n", "400"), Case("GET /a/../b HTTP/1.1\r\n", "400"),
    Case("GET /a/%2e%2e/b HTTP/1.1\r\n", "400"), Case("GET /a/./b HTTP/1.1\r\n", "400"),
    Case("GET /é HTTP/1.1\r\n", "400"), Case("GET /#a HTTP/1.1\r\n", "400"),
    Case("GET / HTTP/2.0\r\n", "505"), Case("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
    Case("GET / HTTP/1.1\nHost: x\n\n", "400"), Case("GET / HTTP/1.1\rHost: x\r\r", ""),
  ]

  private static let fieldsRefused: [(fields: String, status: String)] = [
    ("", "400"), ("Host: x\r\nHost: x\r\n", "400"), ("Host: a b\r\n", "400"), ("Host: x/y\r\n", "400"),
    ("Host: x\r\n folded\r\n", "400"), ("Host: x\r\n\tfolded\r\n", "400"), ("Host : x\r\n", "400"),
    (": x\r\n", "400"),
    ("Host\r\n", "400"), ("Host: x\r\nA b: c\r\n", "400"), ("Host: x\r\nA: b\u{0}c\r\n", "400"),
    ("Host: x\r\nA: b\rc\r\n", "400"), ("Host: x\nA: b\r\n", "400"), ("Host: x\r\nExpect: cake\r\n", "417"),
    ("Host: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n", "400"),
    ("Host: x\r\nContent-Length: 5, 5\r\n", "400"),
    ("Host: x\r\nContent-Length: +5\r\n", "400"), ("Host: x\r\nContent-Length: \r\n", "400"),
    ("Host: x\r\nContent-Length: -1\r\n", "400"), ("Host: x\r\nContent-Length: 0x5\r\n", "400"),
    ("Host: x\r\nContent-Length: 65537\r\n", "413"),
    ("Host: x\r\nContent-Length: 99999999999999999999999999\r\n", "413"),
    ("Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", "400"),
    ("Host: x\r\nTransfer-Encoding: gzip, chunked\r\n", "501"),
    ("Host: x\r\nTransfer-Encoding: chunked, chunked\r\n", "501"),
    ("Host: x\r\nTransfer-Encoding: identity\r\n", "501"),
    ("Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "501"),
  ]

  static let refusedFields = fieldsRefused.map {
    Case("POST / HTTP/1.1\r\n\($0.fields)\r\n", $0.status)
  }

  private static let chunksRefused = [
    "g\r\n", "\r\n", "-1\r\n", "5 5\r\n", "123456789\r\n", "3\r\nabcd\r\n", "3\r\nabc\n", "0x3\r\nabc\r\n",
    "0\r\n folded\r\n\r\n",
  ]

  private static let chunkedHead = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"

  static let refusedChunks = chunksRefused.map { Case(chunkedHead + $0, "400") }

  private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }

  static let limits: [Case] = [
    Case("GET /\(long(9000)) HTTP/1.1\r\nHost: x\r\n\r\n", "414"),
    Case(long(9000), "414"),
    Case("GET / HTTP/1.1\r\nHost: x\r\nA: \(long(17000))\r\n\r\n", "431"),
    Case("GET / HTTP/1.1\r\nHost: x\r\nA: \(long(17000))", "431"),
    Case("GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "A: b\r\n", count: 100))\r\n", "431"),
    Case(String(repeating: "\r\n", count: 9000), "414"),
    Case(chunkedHead + "10001\r\n", "413"),
    Case(chunkedHead + "8000\r\n\(long(32768))\r\n8001\r\n", "413"),
    Case(chunkedHead + String(repeating: "1;\(long(1000))\r\na\r\n", count: 20), "431"),
    Case(chunkedHead + "0\r\n" + String(repeating: "T: t\r\n", count: 4000), "431"),
    Case("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
  ]

  static let all = cases + refusedFields + refusedChunks + limits

  @Test("a request is understood or refused with its status", arguments: all)
  func outcome(_ example: Case) {
    #expect(Self.parse([Array(example.text.utf8)]) == example.outcome.filter { !$0.isEmpty })
  }

  @Test("where the bytes are split makes no difference", arguments: all)
  func splits(_ example: Case) {
    let bytes = Array(example.text.utf8)
    let whole = Self.parse([bytes])
    #expect(Self.parse(bytes.map { [$0] }) == whole)
    // Every place in the short ones, some in the long ones.
    for place in stride(from: 1, to: bytes.count, by: bytes.count > 2000 ? 997 : 1) {
      #expect(Self.parse([Array(bytes[..<place]), Array(bytes[place...])]) == whole)
    }
  }

  @Test("bytes without sense never stop the program, however they are split", arguments: 1...60)
  func noise(_ seed: UInt64) {
    var random = Seeded(seed)
    let pieces = [
      "GET ", "/ ", "HTTP/1.1", "\r\n", "\n", "\r", "Host: x", "\r\n\r\n", ":", " ", "Content-Length: 3",
      "Transfer-Encoding: chunked", "0\r\n", "ffffffff", "%", "\u{0}", "é", "POST / HTTP/1.1\r\nHost: x\r\n",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      bytes += pieces.randomElement(using: &random).map { Array($0.utf8) } ?? []
      if Bool.random(using: &random) { bytes.append(.random(in: 0...255, using: &random)) }
    }
    #expect(Self.parse([bytes]) == Self.parse(bytes.map { [$0] }))
  }

  @Test("a failure is final") func failureStays() {
    var parser = RequestParser()
    parser.append("nonsense\r\n".utf8)
    #expect(throws: RequestFailure.self) { try parser.next() }
    parser.append("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    #expect(throws: RequestFailure.self) { try parser.next() }
  }

  @Test("leave to send the body is waited for only before its first byte") func awaitsContinue() throws {
    var parser = RequestParser()
    parser.append("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".utf8)
    #expect(try parser.next() == nil)
    #expect(parser.awaitsContinue)
    parser.append("a".utf8)
    #expect(try parser.next() == nil)
    #expect(!parser.awaitsContinue)
    parser.append("b".utf8)
    #expect(try parser.next()?.body == Array("ab".utf8))
    #expect(!parser.isMidway)
  }

  @Test(
    "a connection is kept or closed as asked",
    arguments: [
      ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", true),
      ("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n", false),
      ("GET / HTTP/1.1\r\nHost: x\r\nConnection: te, close\r\n\r\n", false),
      ("GET / HTTP/1.0\r\n\r\n", false),
      ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true),
    ]) func keepAlive(_ text: String, _ expected: Bool) throws
  {
    var parser = RequestParser()
    parser.append(text.utf8)
    #expect(try parser.next()?.keepsAlive == expected)
  }

  static func parse(_ parts: [[UInt8]]) -> [String] {
    var (parser, outcome) = (RequestParser(), [String]())
    do {
      for part in parts {
        parser.append(part)
        while let request = try parser.next() { outcome.append(summary(request)) }
      }
    } catch {
      outcome.append(String(error.status))
    }
    return outcome
  }

  private static func summary(_ request: Request) -> String {
    var text = "\(request.method) \(request.path)"
    for parameter in request.query { text += " \(parameter.name)=\(parameter.value)" }
    if request.isHead { text += " (head)" }
    if !request.isModern { text += " (1.0)" }
    return request.body.isEmpty ? text : text + " | " + String(decoding: request.body, as: UTF8.self)
  }
}
