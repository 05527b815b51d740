import Testing

@testable import Configuration

/// SplitMix64: the same sequence every time.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Any bytes at all")
struct MutationTests {
  @Test("load, or are explained with a place; nothing else happens", arguments: 1...8)
  func mutations(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let rollcall = Array(Samples.contract.utf8)
    let quotas = Array(try Samples.shipped("quotas.json5").utf8)
    var (loaded, explained) = (0, 0)
    for _ in 0..<40 {
      do {
        _ = try Configuration.read(
          rollcall: mutated(rollcall, &generator), quotas: mutated(quotas, &generator), folder: "/srv")
        loaded += 1
      } catch {
        explained += 1
        #expect(!error.findings.isEmpty)
        for finding in error.findings {
          #expect(finding.line != nil, "\(finding)")
          #expect(!finding.found.isEmpty && !finding.expected.isEmpty)
          #expect(!finding.description.contains { $0.isNewline }, "\(finding)")
        }
      }
    }
    #expect(loaded > 0 && explained > 0)
  }

  @Test(
    "small scraps of JSON5 are refused by the scanner wherever the decoder refuses them", arguments: 1...8)
  func scraps(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "{", "}", "[", "]", ":", ",", "a", "'b'", "\"c\"", "1", "-", "+", ".", "0x", "e", "0", "true", "NaN",
      "\\", "\n", "/",
      "*", "//", "/*", "*/", " ", "é", "\u{a0}", "\t", "Infinity", "\\u0041", "\\x4", "\"", "'", "null", "$",
      "_", "#",
    ]
    for _ in 0..<1500 {
      let count = Int.random(in: 1...8, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      do {
        _ = try Document(file: "f", bytes: Array("{\(text)}".utf8))
      } catch {
        #expect(error.line != nil, "\(text.debugDescription): \(error)")
      }
    }
  }

  /// A few bytes changed, taken out, doubled, or brought from elsewhere in the file; often none.
  private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let length = Int.random(in: 1...20, using: &generator)
      let part = bytes[place..<min(place + length, bytes.count)]
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[place] = UInt8.random(in: 32...126, using: &generator)
      case 2: bytes.removeSubrange(part.indices)
      case 3: bytes.insert(contentsOf: part, at: place)
      default: bytes.insert(contentsOf: part, at: Int.random(in: 0..<bytes.count, using: &generator))
      }
    }
    return bytes
  }
}
