import Foundation
import Platform
import RollCall
import Testing

@testable import Feed

@Suite struct ServerTests {
  @Test(
    "a handler answers, at once or from another queue", arguments: [("/healthz", "ok\n"), ("/late", "late")])
  func handled(_ path: String, _ body: String) async throws {
    let fixture = try Fixture()
    let client = try fixture.client()
    client.get(path)
    let answer = try client.answer()
    #expect(answer.status == 200)
    #expect(answer.body == body)
    #expect(answer.head.fields["date"] == "Wed, 18 Nov 2026 11:06:40 GMT")
    #expect(answer.head.fields["content-type"] == "text/plain; charset=utf-8")
    await fixture.server.stop()
  }

  @Test("an unknown path is a problem detail") func notFound() async throws {
    let fixture = try Fixture()
    let client = try fixture.client()
    client.get("/nothing")
    let answer = try client.answer()
    #expect(answer.status == 404)
    #expect(answer.head.fields["content-type"] == "application/problem+json")
    #expect(
      answer.body
        == #"{"type":"about:blank","title":"Not Found","status":404,"detail":"There is nothing at this address."}"#
    )
    await fixture.server.stop()
  }

  @Test("a pipeline is answered in order, slow answers included") func pipeline() async throws {
    let fixture = try Fixture(stored: 3)
    let client = try fixture.client()
    let paths = (0..<300).map {
      ["/late", "/healthz", "/v1/events/1", "/v1/events?follow=0&after=2", "/x"][$0 % 5]
    }
    client.send(
      paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson, */*;q=0.1\r\n\r\n" }
        .joined())
    for path in paths {
      let answer = try client.answer()
      switch path {
      case "/late": #expect(answer.body == "late")
      case "/healthz": #expect(answer.body == "ok\n")
      case "/v1/events/1": #expect(answer.body == #"{"id":"1","padding":""}"#)
      case "/x": #expect(answer.status == 404)
      default: #expect(answer.body == #"{"id":"3","padding":""}"# + "\n")
      }
    }
    #expect(fixture.server.statistics.requests == 300)
    #expect(fixture.server.statistics.connections == 1)
    await fixture.server.stop()
  }

  @Test("a pipeline whose answers nobody reads stays bounded and is answered when read") func unreadPipeline()
    async throws
  {
    let fixture = try Fixture()
    let client = try fixture.client()
    let count = 40
    client.send(String(repeating: "GET /big HTTP/1.1\r\nHost: x\r\n\r\n", count: count))
    #expect(fixture.waitUntil { $0.requests >= 1 })
    fixture.settle()
    #expect(fixture.server.statistics.requests <= 2)
    for _ in 0..<count { #expect(try client.answer().body.utf8.count == 1 << 20) }
    await fixture.server.stop()
  }

  @Test("HEAD has the head of GET and no body") func head() async throws {
    let fixture = try Fixture(stored: 2)
    let client = try fixture.client()
    for path in ["/healthz", "/v1/events", "/v1/events/1"] {
      client.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\nGET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      let head = try client.answer(hasBody: false)
      let whole = try client.answer()
      #expect(head.head.fields == whole.head.fields)
      #expect(!whole.body.isEmpty)
    }
    client.send("HEAD /v1/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n")
    #expect(try client.answer(hasBody: false).head.fields["content-type"] == "text/event-stream")
    client.get("/healthz")
    #expect(try client.answer().status == 200)
    await fixture.server.stop()
  }

  @Test("other methods are refused with the ones that are known") func methods() async throws {
    let fixture = try Fixture(stored: 1)
    let client = try fixture.client()
    for path in ["/v1/events", "/v1/events/1"] {
      client.send("DELETE \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      let refused = try client.answer()
      #expect(refused.status == 405)
      #expect(refused.head.fields["allow"] == "GET, HEAD, OPTIONS")
      client.send("OPTIONS \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      let options = try client.answer()
      #expect(options.status == 204)
      #expect(options.head.fields["allow"] == "GET, HEAD, OPTIONS")
    }
    client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try client.answer().status == 204)
    await fixture.server.stop()
  }

  @Test(
    "the connection ends where the client asks for it, and after an error of framing",
    arguments: [
      ("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200),
      ("GET /healthz HTTP/1.0\r\n\r\n", 200),
      ("nonsense\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/3.0\r\n\r\n", 505),
    ]) func closing(_ request: String, _ status: Int) async throws
  {
    let fixture = try Fixture()
    let client = try fixture.client()
    client.send(request + "GET /late HTTP/1.1\r\nHost: x\r\n\r\n")
    let answer = try client.answer()
    #expect(answer.status == status)
    #expect(answer.head.fields["connection"] == "close")
    #expect(try client.rest().isEmpty)
    await fixture.server.stop()
  }

  @Test("HTTP/1.0 may keep its connection") func oldKeepAlive() async throws {
    let fixture = try Fixture()
    let client = try fixture.client()
    for _ in 0..<2 {
      client.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(try client.answer().head.fields["connection"] == "keep-alive")
    }
    await fixture.server.stop()
  }

  @Test("a body is sent after leave was given") func expectation() async throws {
    let fixture = try Fixture()
    let client = try fixture.client()
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
    #expect(try client.head().status == 100)
    client.send("hello")
    #expect(try client.answer().body == "hello")
    await fixture.server.stop()
  }

  @Test("a client that has sent all and only reads is answered") func halfClosed() async throws {
    let fixture = try Fixture()
    let client = try fixture.client()
    client.get("/late")
    client.finishSending()
    #expect(try client.answer().body == "late")
    #expect(try client.rest().isEmpty)
    await fixture.server.stop()
  }

  @Test("clients that write and vanish leave nothing behind") func vanishing() async throws {
    let fixture = try Fixture(stored: 10)
    for number in 0..<200 {
      let client = try fixture.client()
      client.get(
        ["/healthz", "/v1/events", "/late", "/big", "/never"][number % 5],
        "Accept: text/event-stream, */*;q=0.1")
      if number % 3 == 0 { client.send("GET /half") }
    }
    #expect(fixture.waitUntil { $0.accepted == 200 && $0.connections == 0 && $0.subscribers == 0 })
    await fixture.server.stop()
  }
}

@Suite struct PeerTests {
  @Test("who is named by nothing gets 403") func forbidden() async throws {
    let fixture = try Fixture(settings: { $0.trusted = [] })
    let client = try fixture.client()
    for path in ["/v1/events", "/healthz", "/v1/events/1"] {
      client.get(path)
      let answer = try client.answer()
      #expect(answer.status == 403)
      #expect(answer.head.fields["content-type"] == "application/problem+json")
    }
    await fixture.server.stop()
  }

  @Test("the person named by the proxy is known to the handlers, request by request") func person()
    async throws
  {
    let fixture = try Fixture(
      credentials: { _ in PeerCredentials(pid: 1, user: 33, group: 33) },
      settings: { $0.access = [AccessRule(.user(33), .person(header: "X-Remote-User"))] })
    let client = try fixture.client()
    for (login, expected) in [("chief", "command chief"), ("bo", "agency bo")] {
      client.get("/whoami", "X-Remote-User: \(login)")
      #expect(try client.answer().body == expected)
    }
    client.get("/whoami")
    #expect(try client.answer().status == 403)
    await fixture.server.stop()
  }

  @Test("an audience sees its own events and those below", arguments: Audience.allCases)
  func audience(_ audience: Audience) async throws {
    let fixture = try Fixture(
      stored: 30, credentials: { _ in PeerCredentials(pid: 1, user: 1000, group: 7) },
      settings: { $0.access = [AccessRule(.group(7), .audience(audience))] })
    let expected = (1...30).filter { MemoryLog.audience(of: $0) <= audience }
    let stream = try fixture.stream("/v1/events?after=0")
    #expect(try stream.ids(expected.count) == expected)
    let client = try fixture.client()
    for id in 1...31 {
      client.get("/v1/events/\(id)")
      #expect(try client.answer().status == (expected.contains(id) ? 200 : 404))
    }
    await fixture.server.stop()
  }

  @Test("a user has a share of the connections, and another user is still served") func limits() async throws
  {
    let numbers = Counter()
    let fixture = try Fixture(
      credentials: { _ in PeerCredentials(pid: 1, user: numbers.next() <= 5 ? 1000 : 1001, group: 7) },
      settings: {
        $0.access = [AccessRule(.group(7), .audience(.agency))]
        $0.limits.connectionsPerUser = 4
        $0.limits.connections = 5
      })
    var clients: [Client] = []
    for expected in [200, 200, 200, 200, 503, 200, 503] {
      let client = try fixture.client()
      client.get("/healthz")
      #expect(try client.answer().status == expected)
      clients.append(client)
    }
    #expect(fixture.server.statistics.refused == 2)
    await fixture.server.stop()
  }

  @Test("other rules end the streams of those whom they change") func reload() async throws {
    let fixture = try Fixture(
      credentials: { _ in PeerCredentials(pid: 1, user: 1000, group: 7) },
      settings: { $0.access = [AccessRule(.group(7), .audience(.agency))] })
    let stream = try fixture.stream("/v1/events")
    fixture.server.replace(access: [AccessRule(.group(7), .audience(.agency))])
    fixture.publish(3)
    #expect(try stream.ids(2) == [1, 3])
    fixture.server.replace(access: [AccessRule(.group(8), .audience(.agency))])
    #expect(try stream.chunk() == nil)
    #expect(try stream.rest().isEmpty)
    await fixture.server.stop()
  }
}
