import Dispatch
import Foundation
import Platform
import RollCall
import Synchronization
import Testing

@testable import Feed

/// Everybody gets exactly what is theirs, in order, however they come and go.
@Suite struct FanoutTests {
  struct Reader: Sendable, CustomTestStringConvertible {
    let after: Int
    let types: [String]
    let format: String

    var testDescription: String { "after \(after) \(types)" }

    func expects(_ id: Int) -> Bool {
      let type = MemoryLog.type(of: id)
      return id > after && (types.isEmpty || types.contains { type == $0 || type.hasPrefix($0 + ".") })
    }

    var target: String { "/v1/events?after=\(after)" + types.map { "&type=\($0)" }.joined() }
  }

  static func readers(_ random: inout Seeded, upTo newest: Int) -> [Reader] {
    let choices = [[], [], ["engagement"], ["quota", "note"], ["story.published"]]
    return (0..<12).map { _ in
      Reader(
        after: .random(in: 0...newest, using: &random), types: choices.randomElement(using: &random) ?? [],
        format: Bool.random(using: &random) ? "text/event-stream" : "application/x-ndjson")
    }
  }

  @Test("from the log to live nothing is lost, doubled or out of order", arguments: [UInt64(1), 2, 3])
  func replayToLive(_ seed: UInt64) async throws {
    var random = Seeded(seed)
    let (stored, published) = (3000, 6000)
    // Small bounds, so that readers fall out of the shared bytes again and again.
    let fixture = try Fixture(stored: stored, settings: { $0.limits.backlog = 20_000 })
    let readers = Self.readers(&random, upTo: stored)
    let sizes = (0..<4000).map { _ in Int.random(in: 1...40, using: &random) }
    let publisher = DispatchQueue(label: "publisher")
    let results = Mutex([Int: [Int]]())
    let group = DispatchGroup()
    publisher.async(group: group) { [log = fixture.log, server = fixture.server] in
      var left = published
      for size in sizes where left > 0 {
        let batch = min(size, left)
        server.publish(log.append(batch))
        left -= batch
      }
    }
    for (number, reader) in readers.enumerated() {
      let (path, total) = (fixture.path, stored + published)
      let wanted = (1...total).filter(reader.expects)
      Thread.detachNewThread {
        group.enter()
        defer { group.leave() }
        let ids = try? Self.read(reader, path, wanted.count)
        results.withLock { $0[number] = ids ?? [] }
      }
    }
    try await Self.wait(for: readers.count) { results.withLock { $0.count } }
    for (number, reader) in readers.enumerated() {
      let wanted = (1...(stored + published)).filter(reader.expects)
      #expect(results.withLock { $0[number] } == wanted, "\(reader)")
    }
    await fixture.server.stop()
  }

  private static func read(_ reader: Reader, _ path: String, _ count: Int) throws -> [Int] {
    let client = try Client(path)
    client.get(reader.target, "Accept: \(reader.format)")
    _ = try client.head()
    return try client.ids(count)
  }

  private static func wait(for count: Int, _ done: () -> Int) async throws {
    let deadline = DispatchTime.now() + .seconds(60)
    while done() < count {
      guard DispatchTime.now() < deadline else { throw Client.Timeout() }
      await Task.yield()
    }
  }

  @Test("numbers that were not handed over come from the log") func skipped() async throws {
    let fixture = try Fixture(stored: 2)
    let streams = try [
      fixture.stream("/v1/events"), fixture.stream("/v1/events?after=0"),
      fixture.stream("/v1/events", accept: "application/x-ndjson"),
    ]
    fixture.publish(1)
    fixture.log.append(5)
    fixture.publish(2)
    let rest = fixture.log.append(3)
    fixture.server.publish(Array(rest[2...]))
    for (stream, first) in zip(streams, [3, 1, 3]) {
      #expect(try stream.ids(14 - first) == Array(first...13))
    }
    await fixture.server.stop()
  }

  @Test("an event that is handed over twice is sent once") func repeated() async throws {
    let fixture = try Fixture()
    let stream = try fixture.stream("/v1/events")
    let batch = fixture.log.append(4)
    fixture.server.publish(Array(batch[..<3]))
    fixture.server.publish(batch)
    fixture.server.publish(batch)
    fixture.publish(1)
    #expect(try stream.ids(5) == [1, 2, 3, 4, 5])
    await fixture.server.stop()
  }

  @Test("what is in the log before it is handed over is sent once") func ahead() async throws {
    let fixture = try Fixture(stored: 2)
    let committed = fixture.log.append(4)
    let replaying = try fixture.stream("/v1/events?after=1")
    #expect(try replaying.ids(5) == [2, 3, 4, 5, 6])
    fixture.server.publish(Array(committed[..<2]))
    fixture.server.publish(Array(committed[2...]))
    fixture.publish(2)
    #expect(try replaying.ids(2) == [7, 8])
    await fixture.server.stop()
  }

  @Test("who reads slowly gets all of it and holds up nobody") func slow() async throws {
    let fixture = try Fixture(settings: { $0.limits.backlog = 100_000 })
    let slow = try fixture.stream("/v1/events")
    let quick = try fixture.stream("/v1/events")
    for round in 0..<40 {
      fixture.publish(50, padding: 1000)
      #expect(try quick.ids(50) == Array((round * 50 + 1)...(round * 50 + 50)))
    }
    #expect(try slow.ids(2000) == Array(1...2000))
    #expect(fixture.log.reads > 0)
    fixture.publish(3)
    #expect(try slow.ids(3) == [2001, 2002, 2003])
    await fixture.server.stop()
  }

  @Test("who does not read at all is cut off and resumes by number") func cutOff() async throws {
    let fixture = try Fixture(settings: {
      $0.limits.backlog = 100_000
      $0.limits.stallWithBacklog = .milliseconds(100)
    })
    let stalled = try fixture.stream("/v1/events")
    let good = try fixture.stream("/v1/events?type=engagement&type=quota&type=note")
    var published = 0
    while fixture.server.statistics.cutOff == 0 {
      fixture.publish(20, padding: 1000)
      published += 20
      let wanted = ((published - 19)...published).filter {
        ["engagement", "quota", "note"].contains { [id = $0] in MemoryLog.type(of: id).hasPrefix($0 + ".") }
      }
      #expect(try good.ids(wanted.count) == wanted)
      try #require(published < 5_000_000)
    }
    #expect(fixture.waitUntil { $0.subscribers == 1 })
    let got = try stalled.ids(published)
    #expect(got == Array(1...got.count))
    #expect(got.count < published)
    let resumed = try fixture.stream("/v1/events", "Last-Event-ID: \(got.count)")
    #expect(try resumed.ids(published - got.count) == Array((got.count + 1)...published))
    await fixture.server.stop()
  }

  @Test("what was pruned while a reader was on its way is told") func prunedOnTheWay() async throws {
    let fixture = try Fixture(stored: 4000, padding: 1000)
    let stream = try fixture.stream("/v1/events?after=0")
    #expect(try stream.ids(1) == [1])
    fixture.settle()
    fixture.log.prune(through: 3990)
    var ids: [Int] = []
    while ids.last != 4000 { ids += try stream.ids(1) }
    let gap = try #require(ids.firstIndex(of: 0))
    #expect(Array(ids[..<gap]) == Array(2..<(2 + gap)))
    #expect(Array(ids[(gap + 1)...]) == Array(3991...4000))
    await fixture.server.stop()
  }

  @Test("those who come and go do not disturb those who stay") func churn() async throws {
    let fixture = try Fixture(stored: 10)
    let staying = try fixture.stream("/v1/events")
    var random = Seeded(7)
    var guests: [Client] = []
    var newest = 10
    for _ in 0..<300 {
      if Bool.random(using: &random) {
        guests.append(try fixture.stream("/v1/events?after=\(Int.random(in: 0...newest, using: &random))"))
      }
      if guests.count > 8 { guests.remove(at: .random(in: 0..<guests.count, using: &random)) }
      fixture.publish(3)
      newest += 3
    }
    #expect(try staying.ids(900) == Array(11...910))
    guests = []
    fixture.publish(1)
    #expect(fixture.waitUntil { $0.subscribers == 1 })
    await fixture.server.stop()
  }
}
