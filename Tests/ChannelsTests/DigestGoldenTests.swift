import Channels
import Foundation
import RollCall
import Testing

/// What people read, as files: rewritten by `ROLLCALL_GOLDEN=write swift test --filter DigestGolden`.
@Suite struct DigestGoldenTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let facts: DigestFacts
    var testDescription: String { name }
  }

  static let samples = [
    Sample(name: "quiet", facts: DigestSamples.quiet), Sample(name: "busy", facts: DigestSamples.busy),
    Sample(name: "crowded", facts: DigestSamples.crowded), Sample(name: "full", facts: DigestSamples.full),
  ]

  @Test("a roll call reads as its golden files say", arguments: samples)
  func golden(_ sample: Sample) throws {
    let digest = Digest(sample.facts)
    for file in DigestFiles(digest, public: .public(sample.facts)).files {
      let ending = file.path.drop { $0 != "." }
      try expect(file.bytes, toBe: "digest-\(sample.name)\(ending)")
    }
  }

  private func expect(_ bytes: [UInt8], toBe name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["ROLLCALL_GOLDEN"] == "write" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(
      String(decoding: bytes, as: UTF8.self) == golden, "\(name) differs; ROLLCALL_GOLDEN=write rewrites it")
  }
}
