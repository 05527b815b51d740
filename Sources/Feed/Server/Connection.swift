import Glibc
import Platform

/// One client: what it has sent, what it is being sent, and how far it is. Belongs to the server's queue.
final class Connection {
  enum Phase {
    /// Between requests, or in the middle of one.
    case idle
    /// Somebody else works on the answer to the request of this serial number.
    case answering(serial: Int)
    /// A page is being read from the log, a piece at a turn.
    case collecting(PageJob)
    case streaming(Subscription)
    /// Everything is said; what the client still sends is thrown away so that it can read our last words.
    case lingering
  }

  let number: Int
  let descriptor: SharedDescriptor
  let credentials: PeerCredentials
  var parser: RequestParser
  var phase = Phase.idle
  /// The request that is being answered.
  var request: Request?
  /// Counts requests, so that an answer that comes too late is recognised.
  var serial = 0
  var reading: Readiness?
  var writing: Readiness?
  /// The client has sent its last byte.
  var inputEnded = false
  /// Reading was stopped because there is too much that cannot be handled yet.
  var inputHeld = false
  var continueSent = false
  var closesWhenSent = false
  /// A turn for this connection waits on the queue.
  var awaitsTurn = false
  /// When the present phase, or the present request, began.
  var since: Nanoseconds
  /// Something waits for the client to read.
  var isBehind = false
  /// When the client last took a byte while it was behind.
  var progress: Nanoseconds
  /// Bytes thrown away while lingering.
  var discarded = 0

  private(set) var output: [UInt8] = []
  private var outputStart = 0

  init(
    number: Int, descriptor: SharedDescriptor, credentials: PeerCredentials, limits: RequestParser.Limits,
    now: Nanoseconds
  ) {
    self.number = number
    self.descriptor = descriptor
    self.credentials = credentials
    parser = RequestParser(limits: limits)
    since = now
    progress = now
  }

  /// The subscription, if a stream is being sent.
  var subscription: Subscription? {
    if case .streaming(let subscription) = phase { subscription } else { nil }
  }

  // MARK: - Output

  /// Bytes that wait to be sent.
  var pending: Int { output.count - outputStart }

  func write(_ body: (inout [UInt8]) -> Void) { body(&output) }

  func write(_ bytes: some Sequence<UInt8>) { output.append(contentsOf: bytes) }

  enum Sending {
    case all, some, gone
  }

  /// Sends what is pending, as far as there is room.
  func flush() -> Sending {
    guard pending > 0 else { return .all }
    let sent = output.withUnsafeBytes { send(UnsafeRawBufferPointer(rebasing: $0[outputStart...])) }
    guard let sent else { return .gone }
    outputStart += sent
    guard pending == 0 else { return .some }
    // Most answers are small and few; an idle reader keeps no buffer.
    (output, outputStart) = ([], 0)
    return .all
  }

  /// How many bytes there was room for, 0 if none; nil if the client is gone.
  func send(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let sent = Glibc.send(
      descriptor.number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    if sent >= 0 { return sent }
    return errno == EAGAIN || errno == EINTR || errno == ENOBUFS ? 0 : nil
  }

  // MARK: - Input

  enum Receiving {
    case bytes(Int)
    case nothing, end, gone
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Receiving {
    let count = recv(descriptor.number, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    return errno == EAGAIN || errno == EINTR ? .nothing : .gone
  }

  /// After its last byte a client may still read (a half-closed connection), or be gone altogether.
  var isGone: Bool {
    var query = pollfd(fd: descriptor.number, events: 0, revents: 0)
    return poll(&query, 1, 0) > 0 && query.revents & Int16(POLLHUP | POLLERR) != 0
  }

  func close() {
    reading?.cancel()
    writing?.cancel()
    shutdown(descriptor.number, Int32(SHUT_RDWR))
  }
}
