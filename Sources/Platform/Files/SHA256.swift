import Glibc

/// The SHA-256 checksum (FIPS 180-4): the same short name for the same bytes, everywhere and for ever.
package struct SHA256: Hashable, Sendable {
  /// The checksum's 32 bytes.
  package let bytes: [UInt8]

  package init(of message: some Sequence<UInt8>) {
    var block: [UInt8] = []
    block.reserveCapacity(64)
    var (state, length) = (Self.initialState, UInt64(0))
    for byte in message {
      block.append(byte)
      length += 1
      if block.count == 64 { Self.absorb(&block, into: &state) }
    }
    Self.finish(&block, length: length, into: &state)
    bytes = state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
  }

  package init(of text: String) { self.init(of: text.utf8) }

  /// 64 digits, lower case.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// FIPS 180-4 §5.1.1: a one bit, zeros, and the length in bits as the last eight bytes of a block.
  private static func finish(_ block: inout [UInt8], length: UInt64, into state: inout [UInt32]) {
    block.append(0x80)
    while block.count != 56 {
      if block.count == 64 { absorb(&block, into: &state) }
      block.append(0)
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      block.append(UInt8(truncatingIfNeeded: (length &* 8) >> UInt64(shift)))
    }
    absorb(&block, into: &state)
  }

  /// FIPS 180-4 §6.2.2; empties the block.
  private static func absorb(_ block: inout [UInt8], into state: inout [UInt32]) {
    let schedule = schedule(of: block)
    block.removeAll(keepingCapacity: true)
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for round in 0..<64 {
      let big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ big1 &+ choice &+ constants[round] &+ schedule[round]
      let big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ big0 &+ majority)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
  }

  private static func schedule(of block: [UInt8]) -> [UInt32] {
    var words = (0..<16).map { index in
      (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(block[index * 4 + $1]) }
    }
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let small0 = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
      let small1 = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
      words.append(words[index - 16] &+ small0 &+ words[index - 7] &+ small1)
    }
    return words
  }

  private static func rotate(_ word: UInt32, _ places: UInt32) -> UInt32 {
    word >> places | word << (32 - places)
  }

  /// The first 64 primes.
  private static let primes: [UInt32] = Array(
    (2...311).lazy.filter { number in (2..<number).allSatisfy { number % $0 != 0 } })

  /// §5.3.3: the first 32 bits of the fractions of the square roots of the first eight primes.
  private static let initialState = primes.prefix(8).map { fraction(of: Double($0).squareRoot()) }

  /// §4.2.2: likewise of the cube roots of the first 64.
  private static let constants = primes.map { fraction(of: cbrt(Double($0))) }

  private static func fraction(of root: Double) -> UInt32 {
    UInt32((root - root.rounded(.down)) * 4_294_967_296)
  }
}
