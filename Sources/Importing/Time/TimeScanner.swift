import RollCall

/// Collects the numbers of a time while a pattern walks over its text.
struct TimeScanner {
  private var rest: ArraySlice<UInt8>
  private var year = 0
  private var month = 0
  private var day = 0
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var isAfternoon: Bool?
  private var offset: Int?

  init(_ text: String) { rest = Array(text.utf8)[...] }

  /// `exactly`: all digits that the part can have, since another number follows at once.
  mutating func take(_ part: TimePattern.Part, exactly: Bool) -> Bool {
    switch part {
    case .space: return takeSpaces()
    case .literal(let byte): return take(byte)
    case .half: return takeHalf()
    case .monthName: return takeMonthName()
    case .offset: return takeOffset()
    default:
      guard let digits = part.digits else { return false }
      // A year of three digits is a slip of the pen, not the year 202.
      let all = exactly || part == .year || part == .shortYear
      guard let value = number(digits: digits, all: all && part != .fraction) else { return false }
      return set(part, value)
    }
  }

  /// The time, if nothing is left over and every number is in its range.
  func finish() -> WallTime? {
    guard rest.isEmpty, let date = LocalDay(year: year, month: month, day: day) else { return nil }
    var hour = hour
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    // RFC 3339 §5.7: a leap second is the instant after it.
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    return WallTime(
      seconds: date.number * 86400 + hour * 3600 + minute * 60 + second, offset: offset)
  }

  // MARK: -

  private mutating func set(_ part: TimePattern.Part, _ value: Int) -> Bool {
    switch part {
    case .year: year = value
    // POSIX strptime: 69 to 99 are of the twentieth century.
    case .shortYear: year = value + (value >= 69 ? 1900 : 2000)
    case .month: month = value
    case .day: day = value
    case .hour, .hourOfHalf: hour = value
    case .minute: minute = value
    case .second: second = value
    default: break
    }
    return true
  }

  private mutating func number(digits: Int, all: Bool) -> Int? {
    let found = rest.prefix(digits).prefix { (0x30...0x39).contains($0) }
    guard all ? found.count == digits : !found.isEmpty else { return nil }
    rest = rest.dropFirst(found.count)
    return found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takeSpaces() -> Bool {
    let count = rest.prefix { $0 == 0x20 || $0 == 0x09 }.count
    rest = rest.dropFirst(count)
    return count > 0
  }

  private mutating func takeHalf() -> Bool {
    guard let letter = rest.first.map({ $0 | 0x20 }), [0x61, 0x70].contains(letter) else { return false }
    isAfternoon = letter == 0x70
    rest.removeFirst()
    _ = take(UInt8(ascii: "."))
    guard let end = rest.first, end | 0x20 == 0x6d else { return false }
    rest.removeFirst()
    _ = take(UInt8(ascii: "."))
    return true
  }

  private mutating func takeMonthName() -> Bool {
    let name = String(decoding: rest.prefix(3), as: UTF8.self).lowercased()
    guard let index = Self.months.firstIndex(of: name) else { return false }
    month = index + 1
    rest = rest.dropFirst(3)
    return true
  }

  private mutating func takeOffset() -> Bool {
    if take(UInt8(ascii: "Z")) {
      offset = 0
      return true
    }
    let isWest = rest.first == UInt8(ascii: "-")
    guard take(UInt8(ascii: "+")) || take(UInt8(ascii: "-")), let hours = number(digits: 2, all: true)
    else { return false }
    _ = take(UInt8(ascii: ":"))
    guard let minutes = number(digits: 2, all: true), hours < 24, minutes < 60 else { return false }
    offset = (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    return true
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
}
