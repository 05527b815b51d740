import Glibc
import Platform
import RollCall
import Testing

@testable import Feed

@Suite struct AccessTests {
  /// www-data (33) is in group 50 to reach the socket; 60 is command's.
  static let access = Access(
    rules: [
      AccessRule(.group(50), .audience(.agency)), AccessRule(.group(60), .audience(.command)),
      AccessRule(.user(33), .person(header: "X-Remote-User")), AccessRule(.user(77), .audience(.public)),
    ],
    trusted: [0, 900], personAudience: { ["chief": .command, "bo": .agency][$0] })

  static let programs: [(uid_t, [gid_t], Audience?)] = [
    (0, [], .command), (900, [], .command), (1000, [50], .agency), (1000, [60], .command),
    (1000, [50, 60], .command), (77, [50, 60], .public), (1000, [], nil), (1000, [51], nil),
  ]

  @Test("users and groups decide", arguments: programs)
  func program(_ user: uid_t, _ groups: [gid_t], _ expected: Audience?) {
    let credentials = PeerCredentials(pid: 1, user: user, group: 999, supplementary: groups)
    #expect((try? Self.access.peer(credentials, [:]))?.audience == expected)
  }

  @Test("a peer's own group counts as well") func primaryGroup() throws {
    let credentials = PeerCredentials(pid: 1, user: 1000, group: 60)
    #expect(try Self.access.peer(credentials, [:]).audience == .command)
  }

  static let persons: [(Headers, Audience?)] = [
    (["x-remote-user": "chief"], .command), (["X-Remote-User": "bo"], .agency), ([:], nil),
    (["X-Remote-User": ""], nil), (["X-Remote-User": "stranger"], nil),
    (["X-Remote-User": "bo", "x-remote-user": "chief"], nil),
  ]

  @Test("from the proxy's user, and from no other, the header names the person", arguments: persons)
  func person(_ headers: Headers, _ expected: Audience?) {
    let proxy = PeerCredentials(pid: 1, user: 33, group: 33, supplementary: [50])
    let peer = try? Self.access.peer(proxy, headers)
    #expect(peer?.audience == expected)
    #expect(peer?.login == (expected == nil ? nil : headers["X-Remote-User"]))
    let other = PeerCredentials(pid: 1, user: 1000, group: 1000, supplementary: [50])
    #expect((try? Self.access.peer(other, headers)) == Peer(credentials: other, audience: .agency))
  }

  @Test("who is not named is told so with 403") func forbidden() {
    let stranger = PeerCredentials(pid: 1, user: 1000, group: 1000)
    #expect { try Self.access.peer(stranger, [:]) } throws: { ($0 as? Problem)?.status == 403 }
  }
}
