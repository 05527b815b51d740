import RollCall
import Testing

@testable import Feed

@Suite struct LaneTests {
  private static func lane(_ events: Int, from first: Int = 1, types: [String] = []) throws -> Lane {
    let key = Lane.Key(
      framing: Framing(format: .lines, chunked: false), audience: .command, types: try TypeSet(named: types))
    let lane = Lane(key: key, through: first - 1)
    var labels = EventLabels()
    for id in first..<(first + events) {
      let event = MemoryLog.event(id, padding: id % 7)
      event.json.withUnsafeBytes {
        lane.append(id: id, label: labels.label(of: event.type), audience: event.audience, json: $0)
      }
    }
    return lane
  }

  private static func text(_ lane: Lane, from place: Int) -> String {
    lane.withBytes(from: place, to: lane.end) { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a reader goes on behind the number it has", arguments: 0...20)
  func placeAfter(_ id: Int) throws {
    let lane = try Self.lane(20)
    let wanted = (id..<20).map {
      String(decoding: MemoryLog.event($0 + 1, padding: ($0 + 1) % 7).json, as: UTF8.self) + "\n"
    }
    #expect(Self.text(lane, from: lane.place(after: id)) == wanted.joined())
  }

  @Test("at every byte it is known what was sent whole and what is left of the event begun")
  func positions() throws {
    let lane = try Self.lane(12, types: ["engagement", "leader", "note"])
    for place in lane.base...lane.end {
      let (id, rest) = lane.position(of: place)
      #expect(lane.place(after: id) == place + rest.count)
    }
    #expect(lane.position(of: lane.end).id == 12)
  }

  @Test("forgetting moves no place") func forgetting() throws {
    let lane = try Self.lane(20)
    let (all, tenth) = (Self.text(lane, from: lane.base), lane.place(after: 10))
    let tail = Self.text(lane, from: tenth)
    lane.forget(before: tenth + 3)
    #expect(lane.base == tenth)
    #expect(lane.lower == 10)
    #expect(Self.text(lane, from: tenth) == tail)
    #expect(all.hasSuffix(tail))
    let end = lane.end
    lane.clear()
    #expect(lane.base == end && lane.end == end && lane.lower == 20)
  }

  @Test("events are counted by their ends") func counting() throws {
    let lane = try Self.lane(10)
    let places = (0...10).map { lane.place(after: $0) }
    for start in 0...10 {
      for count in 1...10 {
        #expect(lane.place(count, eventsAfter: places[start]) == places[min(10, start + count)])
      }
      for stop in start...10 {
        #expect(lane.events(endingAfter: places[start], through: places[stop]) == stop - start)
        if stop > start {
          #expect(lane.events(endingAfter: places[start] + 1, through: places[stop]) == stop - start)
          #expect(lane.events(endingAfter: places[start], through: places[stop] - 1) == stop - start - 1)
        }
      }
    }
  }

  @Test("a chunk has the length it says", arguments: [0, 1, 15, 16, 255, 256, 5000])
  func chunks(_ padding: Int) throws {
    for format in [Framing.Format.lines, .eventStream] {
      for id in [1, 9, 10, 12345, 999_999_999] {
        var (plain, chunked) = ([UInt8](), [UInt8]())
        let json = Array(repeating: UInt8(ascii: "x"), count: padding)
        json.withUnsafeBytes {
          Framing(format: format, chunked: false).append(
            id: id, label: EventLabel("a.b"), json: $0, to: &plain)
          Framing(format: format, chunked: true).append(
            id: id, label: EventLabel("a.b"), json: $0, to: &chunked)
        }
        #expect(chunked == Array((String(plain.count, radix: 16) + "\r\n").utf8) + plain + Array("\r\n".utf8))
      }
    }
  }
}
