import Glibc

extension FeedServer {
  /// How the feed is reached, by whom, and how much each may take.
  package struct Settings: Sendable {
    /// The path of the socket, where none was passed by the service manager.
    package var socket: String
    package var mode: mode_t
    /// Owner group of the socket file; nil leaves the process's own.
    package var group: gid_t?
    package var access: [AccessRule]
    /// Users that have `command` without a rule: root and the daemon's own.
    package var trusted: Set<uid_t> = [0, geteuid()]
    /// The CloudEvents `source` of a gap: "/rollcall/<agency id>".
    package var source: String
    package var limits = Limits()

    package init(
      socket: String, mode: mode_t = 0o660, group: gid_t? = nil, access: [AccessRule] = [], source: String
    ) {
      self.socket = socket
      self.mode = mode
      self.group = group
      self.access = access
      self.source = source
    }
  }

  /// Bounds on what clients may hold; none of them is reached by one who behaves.
  package struct Limits: Sendable {
    /// Connections at a time.
    package var connections = 4096
    /// Of them, of one user.
    package var connectionsPerUser = 2048
    package var request = RequestParser.Limits()
    /// A connection without a request is closed after this.
    package var idle = Duration.seconds(75)
    /// From the first byte of a request to its last.
    package var requestArrival = Duration.seconds(15)
    /// From the last byte of a request to the answer of whoever handles it.
    package var answer = Duration.seconds(60)
    /// A reader that takes nothing for this long while there is something for it is cut off;
    package var stall = Duration.seconds(30)
    /// for this long, if more than `backlog` has come meanwhile.
    package var stallWithBacklog = Duration.seconds(3)
    /// Bytes of recent events kept for those who are behind, once for all who read the same; who is further behind
    /// goes on from the log.
    package var backlog = 4 << 20
    /// The same, for all kinds of readers together.
    package var allBacklogs = 16 << 20
    /// How often a comment is sent to readers of SSE (contract §6).
    package var comment = Duration.seconds(15)

    package init() {}
  }
}

/// What the feed has done since its start, for `/v1/status` and `/metrics`.
package struct FeedStatistics: Sendable, Equatable {
  /// Open now.
  package internal(set) var connections = 0
  /// Reading a stream now.
  package internal(set) var subscribers = 0
  package internal(set) var accepted = 0
  package internal(set) var requests = 0
  /// Connections refused for want of room.
  package internal(set) var refused = 0
  /// Readers cut off because they did not read.
  package internal(set) var cutOff = 0
  /// The newest event that was handed to the readers.
  package internal(set) var newest = 0

  package init() {}
}
