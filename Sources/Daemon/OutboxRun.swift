import Channels
import EventLog
import Foundation
import Platform
import Synchronization

/// Delivers what is due in the outbox, one mail after the other, whenever it is woken.
final class OutboxRun: Sendable {
  private let core: Core
  private let courier: Mutex<Courier>
  private let clock: any Clock
  private let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation
  /// What is known of a mail and not on record yet.
  private let unsettled = Mutex<(DueMail, DeliveryResult)?>(nil)
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(core: Core, courier: Courier, clock: any Clock) {
    self.core = core
    self.courier = Mutex(courier)
    self.clock = clock
    (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Another way out from now on (a reload).
  func use(_ courier: Courier) { self.courier.withLock { $0 = courier } }

  /// There may be something due. A wake-up more or less is harmless.
  func wake() { waker.yield() }

  func start() {
    task.withLock { task in
      task = Task.detached { [self] in
        for await _ in wakes {
          await deliverAll()
        }
      }
    }
  }

  /// Ends after the mail that is in flight.
  func stop() async {
    let running = task.withLock { task in
      task?.cancel()
      return task
    }
    waker.finish()
    await running?.value
  }

  /// Delivers until nothing is due at the clock's present. While it cannot be put on record what became of one, no
  /// other is tried: the same mails would go out again and again.
  func deliverAll() async {
    if let (mail, result) = unsettled.withLock({ $0 }) {
      guard await core.settle(mail, result, at: clock.now) else { return }
      unsettled.withLock { $0 = nil }
    }
    while case let mails = await core.dueMail(at: clock.now), !mails.isEmpty {
      for mail in mails {
        guard !Task.isCancelled else { return }
        let result = await courier.withLock { $0 }.deliver(mail)
        guard await core.settle(mail, result, at: clock.now) else {
          return unsettled.withLock { $0 = (mail, result) }
        }
      }
    }
  }
}
