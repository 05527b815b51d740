import Glibc

/// An open descriptor that its owner closes by letting go of it.
struct Descriptor: ~Copyable {
  let number: Int32

  init(owning number: Int32) { self.number = number }
  deinit { close(number) }

  /// Writes all of `bytes`, however many calls that takes. Zero, or the `errno` that stopped it.
  func write(_ bytes: [UInt8]) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count == 0 || errno != EINTR {
          return count == 0 ? EIO : errno
        }
      }
      return 0
    }
  }

  /// The same file under a number that a child's 0 to 2 do not clash with (this process may have been started with those
  /// closed), close-on-exec.
  consuming func shielded() throws(LaunchError) -> Descriptor {
    if number > STDERR_FILENO, fcntl(number, F_SETFD, FD_CLOEXEC) == 0 { return self }
    let copy = fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    guard copy >= 0 else { throw LaunchError("cannot copy a descriptor", code: errno) }
    return Descriptor(owning: copy)
  }
}
