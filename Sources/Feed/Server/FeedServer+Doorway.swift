import Dispatch
import Glibc
import Platform

/// The listening socket with its source, and a descriptor in reserve: when all others are used up, it is given up for
/// a moment to take the next client and turn it away, who would otherwise keep the queue awake for ever.
struct Doorway {
  let socket: ListenSocket
  let arrivals: Readiness
  var reserve: SharedDescriptor?
  /// Accepting rests until the next tick.
  var isPaused = false
  var isOutOfDescriptors = false

  static func reserveDescriptor() -> SharedDescriptor? {
    let number = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    return number >= 0 ? SharedDescriptor(owning: number) : nil
  }
}

extension FeedServer {
  /// Connections taken in one go before others have their turn.
  private static let arrivalsAtATime = 64

  func openDoor(_ passed: ListenSocket?) throws {
    let socket =
      try passed ?? ListenSocket.inherited()
      ?? .listening(at: settings.socket, mode: settings.mode, group: settings.group)
    if let path = socket.path {
      if socket.replacedStale { log.notice(FeedText.replacedStale(path)) }
      log.notice(FeedText.listening(path))
    } else {
      log.notice(FeedText.listeningPassed)
    }
    let arrivals = Readiness.reading(socket.descriptor, on: executor.queue) { [weak self] in
      self?.assumeIsolated { $0.acceptArrivals() }
    }
    doorway = Doorway(socket: socket, arrivals: arrivals, reserve: Doorway.reserveDescriptor())
    arrivals.arm()
  }

  /// What waits beyond the share of one go wakes the source again.
  private func acceptArrivals() {
    for _ in 0..<Self.arrivalsAtATime {
      guard let arrival = doorway?.socket.accept() else { return }
      switch arrival {
      case .connection(let descriptor):
        doorway?.isOutOfDescriptors = false
        welcome(descriptor)
      case .none: return
      case .noDescriptor:
        guard turnAwayOne() else { return }
      case .failed(let error):
        log.warning(FeedText.acceptFailed("\(error)"))
        return rest()
      }
    }
  }

  private func welcome(_ descriptor: SharedDescriptor) {
    count { $0.accepted += 1 }
    guard let connection = admit(descriptor) else { return }
    let user = connection.credentials.user
    let ofUser = connectionsOfUser[user, default: 0]
    guard connections.count < settings.limits.connections, ofUser < settings.limits.connectionsPerUser else {
      return refuse(connection)
    }
    connectionsOfUser[user] = ofUser + 1
    connections[connection.number] = connection
    count { $0.connections += 1 }
    let number = connection.number
    connection.reading = Readiness.reading(descriptor, on: executor.queue) { [weak self] in
      self?.assumeIsolated { $0.readable(number) }
    }
    connection.reading?.arm()
    startTicking()
  }

  private func refuse(_ connection: Connection) {
    count { $0.refused += 1 }
    let problem = Problem(status: 503, detail: FeedText.tooMany, headers: ["Retry-After": "5"])
    append(problem.response, to: connection, keepsAlive: false)
    _ = connection.flush()
    connection.close()
  }

  /// False if accepting has to rest.
  private func turnAwayOne() -> Bool {
    if doorway?.isOutOfDescriptors == false { log.error(FeedText.noDescriptors) }
    doorway?.isOutOfDescriptors = true
    guard doorway?.reserve != nil else {
      rest()
      return false
    }
    doorway?.reserve = nil
    defer { doorway?.reserve = Doorway.reserveDescriptor() }
    guard case .connection(let descriptor)? = doorway?.socket.accept() else {
      rest()
      return false
    }
    count { $0.accepted += 1 }
    if let connection = admit(descriptor) { refuse(connection) }
    return true
  }

  /// Until the next tick, so that an error that stays does not keep the processor busy.
  private func rest() {
    doorway?.isPaused = true
    doorway?.arrivals.disarm()
    startTicking()
  }

  func resumeAccepting() {
    guard doorway?.isPaused == true else { return }
    doorway?.isPaused = false
    if doorway?.reserve == nil { doorway?.reserve = Doorway.reserveDescriptor() }
    doorway?.arrivals.arm()
  }

  func closeDoor() {
    doorway?.arrivals.cancel()
    doorway?.socket.removeFile()
    doorway = nil
  }
}
