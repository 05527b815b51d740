import Dispatch
import Platform

/// A Dispatch source of a descriptor that can be armed and disarmed at will. The descriptor stays open until the
/// source is done with it.
final class Readiness {
  private let source: any DispatchSourceProtocol
  private(set) var isArmed = false
  private var isCancelled = false

  /// Calls `handler` on `queue` while there is something to read, once armed.
  static func reading(
    _ descriptor: SharedDescriptor, on queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void
  ) -> Readiness {
    Readiness(
      DispatchSource.makeReadSource(fileDescriptor: descriptor.number, queue: queue), descriptor, handler)
  }

  /// Calls `handler` on `queue` while there is room to write, once armed.
  static func writing(
    _ descriptor: SharedDescriptor, on queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void
  ) -> Readiness {
    Readiness(
      DispatchSource.makeWriteSource(fileDescriptor: descriptor.number, queue: queue), descriptor, handler)
  }

  private init(
    _ source: any DispatchSourceProtocol, _ descriptor: SharedDescriptor,
    _ handler: @escaping @Sendable () -> Void
  ) {
    self.source = source
    source.setEventHandler(handler: handler)
    source.setCancelHandler { withExtendedLifetime(descriptor) {} }
  }

  deinit { cancel() }

  func arm() {
    guard !isArmed, !isCancelled else { return }
    isArmed = true
    source.resume()
  }

  func disarm() {
    guard isArmed, !isCancelled else { return }
    isArmed = false
    source.suspend()
  }

  /// A suspended source must not be released (it traps), so it is resumed to be cancelled.
  func cancel() {
    guard !isCancelled else { return }
    arm()
    isCancelled = true
    source.cancel()
  }
}

/// Nanoseconds of a clock that only goes forward: for deadlines, never for people.
typealias Nanoseconds = UInt64

enum Monotonic {
  static var now: Nanoseconds { DispatchTime.now().uptimeNanoseconds }
}

extension Duration {
  var nanoseconds: Nanoseconds {
    let parts = components
    return UInt64(max(0, parts.seconds)) * 1_000_000_000 + UInt64(max(0, parts.attoseconds)) / 1_000_000_000
  }
}
