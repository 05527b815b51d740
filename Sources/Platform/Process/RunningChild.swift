import Glibc

/// A started child: waited for by its own number alone, and reaped once.
struct RunningChild: ~Copyable {
  private let process: pid_t
  /// Readable when the process has ended; nil on kernels without pidfd_open(2).
  private let ending: Int32?
  private var output: OutputTail

  /// - Parameter usingDescriptor: false waits as on a kernel without pidfd_open(2).
  init(launching launch: Launch, input: [UInt8], usingDescriptor: Bool = true) throws(LaunchError) {
    let stored = LinuxCalls.memoryFile()
    guard stored >= 0 else { throw LaunchError("cannot hold the input in memory", code: errno) }
    let source = try Descriptor(owning: stored).shielded()
    let trouble = source.write(input)
    guard trouble == 0 else { throw LaunchError("cannot hold the input in memory", code: trouble) }
    lseek(source.number, 0, SEEK_SET)

    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw LaunchError("cannot make a pipe", code: errno) }
    let tail = try Descriptor(owning: ends[0]).shielded()
    let target = try Descriptor(owning: ends[1]).shielded()
    process = try launch.start(input: source.number, output: target.number)
    ending = usingDescriptor ? LinuxCalls.pidDescriptor(of: process) : nil
    output = OutputTail(tail)
  }

  deinit {
    if let ending { close(ending) }
  }

  /// Reads what the child says until it has ended or `end` has come; whether it has ended.
  mutating func hasEnded(by end: ContinuousClock.Instant) -> Bool {
    while !hasEnded {
      let left = ContinuousClock.now.duration(to: end)
      if left <= .zero { return false }
      wait(atMost: left)
    }
    return true
  }

  /// Ends the whole group: kindly, then after `grace`, or once the child itself is gone, for certain.
  mutating func kill(grace: Duration) {
    Glibc.kill(-process, SIGTERM)
    _ = hasEnded(by: .now.advanced(by: grace))
    // Not reaped yet, so the number still is this group's.
    Glibc.kill(-process, SIGKILL)
    // A process that hangs in the kernel (a dead network file system) takes even that later.
    _ = hasEnded(by: .now.advanced(by: .seconds(5)))
  }

  /// Reaps the ended child.
  consuming func outcome() -> ChildProcess.Outcome {
    output.drain()
    var status: Int32 = 0
    let reaped = waitpid(process, &status, WNOHANG)
    guard reaped == process else {
      let reason = reaped == 0 ? "it does not die" : systemMessage(errno)
      return .init(ending: .unknown(reason), said: output.text)
    }
    // wait(2): the low seven bits are the signal's number, the next byte is the exit code.
    let signal = status & 0x7f
    return .init(ending: signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal), said: output.text)
  }

  /// It is there no more, or stands there as a zombie, which stays (WNOWAIT) so that its number stays its own.
  private var hasEnded: Bool {
    var facts = siginfo_t()
    if waitid(P_PID, id_t(process), &facts, WEXITED | WNOHANG | WNOWAIT) == 0 {
      return facts.si_signo == SIGCHLD
    }
    return errno == ECHILD
  }

  /// Returns when the child has ended, when it said something, or after `span`; without a pidfd after 10 ms.
  private mutating func wait(atMost span: Duration) {
    // Rounded up, so that the last wait before a deadline does not end just short of it.
    let left = Int32(min(span, .seconds(60)) / .milliseconds(1)) + 1
    var watched = [
      pollfd(fd: ending ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output.watched, events: Int16(POLLIN), revents: 0),
    ]
    poll(&watched, nfds_t(watched.count), ending == nil ? min(left, 10) : left)
    if watched[1].revents != 0 { output.drain() }
  }
}
