/// A span of time as the configuration writes it: elapsed time (`90s`, `15m`, `36h`, `7d`), or working days
/// (`3wd`: the same local time on the third next working day).
package enum Span: Hashable, Sendable, CustomStringConvertible {
  case elapsed(Duration)
  case workingDays(Int)

  /// Reads a whole number and one of the units s, m, h, d and wd.
  package init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count <= 1_000_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "s": self = .elapsed(.seconds(count))
    case "m": self = .elapsed(.seconds(count * 60))
    case "h": self = .elapsed(.seconds(count * 3600))
    case "d": self = .elapsed(.seconds(count * 86400))
    case "wd": self = .workingDays(count)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .workingDays(let days): return "\(days)wd"
    case .elapsed(let duration):
      let seconds = Int(duration.components.seconds)
      for (unit, length) in [("d", 86400), ("h", 3600), ("m", 60)]
      where seconds >= length && seconds % length == 0 {
        return "\(seconds / length)\(unit)"
      }
      return seconds == 0 ? "0h" : "\(seconds)s"
    }
  }
}
