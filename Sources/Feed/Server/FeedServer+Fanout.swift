import Platform
import RollCall

/// The hot path: events from the daemon to all who are up to date.
extension FeedServer {
  // MARK: - New events

  func drainInbox() {
    let events = takeInbox()
    guard !isStopping else { return }
    var run = events[...]
    while !run.isEmpty {
      // An id that was skipped is in the log alone, and so is, for these readers, all that follows it in order.
      run = run.drop { $0.id <= head }
      guard let first = run.first else { break }
      if first.id != head + 1 { scatter(through: first.id - 1) }
      var last = head
      let length = run.prefix { event in
        last += 1
        return event.id == last
      }.count
      deliver(run.prefix(length))
      run = run.dropFirst(length)
    }
    count { $0.newest = head }
  }

  private func deliver(_ events: ArraySlice<PublishedEvent>) {
    guard let last = events.last else { return }
    if !lanes.isEmpty {
      for event in events {
        let label = labels.label(of: event.type)
        event.json.withUnsafeBytes { json in
          for lane in lanes.values {
            lane.append(id: event.id, label: label, audience: event.audience, json: json)
          }
        }
      }
    }
    head = last.id
    let present = Array(lanes.values)
    for lane in present { deliver(lane) }
  }

  /// One write to each member that is not waiting for room; whoever is in any way special goes the long way.
  private func deliver(_ lane: Lane) {
    let (base, end) = (lane.base, lane.end)
    var special: [Subscription] = []
    lane.withBytes(from: base, to: end) { bytes in
      for member in lane.members where !member.isBlocked {
        guard member.remaining == nil, !member.isAhead else {
          special.append(member)
          continue
        }
        guard member.place < end else { continue }
        let unsent = UnsafeRawBufferPointer(rebasing: bytes[(member.place - base)...])
        let sent = member.connection.send(unsent) ?? 0
        member.place += sent
        if sent < unsent.count { special.append(member) }
      }
    }
    for member in special { proceed(member.connection) }
    forgetWhatAllHave(lane)
  }

  // MARK: - Being live

  /// From the log to the lane: the reader has everything up to `head`, or already more.
  func join(_ subscription: Subscription) {
    let lane = lanes[subscription.key] ?? Lane(key: subscription.key, through: head)
    lanes[subscription.key] = lane
    lane.add(subscription)
    subscription.stage = .live(lane)
    place(subscription, in: lane)
  }

  private func place(_ subscription: Subscription, in lane: Lane) {
    subscription.isAhead = subscription.cursor > lane.through
    subscription.place = subscription.isAhead ? lane.end : lane.place(after: subscription.cursor)
  }

  /// Sends what the reader lacks of the lane. True if the stream has ended.
  func sendLive(_ subscription: Subscription, _ lane: Lane) -> Bool {
    if subscription.isAhead { place(subscription, in: lane) }
    let start = subscription.place
    let stop = subscription.remaining.map { lane.place($0, eventsAfter: start) } ?? lane.end
    if start < stop {
      let connection = subscription.connection
      guard let sent = lane.withBytes(from: start, to: stop, connection.send) else {
        return close(connection)
      }
      subscription.place += sent
      if sent > 0 { hasTaken(connection) }
      if let remaining = subscription.remaining {
        subscription.remaining = remaining - lane.events(endingAfter: start, through: start + sent)
      }
      if start + sent < stop {
        awaitRoom(connection)
        return false
      }
    }
    if subscription.remaining == 0 {
      end(subscription)
      return true
    }
    hasAll(subscription.connection)
    return false
  }

  // MARK: - Falling behind

  /// Keeps the bytes that somebody still lacks, within bounds; who lacks more goes on from the log.
  private func forgetWhatAllHave(_ lane: Lane) {
    let needed = lane.members.reduce(lane.end) { min($0, $1.place) }
    if needed == lane.end { return lane.clear() }
    let held = lane.end - lane.base
    let limit = min(settings.limits.backlog, settings.limits.allBacklogs / max(1, lanes.count))
    if held > limit {
      let kept = lane.end - limit / 2
      for member in lane.members where member.place < kept {
        detach(member, from: lane)
        member.isOverrun = true
      }
      lane.forget(before: kept)
    } else if needed - lane.base > held / 2, held > 64 << 10 {
      lane.forget(before: needed)
    }
  }

  /// Back to the log, after the event that is half sent.
  func detach(_ subscription: Subscription, from lane: Lane) {
    if !subscription.isAhead {
      let position = lane.position(of: subscription.place)
      subscription.cursor = position.id
      subscription.connection.write(position.rest)
      if !position.rest.isEmpty, let remaining = subscription.remaining {
        subscription.remaining = remaining - 1
      }
    }
    leave(lane, subscription)
    subscription.stage = .replaying
  }

  func leave(_ lane: Lane, _ subscription: Subscription) {
    lane.remove(subscription)
    subscription.isAhead = false
    if lane.members.isEmpty { lanes[lane.key] = nil }
  }

  /// Events were skipped: all go on from the log.
  private func scatter(through id: Int) {
    let present = Array(lanes.values)
    head = id
    for lane in present {
      for member in lane.members {
        detach(member, from: lane)
        if !member.isBlocked { scheduleTurn(member.connection) }
      }
    }
  }
}
