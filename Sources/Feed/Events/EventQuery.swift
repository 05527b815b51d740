import RollCall

/// What `GET /v1/events` asks for (contract §6).
struct EventQuery: Sendable, Equatable {
  enum Format: Sendable, Equatable {
    case stream(Framing.Format)
    /// A page: a JSON array.
    case page
  }

  enum Start: Sendable, Equatable {
    /// With the next event that is published.
    case next
    /// With the first one above this number.
    case after(Int)
    /// So that this many are left to the newest.
    case last(Int)
  }

  static let offers = ["application/json", "application/x-ndjson", "text/event-stream"]
  static let pageLimit = (default: 100, most: 1000)

  let format: Format
  let start: Start
  let types: TypeSet
  /// How many events at most; nil for no end.
  let limit: Int?
  /// Goes on after the newest.
  let follows: Bool

  /// - throws: `Problem`: 400 for a parameter that means nothing, 406 where no format is acceptable.
  init(_ request: Request) throws(Problem) {
    switch Accept(request.headers).best(of: Self.offers) {
    case "application/json": format = .page
    case "application/x-ndjson": format = .stream(.lines)
    case "text/event-stream": format = .stream(.eventStream)
    default: throw Problem(status: 406, detail: FeedText.formats(Self.offers.joined(separator: ", ")))
    }
    let isPage = format == .page
    let last = try Self.number(request.parameter("last"), named: "last", from: 1)
    let limit = try Self.number(request.parameter("limit"), named: "limit", from: 1)
    start = try Self.start(request, last: last) ?? (isPage ? .after(0) : .next)
    types = try TypeSet(named: request.parameters("type"))
    let wantsToFollow = try Self.flag(request.parameter("follow"), named: "follow") ?? true
    follows = wantsToFollow && !isPage
    self.limit = isPage ? min(limit ?? last ?? Self.pageLimit.default, Self.pageLimit.most) : limit
  }

  /// The header of a client that reconnects stands above the address that it was first given.
  private static func start(_ request: Request, last: Int?) throws(Problem) -> Start? {
    if let id = request.headers["Last-Event-ID"], !id.isEmpty {
      return .after(try number(id, named: "Last-Event-ID", from: 0) ?? 0)
    }
    if let after = try number(request.parameter("after"), named: "after", from: 0) { return .after(after) }
    return last.map(Start.last)
  }

  private static func number(_ text: String?, named name: String, from least: Int) throws(Problem) -> Int? {
    guard let text else { return nil }
    guard let number = WholeNumber.parse(text), number >= least else {
      throw .badRequest(FeedText.badNumber(name, text, from: least))
    }
    return number
  }

  private static func flag(_ text: String?, named name: String) throws(Problem) -> Bool? {
    switch text {
    case nil: nil
    case "1", "true": true
    case "0", "false": false
    case let text?: throw .badRequest(FeedText.badFlag(name, text))
    }
  }
}

/// Numbers as they stand in addresses and headers: digits and nothing else.
enum WholeNumber {
  /// Nil for a sign, a blank, an empty text or more than 18 digits.
  static func parse(_ text: String) -> Int? {
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(text)
  }
}
