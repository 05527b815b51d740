import RollCall

/// Those who read the same events in the same framing, and the recent bytes that they share: each event is encoded
/// once a lane, and a reader is a place in these bytes.
final class Lane {
  struct Key: Hashable {
    let framing: Framing
    let audience: Audience
    let types: TypeSet

    func admits(_ label: EventLabel, _ audience: Audience) -> Bool {
      audience <= self.audience && types.contains(label)
    }
  }

  private struct Frame {
    let id: Int
    let start: Int
  }

  let key: Key
  var members: [Subscription] = []
  private(set) var bytes: [UInt8] = []
  /// Place of the first byte in the stream of all bytes that this lane ever had.
  private(set) var base = 0
  /// Where each event in `bytes` begins, by place and by id.
  private var frames: [Frame] = []
  /// Every event above this id that belongs to the lane is in `bytes`, up to
  private(set) var lower: Int
  /// this one.
  private(set) var through: Int

  init(key: Key, through: Int) {
    self.key = key
    self.through = through
    lower = through
  }

  /// The place after the last byte.
  var end: Int { base + bytes.count }

  // MARK: - Members

  func add(_ member: Subscription) {
    member.slot = members.count
    members.append(member)
  }

  func remove(_ member: Subscription) {
    guard members.indices.contains(member.slot), members[member.slot] === member else { return }
    members.swapAt(member.slot, members.count - 1)
    members[member.slot].slot = member.slot
    members.removeLast()
  }

  // MARK: - Bytes

  /// Takes note of an event, and encodes it if it belongs here.
  func append(id: Int, label: EventLabel, audience: Audience, json: UnsafeRawBufferPointer) {
    through = id
    guard key.admits(label, audience) else { return }
    frames.append(Frame(id: id, start: end))
    key.framing.append(id: id, label: label, json: json, to: &bytes)
  }

  /// The bytes between two places.
  func withBytes<Value>(from start: Int, to end: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[(start - base)..<(end - base)])) }
  }

  /// Where somebody goes on who has everything up to `id`, which is between `lower` and `through`.
  func place(after id: Int) -> Int {
    let index = frames.partition { $0.id > id }
    return index < frames.count ? frames[index].start : end
  }

  /// Up to which id somebody at `place` has everything once `rest` of an event begun is sent as well.
  func position(of place: Int) -> (id: Int, rest: ArraySlice<UInt8>) {
    guard place < end else { return (through, []) }
    let next = frames.partition { $0.start > place }
    guard next > 0 else { return (lower, []) }
    let frame = frames[next - 1]
    if frame.start == place { return (frame.id - 1, []) }
    let frameEnd = next < frames.count ? frames[next].start : end
    return (frame.id, bytes[(place - base)..<(frameEnd - base)])
  }

  /// The place after `count` whole events from `place`, or the end; `place` may lie within an event that is counted.
  func place(_ count: Int, eventsAfter place: Int) -> Int {
    let current = frames.partition { $0.start > place } - 1
    let index = current + count
    return index < frames.count ? frames[max(0, index)].start : end
  }

  /// How many events end after `start` and not after `stop`.
  func events(endingAfter start: Int, through stop: Int) -> Int {
    guard stop > start else { return 0 }
    let begun = frames.partition { $0.start > stop } - frames.partition { $0.start > start }
    return begun + (stop == end ? 1 : 0)
  }

  // MARK: - Forgetting

  /// Forgets everything: all have it.
  func clear(keeping capacity: Int = 64 << 10) {
    base = end
    lower = through
    frames.removeAll(keepingCapacity: frames.capacity <= 1024)
    if bytes.capacity > capacity { bytes = [] } else { bytes.removeAll(keepingCapacity: true) }
  }

  /// Forgets the events that end at or before `place`.
  func forget(before place: Int) {
    let kept = frames.partition { $0.start > place } - 1
    guard kept > 0 else { return }
    let frame = frames[kept]
    bytes.removeSubrange(..<(frame.start - base))
    base = frame.start
    lower = frame.id - 1
    frames.removeSubrange(..<kept)
  }
}

extension Array {
  /// The first index whose element fulfils `condition`, which no element before it and all after it do.
  fileprivate func partition(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
