import Foundation

/// Lines on standard error with systemd's level prefixes (sd-daemon(3)), which the journal understands.
package struct Log: Sendable {
  package enum Level: Int, Sendable, Comparable {
    /// Something the operator must mend.
    case error = 3
    /// Something that mends itself, or that the operator may want to look at.
    case warning = 4
    /// A change of state worth a line in the journal: started, reloaded, stopped.
    case notice = 5
    case info = 6
    case debug = 7

    package static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
  }

  private let write: @Sendable (Level, String) -> Void

  package init(write: @escaping @Sendable (Level, String) -> Void) { self.write = write }

  /// To standard error, one write(2) a line so that lines of several threads never mix.
  /// Lines less severe than `threshold` are left out.
  package static func standardError(threshold: Level = .info) -> Log {
    Log { level, message in
      guard level <= threshold else { return }
      let line = Array("<\(level.rawValue)>\(message.replacing("\n", with: " "))\n".utf8)
      _ = line.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
  }

  package static let silent = Log { _, _ in }

  package func error(_ message: String) { write(.error, message) }
  package func warning(_ message: String) { write(.warning, message) }
  package func notice(_ message: String) { write(.notice, message) }
  package func info(_ message: String) { write(.info, message) }
  package func debug(_ message: String) { write(.debug, message) }
}
