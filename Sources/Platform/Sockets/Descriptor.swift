import Glibc

/// A file descriptor that is closed once, when the last of its owners lets it go.
///
/// The cancel handler of a Dispatch source keeps one of these, so that the number is not given to another file while
/// the source may still look at it.
package final class Descriptor: Sendable {
  package let number: Int32

  /// Takes over `number`, which nobody else may close.
  package init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Makes it close-on-exec and non-blocking, as everything handled by a queue must be.
  /// - throws: `SocketError` where the number is not open.
  package func configure() throws(SocketError) {
    guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else { throw SocketError.system("fcntl", errno) }
    let flags = fcntl(number, F_GETFL)
    guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0 else {
      throw SocketError.system("fcntl", errno)
    }
  }
}
