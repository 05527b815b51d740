import Glibc

/// Why a socket could not be opened, in words for the operator.
package enum SocketError: Error, Equatable, CustomStringConvertible {
  /// Another process answers on this path.
  case live(path: String)
  /// Something that is not a socket lies on this path; it is left alone.
  case notASocket(path: String)
  /// `sun_path` holds 107 bytes (unix(7)).
  case pathTooLong(path: String)
  /// A call of the system failed on a path.
  case refused(path: String, call: String, code: Int32)
  /// A call of the system failed.
  case call(String, code: Int32)
  /// What `LISTEN_FDS` passed is not a listening Unix stream socket.
  case notPassed(reason: String)

  static func system(_ call: String, _ code: Int32) -> SocketError { .call(call, code: code) }

  package var description: String {
    switch self {
    case .live(let path):
      "\(path): another process is listening there; stop it, or configure another socket"
    case .notASocket(let path):
      "\(path): is there and is not a socket; move it away, or configure another path"
    case .pathTooLong(let path):
      "\(path): has \(path.utf8.count) bytes; the path of a Unix socket has at most \(UnixAddress.pathLimit)"
    case .refused(let path, let call, let code): "\(path): \(call): \(Self.reason(code))"
    case .call(let call, let code): "\(call): \(Self.reason(code))"
    case .notPassed(let reason): "socket passed by LISTEN_FDS: \(reason)"
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
