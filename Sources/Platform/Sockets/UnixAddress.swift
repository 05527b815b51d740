import Glibc

/// The address of a Unix socket in the file system.
struct UnixAddress {
  /// Bytes of a path, without the closing zero that `sun_path` must have room for (unix(7)).
  static let pathLimit = 107

  let path: String
  private var address = sockaddr_un()

  /// - throws: `SocketError.pathTooLong`, also for a path that is empty or holds a zero byte.
  init(_ path: String) throws(SocketError) {
    let bytes = Array(path.utf8)
    guard !bytes.isEmpty, bytes.count <= Self.pathLimit, !bytes.contains(0) else {
      throw .pathTooLong(path: path)
    }
    self.path = path
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
  }

  func with<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// A new stream socket, close-on-exec and non-blocking.
  static func socket() throws(SocketError) -> SharedDescriptor {
    let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    let number = Glibc.socket(AF_UNIX, Int32(type), 0)
    guard number >= 0 else { throw .system("socket", errno) }
    return SharedDescriptor(owning: number)
  }
}
