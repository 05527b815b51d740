/// One reader of a stream: what it reads and how far it is.
final class Subscription {
  enum Stage {
    /// Looks for the place where the last so many events begin.
    case searching(LastSearch)
    /// Reads the log, a page at a turn.
    case replaying
    /// Shares the bytes of a lane.
    case live(Lane)
  }

  unowned let connection: Connection
  let key: Lane.Key
  var stage: Stage
  /// Everything up to this id was sent, or does not concern this reader; not kept up while it is live.
  var cursor: Int
  /// Ends with this id; nil for a reader that follows.
  let until: Int?
  /// How many more events it wants; nil for no end.
  var remaining: Int?

  // While it is live:
  /// Index among the lane's members.
  var slot = 0
  /// The next byte to be sent.
  var place = 0
  /// Has read events from the log that the lane has yet to learn of; they are skipped there.
  var isAhead = false
  /// Waits for room to write.
  var isBlocked = false

  /// Was so far behind that its bytes were forgotten, and has taken nothing since.
  var isOverrun = false
  /// When a comment is due.
  var nextComment: Nanoseconds

  init(
    connection: Connection, key: Lane.Key, stage: Stage, cursor: Int, until: Int?, remaining: Int?,
    nextComment: Nanoseconds
  ) {
    self.connection = connection
    self.key = key
    self.stage = stage
    self.cursor = cursor
    self.until = until
    self.remaining = remaining
    self.nextComment = nextComment
  }

  var lane: Lane? { if case .live(let lane) = stage { lane } else { nil } }

  /// Nothing is left to send to it, ever.
  var isComplete: Bool {
    if remaining == 0 { return true }
    // Where it begins is still to be found.
    if case .searching = stage { return false }
    return until.map { cursor >= $0 } ?? false
  }
}
