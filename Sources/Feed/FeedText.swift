/// What the feed says to people. Problems say what was found and what is expected.
package enum FeedText {
  // MARK: - Requests that are not understood

  static let badRequestLine = "The first line is not a method, an address and an HTTP version."
  static let badTarget = "The address is not a path like /v1/events?after=0."
  static let badVersion = "This server speaks HTTP/1.1 and HTTP/1.0."
  static let badField = "A header field is not a name, a colon and a value."
  static let foldedField = "A header field is folded over two lines, which HTTP no longer allows."
  static let bareLineFeed = "A line ends with LF alone; HTTP ends them with CR LF."
  static let badHost = "HTTP/1.1 needs exactly one Host field that names a host."
  static let badLength = "Content-Length is not one number."
  static let badChunk = "A chunk of the body does not have the length it says."
  static let twoFramings = "The length of the body is given in two ways."
  static let unknownCoding = "Of the transfer codings only chunked is understood."
  static let badExpectation = "Of the expectations only 100-continue is understood."
  static let longLine = "The first line is too long."
  static let largeHead = "The header is too large."
  static let slowRequest = "The request did not arrive in time."

  static func largeBody(_ limit: Int) -> String { "The body is larger than \(limit) bytes." }

  // MARK: - Requests that are refused

  package static let noSuchPage = "There is nothing at this address."
  static let noSuchEvent = "There is no such event, or it is not for you."
  static let notNamed =
    "No entry of feed.access in rollcall.json5 names your user or one of its groups; ask for one, or for membership in a group that is named."
  static let noPerson = "The proxy did not say who you are, or named nobody whom the agency knows."
  static let logUnreadable = "The log of events cannot be read at the moment; try again."
  static let tooMany = "There are too many connections at the moment; try again."
  static let noAnswer = "The daemon did not answer in time; try again."

  static func methods(_ list: String) -> String { "Here these methods are understood: \(list)." }

  static func formats(_ list: String) -> String {
    "None of the formats in Accept is known here; there are \(list)."
  }

  static func badNumber(_ name: String, _ found: String, from least: Int) -> String {
    "\(name) is \"\(found.prefix(40))\"; expected a whole number from \(least)."
  }

  static func badFlag(_ name: String, _ found: String) -> String {
    "\(name) is \"\(found.prefix(40))\"; expected 0 or 1."
  }

  static func unknownType(_ found: String) -> String {
    "No type of event is or begins with \"\(found.prefix(60))\"; types look like engagement.completed, prefixes like engagement."
  }

  // MARK: - The gap

  static let gapHeadline = "Some events are not available"

  static func gap(after: Int, oldest: Int, newest: Int) -> String {
    if after > newest {
      return
        "You asked for what follows event \(after), but the newest is \(newest); the log may have been replaced."
    }
    guard oldest <= newest else {
      return "All events up to \(newest) have been removed after their time of retention."
    }
    return
      "Events up to \(oldest - 1) have been removed after their time of retention; the feed goes on with \(oldest)."
  }

  // MARK: - The journal of the daemon

  static func listening(_ path: String) -> String { "feed: listening on \(path)" }
  static let listeningPassed = "feed: listening on the socket that was passed"
  static func replacedStale(_ path: String) -> String {
    "feed: \(path) was left by a process that is gone; replaced"
  }
  static func unreadable(_ reason: String) -> String { "feed: the log of events cannot be read: \(reason)" }
  static let readable = "feed: the log of events can be read again"
  static let noDescriptors =
    "feed: no file descriptor is left, connections are refused; raise LimitNOFILE= of the service"
  static func acceptFailed(_ reason: String) -> String { "feed: cannot accept connections: \(reason)" }
  static func cutOff(user: UInt32, process: Int32) -> String {
    "feed: cut off process \(process) of user \(user): it does not read what it asked for"
  }
}
