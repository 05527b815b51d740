import Testing

@testable import Feed

@Suite struct DeadlineTests {
  @Test("a connection without a request is closed") func idle() async throws {
    let fixture = try Fixture(settings: { $0.limits.idle = .milliseconds(50) })
    let silent = try fixture.client()
    #expect(try silent.rest().isEmpty)
    let served = try fixture.client()
    served.get("/healthz")
    #expect(try served.answer().status == 200)
    #expect(try served.rest().isEmpty)
    #expect(fixture.waitUntil { $0.connections == 0 })
    await fixture.server.stop()
  }

  @Test("a request that does not end is refused with 408, though bytes keep coming") func slowloris()
    async throws
  {
    let fixture = try Fixture(settings: { $0.limits.requestArrival = .milliseconds(50) })
    let client = try fixture.client()
    client.send("GET /healthz HTTP/1.1\r\n")
    while fixture.server.statistics.connections > 0, !client.hasInput { client.send("A: b\r\n") }
    let answer = try client.answer()
    #expect([408, 431].contains(answer.status))
    #expect(answer.head.fields["connection"] == "close")
    await fixture.server.stop()
  }

  @Test("a request that nobody answers is 504") func unanswered() async throws {
    let fixture = try Fixture(settings: { $0.limits.answer = .milliseconds(50) })
    let client = try fixture.client()
    client.get("/never")
    #expect(try client.answer().status == 504)
    client.get("/healthz")
    #expect(try client.answer().status == 200)
    await fixture.server.stop()
  }

  @Test("an answer that is not read ends the connection") func unread() async throws {
    let fixture = try Fixture(settings: { $0.limits.stall = .milliseconds(50) })
    let client = try fixture.client()
    client.get("/big")
    #expect(fixture.waitUntil { $0.requests == 1 && $0.connections == 0 })
    #expect(try client.rest().utf8.count < 1 << 20)
    await fixture.server.stop()
  }
}
