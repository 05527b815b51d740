import Platform
import RollCall

/// One reader's stream: its head, its way through the log, its place among those who are up to date, its end.
extension FeedServer {
  /// A page of the log that is read, encoded and sent in one turn: rows looked at, bytes encoded.
  private static let pageRows = 512
  private static let pageBytes = 64 << 10

  // MARK: - Beginning

  func beginStream(
    _ format: Framing.Format, _ query: EventQuery, _ request: Request, _ peer: Peer, _ connection: Connection
  ) throws(Problem) {
    let needsLog = query.start != .next || !query.follows
    let bounds = needsLog ? try bounds() : (oldest: 1, newest: head)
    let framing = Framing(format: format, chunked: request.isModern)
    writeHead(framing, request, connection)
    if request.isHead { return finish(connection, framing, withEnd: false) }
    let subscription = Subscription(
      connection: connection,
      key: Lane.Key(framing: framing, audience: peer.audience, types: query.types), stage: .replaying,
      cursor: bounds.newest, until: query.follows ? nil : bounds.newest, remaining: query.limit,
      nextComment: Monotonic.now + settings.limits.comment.nanoseconds)
    switch query.start {
    case .next: break
    case .after(let id):
      subscription.cursor = id
      if let gap = Gap(after: id, oldest: bounds.oldest, newest: bounds.newest) {
        write(gap, to: subscription)
      }
    case .last(let count):
      subscription.stage = .searching(LastSearch(count: count, oldest: bounds.oldest, newest: bounds.newest))
    }
    connection.phase = .streaming(subscription)
    count { $0.subscribers += 1 }
  }

  private func writeHead(_ framing: Framing, _ request: Request, _ connection: Connection) {
    let type = framing.format == .eventStream ? "text/event-stream" : "application/x-ndjson"
    let head = ResponseHead(
      status: 200,
      headers: [
        "Content-Type": type, "Cache-Control": "no-store", "Vary": "Accept", "X-Accel-Buffering": "no",
      ],
      framing: framing.chunked ? .chunked : .untilClose,
      keepsAlive: framing.chunked && request.keepsAlive && !isStopping, isModern: request.isModern,
      date: clock.now)
    connection.write { head.append(to: &$0) }
  }

  private func write(_ gap: Gap, to subscription: Subscription) {
    let json = gap.json(source: settings.source, now: clock.now)
    json.withUnsafeBytes { bytes in
      subscription.connection.write {
        subscription.key.framing.append(
          id: nil, label: labels.label(of: EventLabel.gapType), json: bytes, to: &$0)
      }
    }
    subscription.cursor = gap.resumesAfter
  }

  // MARK: - Going on

  /// Nothing is pending: goes on from where the reader is. True if the stream has ended.
  func proceed(_ subscription: Subscription) -> Bool {
    if case .live(let lane) = subscription.stage { return sendLive(subscription, lane) }
    if subscription.isComplete {
      end(subscription)
      return true
    }
    if case .replaying = subscription.stage, subscription.until == nil, subscription.cursor >= head {
      join(subscription)
      return proceed(subscription)
    }
    scheduleTurn(subscription.connection)
    return false
  }

  /// One turn with the log. False if the connection is closed.
  func advance(_ subscription: Subscription) -> Bool {
    do {
      switch subscription.stage {
      case .searching(var search):
        let key = subscription.key
        let start = try withReader {
          try search.step($0) { $0.audience <= key.audience && key.types.contains($0.type) }
        }
        subscription.stage = start == nil ? .searching(search) : .replaying
        if let start { subscription.cursor = start }
      case .replaying: try replayPage(subscription)
      case .live: break
      }
      return true
    } catch {
      // The stream breaks off without its end; the client comes back and continues by id.
      return close(subscription.connection)
    }
  }

  private func replayPage(_ subscription: Subscription) throws(Problem) {
    guard !subscription.isComplete else { return }
    let (connection, known) = (subscription.connection, head)
    var (rows, isCut) = (0, false)
    var beyondHole: Int?
    try withReader { log in
      try log.events(after: subscription.cursor, limit: Self.pageRows) { event in
        // Numbers have no holes: what is missing may have been pruned while this reader was on its way.
        if event.id != subscription.cursor + 1 {
          beyondHole = event.id
          return false
        }
        rows += 1
        encode(event, for: subscription)
        isCut = subscription.isComplete || connection.pending >= Self.pageBytes
        return !isCut
      }
    }
    if beyondHole != nil || rows == 0 {
      return try skipHole(subscription, to: beyondHole.map { $0 - 1 } ?? max(subscription.cursor, known))
    }
    // The log was read to its end, and all that was handed out before is in it.
    if !isCut, rows < Self.pageRows { subscription.cursor = max(subscription.cursor, known) }
  }

  private func encode(_ event: StoredEvent, for subscription: Subscription) {
    subscription.cursor = event.id
    let label = labels.label(of: event.type)
    guard subscription.key.admits(label, event.audience) else { return }
    subscription.connection.write {
      subscription.key.framing.append(id: event.id, label: label, json: event.json, to: &$0)
    }
    if let remaining = subscription.remaining { subscription.remaining = remaining - 1 }
  }

  private func skipHole(_ subscription: Subscription, to id: Int) throws(Problem) {
    let bounds = try bounds()
    if let gap = Gap(after: subscription.cursor, oldest: bounds.oldest, newest: bounds.newest) {
      write(gap, to: subscription)
    } else {
      subscription.cursor = id
    }
  }

  // MARK: - Ending

  /// At a whole event: the reader is told that this was all.
  func end(_ subscription: Subscription) {
    leave(subscription)
    finish(subscription.connection, subscription.key.framing, withEnd: true)
  }

  private func finish(_ connection: Connection, _ framing: Framing, withEnd: Bool) {
    if withEnd { connection.write { framing.appendEnd(to: &$0) } }
    connection.closesWhenSent = !framing.chunked || connection.request?.keepsAlive != true || isStopping
    endRequest(connection)
  }

  /// Out of its lane, and no reader any more.
  func leave(_ subscription: Subscription) {
    subscription.lane.map { leave($0, subscription) }
    subscription.stage = .replaying
    count { $0.subscribers -= 1 }
  }
}
