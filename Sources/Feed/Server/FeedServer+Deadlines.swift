import Dispatch
import Platform
import RollCall

/// What time brings: comments, patience that ends, the end of everything.
extension FeedServer {
  /// Ticks while there is somebody to tick for.
  func startTicking() {
    guard ticker == nil else { return }
    let limits = settings.limits
    let shortest =
      [
        limits.idle, limits.requestArrival, limits.answer, limits.stall, limits.stallWithBacklog,
        limits.comment,
      ].map(\.nanoseconds).min() ?? 0
    let interval = min(1_000_000_000, max(shortest / 4, 1_000_000))
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.tick() } }
    timer.schedule(
      deadline: .now() + .nanoseconds(Int(interval)), repeating: .nanoseconds(Int(interval)),
      leeway: .nanoseconds(Int(interval / 10)))
    timer.resume()
    ticker = timer
  }

  private func stopTicking() {
    ticker?.cancel()
    ticker = nil
  }

  private func tick() {
    let now = Monotonic.now
    resumeAccepting()
    let present = Array(connections.values)
    for connection in present {
      if connection.isBehind {
        checkProgress(connection, now)
      } else {
        checkPatience(connection, now)
      }
    }
    if connections.isEmpty { stopTicking() }
  }

  /// Something waits for the client to read.
  private func checkProgress(_ connection: Connection, _ now: Nanoseconds) {
    let waited = now - min(now, connection.progress)
    let isOverrun = connection.subscription?.isOverrun == true
    let patience = isOverrun ? settings.limits.stallWithBacklog : settings.limits.stall
    guard waited > patience.nanoseconds else { return }
    if connection.subscription != nil {
      count { $0.cutOff += 1 }
      log.info(FeedText.cutOff(user: connection.credentials.user, process: connection.credentials.pid))
    }
    close(connection)
  }

  private func checkPatience(_ connection: Connection, _ now: Nanoseconds) {
    let limits = settings.limits
    func isOver(_ limit: Duration) -> Bool { now - min(now, connection.since) > limit.nanoseconds }
    switch connection.phase {
    case .idle where connection.parser.isMidway:
      guard isOver(limits.requestArrival) else { return }
      // Without lingering: who drips would drip on.
      refuse(connection, RequestFailure(status: 408, detail: FeedText.slowRequest))
      _ = connection.flush()
      close(connection)
    case .idle: if isOver(limits.idle) { close(connection) }
    case .lingering: if isOver(min(limits.idle, .seconds(2))) { close(connection) }
    case .answering:
      guard isOver(limits.answer) else { return }
      answer(connection, Problem(status: 504, detail: FeedText.noAnswer).response)
      proceed(connection)
    case .collecting: break
    case .streaming(let subscription): comment(subscription, now)
    }
  }

  private func comment(_ subscription: Subscription, _ now: Nanoseconds) {
    guard now >= subscription.nextComment else { return }
    subscription.nextComment = now + settings.limits.comment.nanoseconds
    guard case .live(let lane) = subscription.stage, subscription.place == lane.end else { return }
    subscription.connection.write { subscription.key.framing.appendComment(to: &$0) }
    _ = flush(subscription.connection)
  }

  // MARK: - Other rules

  func judgeAnew(_ rules: [AccessRule]) {
    access = Access(rules: rules, trusted: settings.trusted, personAudience: access.personAudience)
    let present = Array(connections.values)
    for connection in present {
      guard let subscription = connection.subscription, let request = connection.request else { continue }
      let audience = (try? access.peer(connection.credentials, request.headers))?.audience
      if audience != subscription.key.audience { breakOff(connection) }
    }
  }

  /// Ends a stream at a whole event, and the connection with it.
  private func breakOff(_ connection: Connection) {
    guard let subscription = connection.subscription else { return }
    if let lane = subscription.lane { detach(subscription, from: lane) }
    end(subscription)
    connection.closesWhenSent = true
    proceed(connection)
  }

  // MARK: - The end

  func beginToStop() {
    guard !isStopping else { return }
    isStopping = true
    closeDoor()
    let present = Array(connections.values)
    for connection in present {
      if connection.subscription != nil {
        breakOff(connection)
      } else if case .answering = connection.phase {
        continue
      } else if case .collecting = connection.phase {
        continue
      } else if connection.pending == 0 {
        close(connection)
      } else {
        connection.closesWhenSent = true
      }
    }
    if connections.isEmpty { allClosed() }
  }

  func closeAll() {
    let present = Array(connections.values)
    for connection in present { close(connection) }
  }

  func allClosed() {
    stopTicking()
    guard isStopping else { return }
    for waiting in stopped { waiting.resume() }
    stopped = []
  }
}
