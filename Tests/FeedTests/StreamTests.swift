import Foundation
import RollCall
import Testing

@testable import Feed

@Suite struct StreamTests {
  @Test("SSE has the number, the type and the event on one line each") func eventStream() async throws {
    let fixture = try Fixture(stored: 2)
    let client = try fixture.client()
    client.get("/v1/events?after=1", "Accept: text/event-stream")
    let head = try client.head()
    #expect(head.status == 200)
    #expect(head.fields["content-type"] == "text/event-stream")
    #expect(head.fields["cache-control"] == "no-store")
    #expect(head.fields["x-accel-buffering"] == "no")
    #expect(head.fields["transfer-encoding"] == "chunked")
    #expect(
      try client.chunk()
        == "id: 2\nevent: rollcall.\(MemoryLog.type(of: 2))\ndata: {\"id\":\"2\",\"padding\":\"\"}\n\n")
    fixture.publish(1)
    #expect(
      try client.chunk()
        == "id: 3\nevent: rollcall.\(MemoryLog.type(of: 3))\ndata: {\"id\":\"3\",\"padding\":\"\"}\n\n")
    await fixture.server.stop()
  }

  @Test("NDJSON has one event a line") func lines() async throws {
    let fixture = try Fixture(stored: 1)
    let stream = try fixture.stream("/v1/events?after=0", accept: "application/x-ndjson")
    #expect(try stream.chunk() == "{\"id\":\"1\",\"padding\":\"\"}\n")
    fixture.publish(1)
    #expect(try stream.chunk() == "{\"id\":\"2\",\"padding\":\"\"}\n")
    await fixture.server.stop()
  }

  @Test("for HTTP/1.0 the stream ends with the connection") func oldClient() async throws {
    let fixture = try Fixture(stored: 2)
    let client = try fixture.client()
    client.send("GET /v1/events?after=0&limit=3 HTTP/1.0\r\nAccept: application/x-ndjson\r\n\r\n")
    let head = try client.head()
    #expect(head.fields["transfer-encoding"] == nil)
    #expect(head.fields["connection"] == "close")
    #expect(try client.line() == #"{"id":"1","padding":""}"#)
    fixture.publish(5)
    #expect(try client.rest() == "{\"id\":\"2\",\"padding\":\"\"}\n{\"id\":\"3\",\"padding\":\"\"}\n")
    await fixture.server.stop()
  }

  @Test(
    "where a stream begins",
    arguments: [
      ("/v1/events", "", [11, 12]), ("/v1/events?after=8", "", [9, 10, 11, 12]),
      ("/v1/events?after=8", "Last-Event-ID: 10", [11, 12]), ("/v1/events?last=2", "", [9, 10, 11, 12]),
      ("/v1/events?last=50", "", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
      ("/v1/events?after=10", "", [11, 12]), ("/v1/events?last=1&type=engagement", "", [1]),
      ("/v1/events?last=1&limit=2", "", [10, 11]),
    ]) func start(_ target: String, _ field: String, _ expected: [Int]) async throws
  {
    let fixture = try Fixture(stored: 10)
    let stream = try fixture.stream(target, field.isEmpty ? "X: y" : field)
    fixture.publish(2)
    let ids = try stream.ids(expected.count)
    let wanted = target.contains("type=") ? lastEngagement(10) : expected
    #expect(ids == wanted)
    await fixture.server.stop()
  }

  private func lastEngagement(_ newest: Int) -> [Int] {
    (1...newest).filter { MemoryLog.type(of: $0).hasPrefix("engagement.") }.suffix(1)
  }

  @Test("follow=0 ends at the newest and leaves the connection to the next request") func noFollow()
    async throws
  {
    let fixture = try Fixture(stored: 1500)
    let client = try fixture.client()
    client.get("/v1/events?after=0&follow=0", "Accept: application/x-ndjson")
    let answer = try client.answer()
    #expect(answer.body.utf8.filter { $0 == 0x0a }.count == 1500)
    client.get("/v1/events?follow=0", "Accept: text/event-stream")
    #expect(try client.answer().body.isEmpty)
    client.get("/healthz")
    #expect(try client.answer().status == 200)
    #expect(fixture.server.statistics.subscribers == 0)
    await fixture.server.stop()
  }

  @Test("limit ends a stream after so many, stored and live together") func limit() async throws {
    let fixture = try Fixture(stored: 3)
    let stream = try fixture.stream("/v1/events?after=0&limit=7")
    #expect(try stream.ids(3) == [1, 2, 3])
    fixture.publish(2)
    fixture.publish(10)
    #expect(try stream.ids(100) == [4, 5, 6, 7])
    stream.get("/healthz")
    #expect(try stream.answer().status == 200)
    await fixture.server.stop()
  }

  @Test("a quiet stream of SSE gets comments") func comments() async throws {
    let fixture = try Fixture(settings: { $0.limits.comment = .milliseconds(20) })
    let stream = try fixture.stream("/v1/events")
    for _ in 0..<3 { #expect(try stream.chunk() == ": keep-alive\n\n") }
    fixture.publish(1)
    #expect(try stream.ids(1) == [1])
    await fixture.server.stop()
  }

  @Test("stopping ends streams at a whole event and lets answers be finished") func stopping() async throws {
    let fixture = try Fixture(stored: 5)
    let stream = try fixture.stream("/v1/events?after=0")
    #expect(try stream.ids(5) == [1, 2, 3, 4, 5])
    let working = try fixture.client()
    working.get("/never")
    let idle = try fixture.client()
    idle.get("/healthz")
    _ = try idle.answer()
    #expect(fixture.waitUntil { $0.requests == 3 })
    let late = try fixture.client()
    late.get("/late")
    #expect(fixture.waitUntil { $0.requests == 4 })
    await fixture.server.stop(within: .milliseconds(300))
    #expect(try stream.line() == "0")
    #expect(try stream.rest() == "\r\n")
    #expect(try idle.rest().isEmpty)
    #expect(try late.answer().body == "late")
    #expect(try working.rest().isEmpty)
    #expect(fixture.server.statistics.connections == 0)
    #expect(!FileManager.default.fileExists(atPath: fixture.path))
  }
}

@Suite struct GapTests {
  @Test(
    "a reader who asks for what is gone, or is to come, is told",
    arguments: [
      (after: 3, oldest: 6, newest: 10, first: 6), (after: 0, oldest: 6, newest: 10, first: 6),
      (after: 50, oldest: 6, newest: 10, first: 11), (after: 4, oldest: 11, newest: 10, first: 11),
    ]) func told(_ after: Int, _ oldest: Int, _ newest: Int, _ first: Int) async throws
  {
    let fixture = try Fixture(stored: newest)
    fixture.log.prune(through: oldest - 1)
    let stream = try fixture.stream("/v1/events", "Last-Event-ID: \(after)")
    let gap = try #require(try stream.chunk())
    #expect(
      gap.hasPrefix("event: rollcall.feed.gap\ndata: {\"specversion\":\"1.0\",\"id\":\"gap-after-\(after)\",")
    )
    #expect(gap.contains("\"source\":\"/rollcall/test\",\"type\":\"rollcall.feed.gap\""))
    #expect(gap.hasSuffix("\"oldest\":\(oldest),\"newest\":\(newest)}}\n\n"))
    fixture.publish(1)
    #expect(try stream.ids(1) == [first])
    await fixture.server.stop()
  }

  @Test("a reader who misses nothing is told nothing", arguments: [5, 7, 10])
  func silent(_ after: Int) async throws {
    let fixture = try Fixture(stored: 10)
    fixture.log.prune(through: 5)
    let stream = try fixture.stream("/v1/events", "Last-Event-ID: \(after)")
    fixture.publish(1)
    #expect(try stream.ids(1) == [after + 1])
    await fixture.server.stop()
  }

  @Test("NDJSON has the gap as a line") func lines() async throws {
    let fixture = try Fixture(stored: 3)
    let stream = try fixture.stream("/v1/events?after=9", accept: "application/x-ndjson")
    #expect(try stream.chunk()?.hasPrefix("{\"specversion\":\"1.0\",\"id\":\"gap-after-9\"") == true)
    await fixture.server.stop()
  }

  @Test("an empty log has no gap") func empty() async throws {
    let fixture = try Fixture()
    let stream = try fixture.stream("/v1/events?after=0")
    fixture.publish(1)
    #expect(try stream.ids(1) == [1])
    await fixture.server.stop()
  }
}

@Suite struct PageTests {
  @Test("pages lead through the whole log") func pages() async throws {
    let fixture = try Fixture(stored: 2500)
    let client = try fixture.client()
    var (next, ids, pages) = ("/v1/events?limit=700&type=engagement&type=quota", [Int](), 0)
    while !next.isEmpty {
      client.get(next)
      let answer = try client.answer()
      #expect(answer.head.fields["content-type"] == "application/json")
      let page = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [[String: Any]])
      ids += page.compactMap { ($0["id"] as? String).flatMap { Int($0) } }
      pages += 1
      let link = answer.head.fields["link"]
      if let link { #expect(link.hasSuffix(">; rel=\"next\"")) }
      next = link.map { String($0.dropFirst().prefix { $0 != ">" }) } ?? ""
    }
    let expected = (1...2500).filter {
      MemoryLog.type(of: $0).hasPrefix("engagement.") || MemoryLog.type(of: $0).hasPrefix("quota.")
    }
    #expect(ids == expected)
    #expect(pages == (expected.count + 699) / 700)
    await fixture.server.stop()
  }

  @Test(
    "what a page holds",
    arguments: [
      ("/v1/events", 1...100), ("/v1/events?after=300", 301...310), ("/v1/events?last=3", 308...310),
      ("/v1/events?last=250", 61...310), ("/v1/events?limit=5000", 1...310),
      ("/v1/events?limit=310", 1...310),
    ]) func page(_ target: String, _ expected: ClosedRange<Int>) async throws
  {
    let fixture = try Fixture(stored: 310)
    let client = try fixture.client()
    client.get(target)
    let answer = try client.answer()
    #expect(
      answer.body == "[\n" + expected.map { "{\"id\":\"\($0)\",\"padding\":\"\"}" }.joined(separator: ",\n")
        + "\n]\n")
    #expect((answer.head.fields["link"] != nil) == (expected.upperBound < 310))
    await fixture.server.stop()
  }

  @Test("beyond the newest there is an empty page") func empty() async throws {
    let fixture = try Fixture(stored: 3)
    let client = try fixture.client()
    client.get("/v1/events?after=3")
    #expect(try client.answer().body == "[\n]\n")
    await fixture.server.stop()
  }

  @Test(
    "one event, or none",
    arguments: [
      ("/v1/events/2", 200), ("/v1/events/4", 404), ("/v1/events/0", 404), ("/v1/events/x", 404),
      ("/v1/events/", 404), ("/v1/events/2/3", 404), ("/v1/events/-1", 404), ("/v1/events/1", 404),
    ]) func single(_ path: String, _ status: Int) async throws
  {
    let fixture = try Fixture(stored: 3)
    fixture.log.prune(through: 1)
    let client = try fixture.client()
    client.get(path)
    let answer = try client.answer()
    #expect(answer.status == status)
    if status == 200 { #expect(answer.body == #"{"id":"2","padding":""}"#) }
    await fixture.server.stop()
  }

  @Test(
    "what cannot be asked for is refused",
    arguments: [
      ("/v1/events?after=x", "*/*", 400), ("/v1/events?type=walks", "*/*", 400),
      ("/v1/events", "text/html", 406),
      ("/v1/events/1", "text/html", 406),
    ]) func refused(_ target: String, _ accept: String, _ status: Int) async throws
  {
    let fixture = try Fixture(stored: 3)
    let client = try fixture.client()
    client.get(target, "Accept: \(accept)")
    #expect(try client.answer().status == status)
    await fixture.server.stop()
  }

  @Test("a log that cannot be read is 503, and is read again when it can") func unreadable() async throws {
    let fixture = try Fixture(stored: 3)
    let client = try fixture.client()
    fixture.log.fail(true)
    for target in ["/v1/events", "/v1/events/1"] {
      client.get(target)
      #expect(try client.answer().status == 503)
    }
    client.get("/v1/events?after=1", "Accept: text/event-stream")
    #expect(try client.answer().status == 503)
    fixture.log.fail(false)
    client.get("/v1/events/1")
    #expect(try client.answer().status == 200)
    await fixture.server.stop()
  }
}
