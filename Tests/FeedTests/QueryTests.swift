import RollCall
import Testing

@testable import Feed

@Suite struct QueryTests {
  @Test(
    "the format is chosen by quality, then by how precisely it is asked for",
    arguments: [
      (nil, "application/json"), ("*/*", "application/json"), ("text/event-stream", "text/event-stream"),
      ("text/event-stream, */*", "text/event-stream"), ("TEXT/*", "text/event-stream"),
      ("application/x-ndjson", "application/x-ndjson"), ("application/*", "application/json"),
      ("application/json;q=0.5, application/x-ndjson;q=0.9", "application/x-ndjson"),
      ("*/*;q=0.1, text/event-stream;q=0", "application/json"),
      ("application/json;q=0, */*;q=0.001", "application/x-ndjson"),
      ("text/html, application/xml;q=0.9, */*;q=0.8", "application/json"),
      ("text/html", nil), ("*/*;q=0", nil), ("application/json;q=x", nil), ("json", nil),
      ("text/event-stream; charset=utf-8 ; q=1.0", "text/event-stream"),
    ] as [(String?, String?)]) func accept(_ accept: String?, _ expected: String?)
  {
    var headers = Headers()
    if let accept { headers.add("Accept", accept) }
    #expect(Accept(headers).best(of: EventQuery.offers) == expected)
  }

  @Test(
    "a type is chosen whole or by its first words",
    arguments: [
      (["engagement"], ["engagement.completed", "engagement.withdrawn"], ["leader.planned"]),
      (["engagement."], ["engagement.completed"], ["leader.planned"]),
      (["rollcall.engagement"], ["engagement.completed"], ["quota.met"]),
      (["rollcall.quota.met"], ["quota.met"], ["quota.missed"]),
      (["quota.met", "note"], ["quota.met", "note.shared"], ["quota.missed", "story.published"]),
      (["rollcall"], ["quota.met", "feed.gap"], []), ([], ["quota.met", "something.new"], []),
      (["quota"], ["quota.met"], ["something.new"]),
    ]) func types(_ names: [String], _ inside: [String], _ outside: [String]) throws
  {
    let set = try TypeSet(named: names)
    for type in inside { #expect(set.contains(type)) }
    for type in outside { #expect(!set.contains(type)) }
  }

  @Test(
    "a type that there is not is refused", arguments: ["engage", "", ".", "quota.", "Quota", "rollcall.x"])
  func unknownTypes(_ name: String) throws {
    if name == "quota." { return #expect(try TypeSet(named: [name]).contains("quota.met")) }
    #expect(throws: Problem.self) { try TypeSet(named: [name]) }
  }

  @Test("parameters say where to start and how far to go") func parameters() throws {
    let sse = "Accept: text/event-stream\r\n"
    #expect(try query("", sse).start == .next)
    #expect(try query("", "").start == .after(0))
    #expect(try query("?after=7", sse).start == .after(7))
    #expect(try query("?after=7", sse + "Last-Event-ID: 9\r\n").start == .after(9))
    #expect(try query("?last=3", sse + "Last-Event-ID: 9\r\n").start == .after(9))
    #expect(try query("?last=3", sse).start == .last(3))
    #expect(try query("?after=7&last=3", sse).start == .after(7))
    #expect(try query("?after=0", sse + "Last-Event-ID:\r\n").start == .after(0))
    #expect(try query("?limit=5", sse).limit == 5)
    #expect(try query("", sse).limit == nil)
    #expect(try query("", "").limit == 100)
    #expect(try query("?limit=5000", "").limit == 1000)
    #expect(try query("?last=300", "").limit == 300)
    #expect(try query("", sse).follows)
    #expect(try !query("?follow=0", sse).follows)
    #expect(try !query("?follow=1", "").follows)
  }

  @Test(
    "a parameter that means nothing is refused",
    arguments: [
      "?after=-1", "?after=+1", "?after=1.5", "?after=", "?after=9999999999999999999", "?last=0", "?limit=0",
      "?limit=x", "?follow=maybe", "?type=walk",
    ]) func refused(_ parameters: String)
  {
    #expect { try query(parameters, "") } throws: { ($0 as? Problem)?.status == 400 }
  }

  @Test("a bad Last-Event-ID is refused") func badHeader() {
    #expect { try query("", "Last-Event-ID: x\r\n") } throws: { ($0 as? Problem)?.status == 400 }
  }

  private func query(_ parameters: String, _ headers: String) throws -> EventQuery {
    var parser = RequestParser()
    parser.append("GET /v1/events\(parameters) HTTP/1.1\r\nHost: x\r\n\(headers)\r\n".utf8)
    return try EventQuery(try #require(try parser.next()))
  }
}
