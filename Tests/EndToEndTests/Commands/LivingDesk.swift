import Configuration
import Daemon
import Foundation
import Platform
import RollCall
import TestSupport

/// A desk whose daemon lives beside the test, with a clock that the test moves: what is typed goes over its socket.
struct LivingDesk {
  let desk: Desk
  private let clock: ManualClock
  private let service: Service

  /// Whoever runs the test has the login of `person`.
  init(as person: String, at local: String, sql: String = "") async throws {
    desk = try await Desk(sql: sql)
    let login = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "nobody"
    try desk.write("UPDATE person SET login = \(login.sql) WHERE id = \(person.sql)")
    clock = ManualClock(try Riverton.instant(local))
    let path = desk.scratch.file("rollcall.json5")
    let settings = try Configuration.load(path: path)
    service = try Service(
      settings, load: { try Configuration.load(path: path) }, clock: clock, log: Log { _, _ in },
      notifier: ServiceNotifier(environment: [:]))
    try await service.start()
  }

  /// Lets everything be done that is due at this time of Riverton.
  func at(_ local: String, _ sql: String = "") async throws {
    if !sql.isEmpty { try desk.write(sql) }
    clock.set(to: try Riverton.instant(local))
    await service.advance()
  }

  /// What it began is finished.
  func end() async { await service.shutDown() }
}
