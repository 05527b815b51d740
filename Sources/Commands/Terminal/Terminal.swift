import Foundation
import RollCall

/// Standard output and standard error of a command.
struct Terminal: Sendable {
  /// Whether somebody sits before standard error and can be shown progress.
  let isInteractive = isatty(2) == 1

  /// A line on standard output. A reader that has gone away ends the command quietly, as any Unix tool.
  func say(_ line: String = "") { write(Array((line + "\n").utf8), to: 1) }

  func write(_ bytes: [UInt8]) { write(bytes, to: 1) }

  /// A line on standard error.
  func complain(_ line: String) { write(Array((line + "\n").utf8), to: 2) }

  /// A line that replaces itself, on a terminal only; empty to clear it.
  func progress(_ line: String) {
    guard isInteractive else { return }
    write(Array("\r\u{1b}[K\(line)".utf8), to: 2)
  }

  /// What somebody at the keyboard answers; nil where nobody sits there.
  func ask(_ question: String) -> String? {
    guard isatty(0) == 1 else { return nil }
    write(Array(question.utf8), to: 2)
    return readLine() ?? ""
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        exit(descriptor == 1 && errno == EPIPE ? ExitCode.ok.rawValue : ExitCode.ioError.rawValue)
      }
      rest = rest.dropFirst(count)
    }
  }
}

/// Text from the store or the feed, made harmless for a terminal: control characters become spaces.
extension String {
  var printable: String {
    String(
      String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
