import Glibc

/// The reading end of a child's output, of which only the last bytes are kept, however much there is.
struct OutputTail: ~Copyable {
  private let source: Descriptor
  private var isOpen = true
  private var kept: [UInt8] = []

  /// Bytes kept.
  private static let limit = 4096

  init(_ source: consuming Descriptor) {
    self.source = source
    _ = fcntl(self.source.number, F_SETFL, O_NONBLOCK)
  }

  /// For poll(2): -1 once nobody can write any more.
  var watched: Int32 { isOpen ? source.number : -1 }

  /// Takes what is there now, at most as much as a pipe can hold many times over, so that a writer without end keeps nobody
  /// here.
  mutating func drain() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    for _ in 0..<16 where isOpen {
      let count = read(source.number, &buffer, buffer.count)
      if count > 0 {
        kept.append(contentsOf: buffer[..<count].suffix(Self.limit))
        kept.removeFirst(max(0, kept.count - Self.limit))
      } else if count == 0 {
        isOpen = false
      } else if errno != EINTR {
        return
      }
    }
  }

  /// Control characters but line ends become U+FFFD, as does what is not UTF-8.
  var text: String {
    var text = ""
    for scalar in String(decoding: kept, as: UTF8.self).unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
      text.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return text
  }
}
