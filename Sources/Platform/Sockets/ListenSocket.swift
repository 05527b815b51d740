import Glibc

/// A listening Unix stream socket: opened on a path, or passed by the service manager.
package final class ListenSocket: Sendable {
  /// What one try to accept brought.
  package enum Arrival {
    case connection(SharedDescriptor)
    /// Nobody is waiting (EAGAIN), or whoever was has gone.
    case none
    /// The process or the machine has no descriptor left (EMFILE, ENFILE).
    case noDescriptor
    case failed(SocketError)
  }

  package let descriptor: SharedDescriptor
  /// Nil for a socket that was passed: its file belongs to whoever made it.
  package let path: String?
  /// Whether a file of a dead process lay on the path and was replaced.
  package let replacedStale: Bool
  private let file: FileIdentity?

  private init(descriptor: SharedDescriptor, path: String?, file: FileIdentity?, replacedStale: Bool) {
    self.descriptor = descriptor
    self.path = path
    self.file = file
    self.replacedStale = replacedStale
  }

  /// Listens on `path`. A socket file that nobody answers on is replaced, one that is answered on is not. Nobody can
  /// connect before `mode` and `group` are as asked for: the file is born with no permission at all (Linux takes
  /// them from the socket, which `fchmod` changes beforehand), and nothing listens yet.
  /// - parameter group: owner group of the file; nil leaves the process's own.
  /// - parameter backlog: connections that may wait to be accepted.
  /// - throws: `SocketError`.
  package static func listening(
    at path: String, mode: mode_t = 0o660, group: gid_t? = nil, backlog: Int32 = 1024
  ) throws(SocketError) -> ListenSocket {
    let address = try UnixAddress(path)
    let stale = try clear(address)
    let socket = try UnixAddress.socket()
    func check(_ call: String, _ result: Int32) throws(SocketError) {
      if result != 0 { throw .refused(path: path, call: call, code: errno) }
    }
    try check("fchmod", fchmod(socket.number, 0))
    try check("bind", address.with { bind(socket.number, $0, $1) })
    let file = FileIdentity(path)
    do {
      if let group { try check("chown", lchown(path, uid_t.max, group)) }
      try check("chmod", chmod(path, mode))
      try check("listen", listen(socket.number, backlog))
    } catch {
      unlink(path)
      throw error
    }
    return ListenSocket(descriptor: socket, path: path, file: file, replacedStale: stale)
  }

  /// Takes over a descriptor that already listens.
  /// - throws: `SocketError.notPassed` where it is not a listening Unix stream socket.
  package static func adopting(_ descriptor: SharedDescriptor) throws(SocketError) -> ListenSocket {
    func option(_ name: Int32) -> Int32? {
      var (value, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
      return getsockopt(descriptor.number, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }
    guard option(SO_DOMAIN) == AF_UNIX, option(SO_TYPE) == Int32(SOCK_STREAM.rawValue) else {
      throw .notPassed(
        reason: "descriptor \(descriptor.number) is not a Unix stream socket (ListenStream=/path)")
    }
    guard option(SO_ACCEPTCONN) == 1 else {
      throw .notPassed(reason: "descriptor \(descriptor.number) does not listen (Accept=no is needed)")
    }
    try descriptor.configure()
    return ListenSocket(descriptor: descriptor, path: nil, file: nil, replacedStale: false)
  }

  /// Takes the next connection, close-on-exec and non-blocking. (Glibc hides `accept4` from Swift; the moment before
  /// FD_CLOEXEC is set is harmless, for children are started with all other descriptors closed.)
  package func accept() -> Arrival {
    let number = Glibc.accept(descriptor.number, nil, nil)
    if number >= 0 {
      let accepted = SharedDescriptor(owning: number)
      do {
        try accepted.configure()
      } catch {
        return .failed(error)
      }
      return .connection(accepted)
    }
    switch errno {
    case EAGAIN, ECONNABORTED, EINTR: return .none
    case EMFILE, ENFILE: return .noDescriptor
    case let code: return .failed(.call("accept", code: code))
    }
  }

  /// Removes the file if it is still the one that was made here.
  package func removeFile() {
    guard let path, let file, FileIdentity(path) == file else { return }
    unlink(path)
  }

  // MARK: -

  /// Makes the path free; true if a stale socket lay there.
  private static func clear(_ address: UnixAddress) throws(SocketError) -> Bool {
    var status = stat()
    guard lstat(address.path, &status) == 0 else {
      if errno == ENOENT { return false }
      throw .refused(path: address.path, call: "stat", code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: address.path) }
    let probe = try UnixAddress.socket()
    guard address.with({ connect(probe.number, $0, $1) }) != 0 else { throw .live(path: address.path) }
    switch errno {
    case ECONNREFUSED: break
    // EAGAIN: its backlog is full. EPROTOTYPE: alive, but not a stream.
    case EAGAIN, EPROTOTYPE: throw .live(path: address.path)
    case ENOENT: return false
    case let code: throw .refused(path: address.path, call: "connect", code: code)
    }
    guard unlink(address.path) == 0 || errno == ENOENT else {
      throw .refused(path: address.path, call: "unlink", code: errno)
    }
    return true
  }
}

/// Which file a path names, whatever becomes of the path.
private struct FileIdentity: Equatable {
  let device: dev_t
  let inode: ino_t

  init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    (device, inode) = (status.st_dev, status.st_ino)
  }
}
