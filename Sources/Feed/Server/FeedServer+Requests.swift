import Dispatch
import Platform
import RollCall

/// From a request to its answer.
extension FeedServer {
  private static let methods = ["GET", "HEAD", "OPTIONS"]

  /// Takes the next request that has arrived and begins with its answer; false if none has.
  func beginRequest(_ connection: Connection) -> Bool {
    do {
      guard let request = try connection.parser.next() else { return false }
      connection.request = request
      connection.continueSent = false
      connection.serial += 1
      connection.since = Monotonic.now
      count { $0.requests += 1 }
      try route(request, connection)
    } catch let problem as Problem {
      answer(connection, problem.response)
    } catch let failure as RequestFailure {
      refuse(connection, failure)
    } catch {
      answer(connection, Problem(status: 500, detail: "\(error)").response)
    }
    return true
  }

  /// Answers what could not be read, and closes: where the next request would begin is unknown.
  func refuse(_ connection: Connection, _ failure: RequestFailure) {
    connection.request = nil
    let problem = Problem(status: failure.status, detail: failure.detail)
    append(problem.response, to: connection, keepsAlive: false)
    connection.closesWhenSent = true
  }

  // MARK: - Routes

  private func route(_ request: Request, _ connection: Connection) throws(Problem) {
    let peer = try access.peer(connection.credentials, request.headers)
    if request.path == "/v1/events" {
      if try answersMethod(request, connection) { return }
      try beginEvents(EventQuery(request), request, peer, connection)
    } else if request.path.hasPrefix("/v1/events/") {
      if try answersMethod(request, connection) { return }
      answer(connection, try event(request.path.dropFirst("/v1/events/".count), request, peer))
    } else if request.path == "*" {
      answer(connection, .options(Self.methods))
    } else {
      delegate(request, peer, connection)
    }
  }

  /// True if OPTIONS was answered.
  private func answersMethod(_ request: Request, _ connection: Connection) throws(Problem) -> Bool {
    if request.method == "OPTIONS" {
      answer(connection, .options(Self.methods))
      return true
    }
    guard request.method == "GET" else { throw .methodNotAllowed(Self.methods) }
    return false
  }

  private func delegate(_ request: Request, _ peer: Peer, _ connection: Connection) {
    let (number, serial) = (connection.number, connection.serial)
    connection.phase = .answering(serial: serial)
    handler(request, peer) { response in
      self.executor.queue.async { self.assumeIsolated { $0.answered(number, serial, response) } }
    }
  }

  private func answered(_ number: Int, _ serial: Int, _ response: Response) {
    guard let connection = connections[number], case .answering(serial) = connection.phase else { return }
    answer(connection, response)
    proceed(connection)
  }

  /// One event. Whether an event above the peer's audience exists is not told.
  private func event(_ name: Substring, _ request: Request, _ peer: Peer) throws(Problem) -> Response {
    let offers = ["application/json", "application/cloudevents+json"]
    guard let id = WholeNumber.parse(String(name)) else { throw .notFound(FeedText.noSuchEvent) }
    guard let type = Accept(request.headers).best(of: offers) else {
      throw Problem(status: 406, detail: FeedText.formats(offers.joined(separator: ", ")))
    }
    var json: [UInt8]?
    try withReader { log in
      try log.events(after: id - 1, limit: 1) { event in
        if event.id == id, event.audience <= peer.audience { json = Array(event.json) }
        return false
      }
    }
    guard let json else { throw .notFound(FeedText.noSuchEvent) }
    var response = Response(type: type, body: json)
    response.headers.add("Vary", "Accept")
    return response
  }

  private func beginEvents(_ query: EventQuery, _ request: Request, _ peer: Peer, _ connection: Connection)
    throws(Problem)
  {
    switch query.format {
    case .page:
      let job = PageJob(query, request: request, bounds: try bounds()) { [types = query.types] event in
        event.audience <= peer.audience && types.contains(event.type)
      }
      connection.phase = .collecting(job)
    case .stream(let format): try beginStream(format, query, request, peer, connection)
    }
  }

  // MARK: - Answers

  func answer(_ connection: Connection, _ response: Response) {
    let keepsAlive = connection.request?.keepsAlive == true && !isStopping
    append(response, to: connection, keepsAlive: keepsAlive)
    connection.closesWhenSent = !keepsAlive
    endRequest(connection)
  }

  func endRequest(_ connection: Connection) {
    connection.request = nil
    connection.phase = .idle
    connection.since = Monotonic.now
  }

  func append(_ response: Response, to connection: Connection, keepsAlive: Bool) {
    let request = connection.request
    let hasBody = response.status != 204 && response.status != 304
    let head = ResponseHead(
      status: response.status, headers: response.headers,
      framing: hasBody ? .length(response.body.count) : .none, keepsAlive: keepsAlive,
      isModern: request?.isModern ?? true, date: clock.now)
    connection.write { head.append(to: &$0) }
    if hasBody, request?.isHead != true { connection.write(response.body) }
  }
}
