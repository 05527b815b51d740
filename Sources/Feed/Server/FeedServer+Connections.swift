import Dispatch
import Glibc
import Platform

/// The life of a connection: bytes in, requests out of them, bytes out, the end.
extension FeedServer {
  /// Input kept for a client whose present request is not answered yet.
  private static let mostInput = 96 << 10
  /// Answers to a pipeline are gathered up to this size before they are sent.
  private static let gathered = 16 << 10
  private static let mostDiscarded = 32 << 10

  // MARK: - Called by the sources

  func readable(_ number: Int) {
    guard let connection = connections[number], fill(connection) else { return }
    proceed(connection)
  }

  func writable(_ number: Int) {
    guard let connection = connections[number] else { return }
    connection.subscription?.isBlocked = false
    proceed(connection)
  }

  // MARK: - Input

  /// Reads to the last byte there is, for the source may not call again (a peer that writes and closes). False if
  /// the connection is closed.
  func fill(_ connection: Connection) -> Bool {
    var buffer = borrowScratch()
    defer { scratch = buffer }
    while !connection.inputEnded {
      guard connection.parser.buffered < Self.mostInput else {
        connection.inputHeld = true
        connection.reading?.disarm()
        return true
      }
      switch buffer.withUnsafeMutableBytes({ take($0, from: connection) }) {
      case .bytes: continue
      case .nothing: return true
      case .gone: return close(connection)
      case .end:
        connection.inputEnded = true
        // The end would wake the source for ever.
        connection.reading?.disarm()
        return connection.isGone ? close(connection) : true
      }
    }
    return true
  }

  private func take(_ buffer: UnsafeMutableRawBufferPointer, from connection: Connection)
    -> Connection.Receiving
  {
    let received = connection.receive(into: buffer)
    guard case .bytes(let count) = received else { return received }
    if case .lingering = connection.phase {
      connection.discarded += count
      return connection.discarded > Self.mostDiscarded ? .gone : received
    }
    if case .idle = connection.phase, !connection.parser.isMidway { connection.since = Monotonic.now }
    connection.parser.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return received
  }

  private func borrowScratch() -> [UInt8] {
    defer { scratch = [] }
    return scratch.isEmpty ? [UInt8](repeating: 0, count: 16 << 10) : scratch
  }

  // MARK: - Going on

  /// Does what can be done now: answers, sends, streams, until something has to be waited for.
  func proceed(_ connection: Connection) {
    while connections[connection.number] === connection {
      if case .idle = connection.phase, !connection.closesWhenSent, connection.pending < Self.gathered,
        beginRequest(connection)
      {
        continue
      }
      guard flush(connection) else { return }
      if connection.subscription?.lane == nil { hasAll(connection) }
      if connection.closesWhenSent { return linger(connection) }
      switch connection.phase {
      case .idle:
        if beginRequest(connection) { continue }
        if case .waiting = rest(connection) { return }
      case .answering, .lingering: return finishIfGone(connection)
      case .collecting: return scheduleTurn(connection)
      case .streaming(let subscription):
        guard proceed(subscription) else { return }
      }
    }
  }

  /// Sends what is pending; false if some is left, or the client is gone.
  func flush(_ connection: Connection) -> Bool {
    let before = connection.pending
    let sending = connection.flush()
    if connection.pending < before { hasTaken(connection) }
    switch sending {
    case .all: return true
    case .some:
      awaitRoom(connection)
      return false
    case .gone: return close(connection)
    }
  }

  /// The client has read something: its patience begins anew.
  func hasTaken(_ connection: Connection) {
    connection.subscription?.isOverrun = false
    if connection.isBehind { connection.progress = Monotonic.now }
  }

  /// The client has been sent everything that there is for it.
  func hasAll(_ connection: Connection) {
    connection.isBehind = false
    connection.subscription?.isBlocked = false
    connection.writing?.disarm()
  }

  /// Has `writable` called when there is room.
  func awaitRoom(_ connection: Connection) {
    connection.subscription?.isBlocked = true
    if !connection.isBehind {
      connection.isBehind = true
      connection.progress = Monotonic.now
    }
    if connection.writing == nil {
      let number = connection.number
      connection.writing = Readiness.writing(connection.descriptor, on: executor.queue) { [weak self] in
        self?.assumeIsolated { $0.writable(number) }
      }
    }
    connection.writing?.arm()
  }

  private enum Resting {
    case waiting, goesOn
  }

  /// Nothing to answer, nothing to send.
  private func rest(_ connection: Connection) -> Resting {
    if connection.inputHeld {
      connection.inputHeld = false
      connection.reading?.arm()
      return fill(connection) ? .goesOn : .waiting
    }
    if connection.inputEnded || isStopping && !connection.parser.isMidway {
      _ = close(connection)
    } else if connection.parser.awaitsContinue, !connection.continueSent {
      connection.continueSent = true
      connection.write("HTTP/1.1 100 Continue\r\n\r\n".utf8)
      return .goesOn
    }
    return .waiting
  }

  private func finishIfGone(_ connection: Connection) {
    if case .lingering = connection.phase, connection.inputEnded { _ = close(connection) }
  }

  // MARK: - Turns

  /// Goes on after others had their turn: reading the log is done a piece at a time.
  func scheduleTurn(_ connection: Connection) {
    guard !connection.awaitsTurn else { return }
    connection.awaitsTurn = true
    let number = connection.number
    executor.queue.async { [weak self] in self?.assumeIsolated { $0.turn(number) } }
  }

  private func turn(_ number: Int) {
    guard let connection = connections[number] else { return }
    connection.awaitsTurn = false
    // What is pending goes first; `writable` comes back.
    guard connection.pending == 0 else { return }
    switch connection.phase {
    case .collecting(let job):
      do {
        let response = try withReader { try job.step($0) }
        if let response { answer(connection, response) }
      } catch {
        answer(connection, error.response)
      }
    case .streaming(let subscription):
      guard advance(subscription) else { return }
    case .idle, .answering, .lingering: break
    }
    proceed(connection)
  }

  // MARK: - The end

  /// Says the last word and waits for the client to take it (RFC 9112 §9.6).
  private func linger(_ connection: Connection) {
    if connection.inputEnded || isStopping {
      _ = close(connection)
      return
    }
    connection.phase = .lingering
    connection.closesWhenSent = false
    connection.parser = RequestParser()
    connection.since = Monotonic.now
    shutdown(connection.descriptor.number, Int32(SHUT_WR))
    connection.inputHeld = false
    connection.reading?.arm()
    guard fill(connection) else { return }
    finishIfGone(connection)
  }

  /// Always false, as a word to those who ask whether to go on.
  @discardableResult
  func close(_ connection: Connection) -> Bool {
    guard connections.removeValue(forKey: connection.number) != nil else { return false }
    if let subscription = connection.subscription { leave(subscription) }
    connection.phase = .lingering
    connection.close()
    let user = connection.credentials.user
    let left = connectionsOfUser[user, default: 1] - 1
    connectionsOfUser[user] = left > 0 ? left : nil
    count { $0.connections -= 1 }
    resumeAccepting()
    if connections.isEmpty { allClosed() }
    return false
  }
}
