import Glibc

/// Who is at the other end of a Unix socket, as the kernel noted when it connected: it cannot be forged.
package struct PeerCredentials: Hashable, Sendable {
  package let pid: pid_t
  package let user: uid_t
  package let group: gid_t
  /// Supplementary groups of the process; the file system judges by the same ones.
  package let supplementary: [gid_t]

  package init(pid: pid_t, user: uid_t, group: gid_t, supplementary: [gid_t] = []) {
    self.pid = pid
    self.user = user
    self.group = group
    self.supplementary = supplementary
  }

  /// Reads them from a connected socket: SO_PEERCRED and SO_PEERGROUPS (unix(7)). Nil where the kernel knows none.
  /// (A peer in another process namespace has pid 0.)
  package init?(of descriptor: Int32) {
    // `struct ucred` is not visible through Glibc: pid, uid, gid, 32 bits each.
    var ucred: (pid: pid_t, user: uid_t, group: gid_t) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: ucred))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &ucred, &size) == 0, ucred.user != uid_t.max else {
      return nil
    }
    let groups = Self.processGroups(descriptor) ?? Self.accountGroups(ucred.user, ucred.group)
    self.init(pid: ucred.pid, user: ucred.user, group: ucred.group, supplementary: groups)
  }

  package func isMember(of group: gid_t) -> Bool { self.group == group || supplementary.contains(group) }

  // MARK: -

  /// Nil where the kernel does not offer it (Linux before 4.13).
  private static func processGroups(_ descriptor: Int32) -> [gid_t]? {
    var groups = [gid_t](repeating: 0, count: 64)
    while true {
      var size = socklen_t(groups.count * MemoryLayout<gid_t>.stride)
      if getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, &groups, &size) == 0 {
        return Array(groups.prefix(Int(size) / MemoryLayout<gid_t>.stride))
      }
      guard errno == ERANGE, Int(size) / MemoryLayout<gid_t>.stride > groups.count else { return nil }
      groups = [gid_t](repeating: 0, count: Int(size) / MemoryLayout<gid_t>.stride)
    }
  }

  /// The groups that the account of this user has today.
  private static func accountGroups(_ user: uid_t, _ group: gid_t) -> [gid_t] {
    var (entry, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
    var text = [CChar](repeating: 0, count: 16384)
    guard getpwuid_r(user, &entry, &text, text.count, &found) == 0, found != nil, let name = entry.pw_name
    else {
      return []
    }
    var groups = [gid_t](repeating: 0, count: 1024)
    var count = Int32(groups.count)
    return getgrouplist(name, group, &groups, &count) < 0 ? [] : Array(groups.prefix(Int(count)))
  }
}
