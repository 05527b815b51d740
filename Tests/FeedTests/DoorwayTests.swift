import Foundation
import Platform
import Testing

@testable import Feed

@Suite struct DoorwayTests {
  @Test("a second feed on the same socket is refused, and the first is not disturbed") func second()
    async throws
  {
    let first = try Fixture()
    let second = try Fixture(start: false, settings: { $0.socket = first.path })
    #expect(throws: SocketError.live(path: first.path)) { try second.server.start() }
    let client = try first.client()
    client.get("/healthz")
    #expect(try client.answer().status == 200)
    await first.server.stop()
    try second.server.start()
    #expect(FileManager.default.fileExists(atPath: first.path))
    await second.server.stop()
  }

  @Test("a socket that was passed is used and its file left") func passed() async throws {
    let folder = try Fixture.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/passed.sock"
    let listening = try ListenSocket.listening(at: path)
    let fixture = try Fixture(
      socket: try .adopting(SharedDescriptor(owning: dup(listening.descriptor.number))))
    let client = try Client(path)
    client.get("/healthz")
    #expect(try client.answer().status == 200)
    await fixture.server.stop()
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test("a log that cannot be opened stops the start") func noLog() throws {
    let fixture = try Fixture(start: false)
    fixture.log.fail(true)
    #expect(throws: MemoryLog.Failure.self) { try fixture.server.start() }
    #expect(!FileManager.default.fileExists(atPath: fixture.path))
  }
}
