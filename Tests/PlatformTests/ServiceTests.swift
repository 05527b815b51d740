import Foundation
import Synchronization
import Testing

@testable import Platform

@Suite("What the service manager hears")
struct ServiceTests {
  @Test("a watchdog that watches another process is none of ours")
  func otherProcess() {
    let environment = ["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "7"]
    #expect(ServiceNotifier(environment: environment, processID: 7).watchdogInterval == .seconds(1))
    #expect(ServiceNotifier(environment: environment, processID: 8).watchdogInterval == nil)
  }

  @Test(
    "nonsense in the environment means that nobody watches",
    arguments: [nil, "", "0", "-5", "2s", "99999999999999999999"])
  func nonsense(usec: String?) {
    let environment = usec.map { ["WATCHDOG_USEC": $0] } ?? [:]
    #expect(ServiceNotifier(environment: environment).watchdogInterval == nil)
  }

  @Test("messages arrive at the socket that the manager names")
  func messages() throws {
    let path = "/tmp/rollcall-notify-\(UUID().uuidString.prefix(8))"
    defer { unlink(path) }
    let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    defer { close(listener) }
    let bound = try UnixAddress(path).with { bind(listener, $0, $1) }
    try #require(bound == 0)
    let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": path])
    notifier.ready("watching; 3 events")
    notifier.watchdog()
    notifier.stopping()
    #expect(Self.received(listener) == ["READY=1\nSTATUS=watching; 3 events", "WATCHDOG=1", "STOPPING=1"])
  }

  @Test("no socket, or one that is gone, disturbs nobody")
  func nobody() {
    ServiceNotifier(environment: [:]).ready("all is well")
    ServiceNotifier(environment: ["NOTIFY_SOCKET": "/nowhere/notify"]).ready("all is well")
    ServiceNotifier(environment: ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)]).stopping()
    #expect(ServiceNotifier(environment: [:]).watchdogInterval == nil)
  }

  @Test("the watchdog hears no more beats than it needs, and none when the beats stop")
  func pulse() {
    let pings = Mutex(0)
    let pulse = WatchdogPulse(interval: .seconds(1)) { pings.withLock { $0 += 1 } }
    // A beat each 100 ms for ten seconds: one ping each half second.
    for tenth in 0..<100 { pulse.beat(at: UInt64(tenth) * 100_000_000) }
    #expect(pings.withLock { $0 } == 20)
    // After a pause the first beat pings at once.
    pulse.beat(at: 60_000_000_000)
    #expect(pings.withLock { $0 } == 21)
  }

  @Test("without a watchdog there is no ping")
  func unwatched() {
    let pings = Mutex(0)
    let pulse = WatchdogPulse(interval: nil) { pings.withLock { $0 += 1 } }
    for second in 0..<10 { pulse.beat(at: UInt64(second) * 1_000_000_000) }
    #expect(pings.withLock { $0 } == 0)
  }

  private static func received(_ descriptor: Int32) -> [String] {
    var messages: [String] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
      messages.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
    return messages
  }
}
