import Foundation

/// Sockets passed by the service manager (sd_listen_fds(3)): `LISTEN_FDS` of them from descriptor 3 on, meant for the
/// process in `LISTEN_PID`, named in `LISTEN_FDNAMES`.
package enum PassedSocket {
  /// The first number that is passed.
  private static let first: Int32 = 3

  /// Which descriptor was passed to this process under `name`; where none bears the name, the only one there is.
  /// Nil where nothing was passed.
  /// - throws: `SocketError.notPassed` where several were passed and none bears the name.
  package static func number(
    in environment: [String: String], process: pid_t, named name: String
  ) throws(SocketError) -> Int32? {
    guard let owner = environment["LISTEN_PID"].flatMap(pid_t.init), owner == process,
      let count = environment["LISTEN_FDS"].flatMap(Int32.init), count > 0, count < 1024
    else { return nil }
    let names = environment["LISTEN_FDNAMES"]?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    if let index = names.prefix(Int(count)).firstIndex(where: { $0 == name }) { return first + Int32(index) }
    guard count == 1 else {
      throw .notPassed(reason: "\(count) were passed, none of them named \"\(name)\" (FileDescriptorName=)")
    }
    return first
  }
}

extension ListenSocket {
  /// The socket that the service manager passed to this process, or nil. The environment is cleared of it, so that
  /// children do not take it for theirs; a second call finds nothing.
  /// - throws: `SocketError.notPassed`.
  package static func inherited(named name: String = "feed") throws(SocketError) -> ListenSocket? {
    let environment = ProcessInfo.processInfo.environment
    guard let number = try PassedSocket.number(in: environment, process: getpid(), named: name) else {
      return nil
    }
    for variable in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(variable) }
    return try adopting(SharedDescriptor(owning: number))
  }
}
