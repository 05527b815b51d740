import Foundation
import TestSupport

/// The service manager's end of sd_notify(3): a datagram socket.
final class NotifySocket: Sendable {
  let path: String
  private let descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    descriptor = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0, UnixPath.with(path, { bind(descriptor, $0, $1) }) == 0 else {
      throw Unmet("no datagram socket at \(path)")
    }
  }

  deinit { close(descriptor) }

  /// The next message, which comes within the deadline.
  func next() async throws -> String {
    try await eventually("a message to the service manager") { () -> String? in
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
  }

  /// The next message that is no sign of life only.
  func nextNews() async throws -> String {
    while true {
      let message = try await next()
      if message != "WATCHDOG=1" { return message }
    }
  }
}

/// A listening socket that is passed on, as a service manager's socket unit does.
final class DoorSocket: Sendable {
  let path: String
  let descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0, UnixPath.with(path, { bind(descriptor, $0, $1) }) == 0,
      listen(descriptor, 16) == 0
    else { throw Unmet("no socket at \(path)") }
  }

  deinit { close(descriptor) }
}

enum UnixPath {
  /// The address of a path, for one call.
  static func with(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.utf8)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return -1 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
