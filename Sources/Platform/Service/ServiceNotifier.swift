import Foundation

/// Tells the service manager how it stands (sd_notify(3)): a datagram to the socket that `NOTIFY_SOCKET` names.
/// Silent where nobody listens.
package struct ServiceNotifier: Sendable {
  private let path: String?
  /// Half of what the manager's watchdog allows (sd_watchdog_enabled(3)); nil where it does not watch this process.
  package let watchdogInterval: Duration?

  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment, processID: Int32 = getpid()
  ) {
    path = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
    let isForUs = environment["WATCHDOG_PID"].map { Int32($0) == processID } ?? true
    watchdogInterval = environment["WATCHDOG_USEC"].flatMap(Int.init).flatMap {
      isForUs && $0 > 0 ? .microseconds($0 / 2) : nil
    }
  }

  package func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
  package func status(_ status: String) { send("STATUS=\(status)") }
  package func stopping() { send("STOPPING=1") }
  /// A ping for the watchdog; `WatchdogPulse` knows when.
  package func watchdog() { send("WATCHDOG=1") }

  /// `Type=notify-reload` wants the monotonic time of the reload's beginning; then `ready` when it is done.
  package func reloading() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
  }

  private func send(_ message: String) {
    guard let path else { return }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    // An abstract socket's name begins with a NUL byte.
    if path.hasPrefix("@") { name[0] = 0 }
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(message.utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
      }
    }
  }
}
