import RollCall

/// Collects a page of events as a JSON array, a piece of the log at a turn.
final class PageJob {
  /// Rows looked at in one turn.
  private static let rows = 1000
  /// A page ends early rather than grow beyond this many bytes.
  private static let mostBytes = 4 << 20

  private let request: Request
  private let admits: (StoredEvent) -> Bool
  private let limit: Int
  private var search: LastSearch?
  /// Everything up to this id was looked at.
  private var cursor: Int
  private var count = 0
  private var lastIncluded: Int?
  private var body: [UInt8] = [UInt8(ascii: "[")]

  /// - parameter bounds: of the log.
  init(
    _ query: EventQuery, request: Request, bounds: (oldest: Int, newest: Int),
    admits: @escaping (StoredEvent) -> Bool
  ) {
    self.request = request
    self.admits = admits
    limit = query.limit ?? EventQuery.pageLimit.default
    switch query.start {
    case .next: cursor = bounds.newest
    case .after(let id): cursor = id
    case .last(let count):
      cursor = bounds.newest
      search = LastSearch(count: count, oldest: bounds.oldest, newest: bounds.newest)
    }
  }

  /// Goes on for one turn; the answer, or nil to be called again.
  func step(_ log: any EventReading) throws -> Response? {
    if search != nil {
      guard let start = try search?.step(log, admits: admits) else { return nil }
      (search, cursor) = (nil, start)
    }
    var (seen, isFull) = (0, false)
    try log.events(after: cursor, limit: Self.rows) { event in
      seen += 1
      guard admits(event) else {
        cursor = event.id
        return true
      }
      // One more is known to follow: only then there is a next page.
      isFull = count == limit || body.count + event.json.count > Self.mostBytes && count > 0
      if isFull { return false }
      append(event)
      return true
    }
    return isFull || seen < Self.rows ? response(hasNext: isFull) : nil
  }

  private func append(_ event: StoredEvent) {
    body.append(contentsOf: (count == 0 ? "\n" : ",\n").utf8)
    body.append(contentsOf: event.json)
    count += 1
    cursor = event.id
    lastIncluded = event.id
  }

  private func response(hasNext: Bool) -> Response {
    var response = Response.json(body + Array("\n]\n".utf8))
    response.headers.add("Vary", "Accept")
    if hasNext, let lastIncluded {
      let kept = request.query.filter { $0.name == "type" || $0.name == "limit" }
      let query = (["after=\(lastIncluded)"] + kept.map { "\($0.name)=\($0.value)" }).joined(separator: "&")
      response.headers.add("Link", "<\(request.rawPath)?\(query)>; rel=\"next\"")
    }
    return response
  }
}
