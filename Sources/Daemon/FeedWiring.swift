import Configuration
import EventLog
import Feed
import Foundation
import Platform
import RollCall

/// Connects the feed with the rest of the house.
package enum FeedWiring {
  /// Looks whether this machine has the users and groups that the configuration names.
  /// - throws: `UnknownAccount`.
  package static func checkAccounts(_ settings: Settings) throws {
    _ = try settings.feed.group.map(Accounts.group)
    _ = try settings.feed.rules()
  }

  /// The feed as configured, reading the core's log, with the daemon's own pages.
  /// - throws: `UnknownAccount` where a user or group of the configuration does not exist.
  static func server(_ settings: Settings, core: Core, clock: any Clock, log: Log) throws -> FeedServer {
    let state = settings.state
    return FeedServer(
      settings: FeedServer.Settings(
        socket: settings.feed.socket, mode: mode_t(settings.feed.mode),
        group: try settings.feed.group.map(Accounts.group), access: try settings.feed.rules(),
        source: "/rollcall/\(settings.agency.id)"),
      log: log, clock: clock, openLog: { try LogForFeed(path: state) },
      handler: { request, peer, reply in
        Task { reply(await Pages(core: core, clock: clock).answer(request, peer)) }
      })
  }
}

/// The log as the feed reads it.
private final class LogForFeed: EventReading {
  private let reader: EventLogReader

  init(path: String) throws { reader = try EventLogReader(path: path) }

  func events(after: Int, limit: Int, _ body: (StoredEvent) throws -> Bool) throws {
    try reader.events(after: after, limit: limit) { id, type, audience, json in
      try body(StoredEvent(id: id, type: type, audience: audience, json: json))
    }
  }

  func bounds() throws -> (oldest: Int, newest: Int) { try reader.bounds() }
}

extension Settings.Feed {
  /// Who may read, with names of users and groups resolved to numbers.
  func rules() throws -> [AccessRule] {
    try access.map { entry in
      let match: AccessRule.Match =
        switch entry.peer {
        case .user(let name): .user(try Accounts.user(name))
        case .group(let name): .group(try Accounts.group(name))
        }
      switch entry.grant {
      case .audience(let audience): return AccessRule(match, .audience(audience))
      case .personHeader(let header): return AccessRule(match, .person(header: header))
      }
    }
  }
}

/// Users and groups of this machine by name.
private enum Accounts {
  static func user(_ name: String) throws -> uid_t {
    guard let entry = getpwnam(name) else { throw UnknownAccount(what: "user", name: name) }
    return entry.pointee.pw_uid
  }

  static func group(_ name: String) throws -> gid_t {
    guard let entry = getgrnam(name) else { throw UnknownAccount(what: "group", name: name) }
    return entry.pointee.gr_gid
  }
}

/// The configuration names an account that this machine does not have.
package struct UnknownAccount: Error, CustomStringConvertible {
  let what: String
  let name: String
  package var description: String {
    "feed: this machine has no \(what) '\(name)'; create it, or correct `feed` in rollcall.json5"
  }
}
