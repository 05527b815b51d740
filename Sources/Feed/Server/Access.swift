import Glibc
import Platform
import RollCall

/// One entry of `feed.access` with its names resolved to numbers (contract §6).
package struct AccessRule: Sendable, Equatable {
  package enum Match: Sendable, Equatable {
    case user(uid_t)
    /// The peer's own group or a supplementary one.
    case group(gid_t)
  }

  package enum Grant: Sendable, Equatable {
    case audience(Audience)
    /// A reverse proxy that has logged a person in and says in this header who it is.
    case person(header: String)
  }

  package let match: Match
  package let grant: Grant

  package init(_ match: Match, _ grant: Grant) {
    self.match = match
    self.grant = grant
  }

  func applies(to peer: PeerCredentials) -> Bool {
    switch match {
    case .user(let user): peer.user == user
    case .group(let group): peer.isMember(of: group)
    }
  }

  var isForUser: Bool { if case .user = match { true } else { false } }
}

/// Who asks, and what they may see.
package struct Peer: Sendable, Equatable {
  package let credentials: PeerCredentials
  package let audience: Audience
  /// The login of the person whom a trusted proxy has logged in; nil for programs on this machine.
  package let login: String?

  package init(credentials: PeerCredentials, audience: Audience, login: String? = nil) {
    self.credentials = credentials
    self.audience = audience
    self.login = login
  }
}

/// Decides what a peer may see.
struct Access: Sendable {
  let rules: [AccessRule]
  /// Users that have `command` without a rule: root and the daemon's own.
  let trusted: Set<uid_t>
  /// What the person with a login may see; nil for a login that nobody has.
  let personAudience: @Sendable (String) -> Audience?

  /// A proxy's user is judged by its header alone, although it usually is in a group of the feed to reach the socket
  /// at all. Otherwise a rule for the user stands above those for its groups, and of several the widest counts.
  /// - throws: `Problem` with 403.
  func peer(_ credentials: PeerCredentials, _ headers: Headers) throws(Problem) -> Peer {
    let matching = rules.filter { $0.applies(to: credentials) }
    for case .person(let header) in matching.map(\.grant) {
      // Two fields: somebody has slipped one past the proxy.
      let logins = headers.all(header)
      guard logins.count == 1, let login = logins.first, !login.isEmpty, let audience = personAudience(login)
      else { throw Problem(status: 403, detail: FeedText.noPerson) }
      return Peer(credentials: credentials, audience: audience, login: login)
    }
    guard let audience = audience(matching, credentials.user) else {
      throw Problem(status: 403, detail: FeedText.notNamed)
    }
    return Peer(credentials: credentials, audience: audience)
  }

  private func audience(_ matching: [AccessRule], _ user: uid_t) -> Audience? {
    if trusted.contains(user) { return .command }
    let own = matching.filter(\.isForUser)
    return (own.isEmpty ? matching : own).compactMap {
      if case .audience(let audience) = $0.grant { audience } else { nil }
    }.max()
  }
}
