import Foundation

/// Instants as the contract writes them: RFC 3339 in UTC with a Z and whole seconds.
extension Date {
  /// Reads 'YYYY-MM-DDTHH:MM:SSZ'. Nil for anything else, also for a month 13, an hour 25 or a second 61, which
  /// the store's own CHECK lets through. A leap second (RFC 3339 §5.7) is the instant after it.
  package init?(rfc3339 text: String) {
    var copy = text
    guard let date = copy.withUTF8({ Date(rfc3339: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = date
  }

  package init?(rfc3339 bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"), bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
        value = value * 10 + Int(bytes[index] - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let date = LocalDay(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60
    else { return nil }
    self.init(seconds: date.number * 86400 + hour * 3600 + minute * 60 + second)
  }

  /// Whole seconds since 1970-01-01T00:00:00Z.
  package init(seconds: Int) { self.init(timeIntervalSince1970: Double(seconds)) }

  /// Whole seconds since 1970-01-01T00:00:00Z, fractions cut off.
  package var seconds: Int { Int(timeIntervalSince1970.rounded(.down)) }

  /// 'YYYY-MM-DDTHH:MM:SSZ', fractions cut off.
  package var rfc3339: String {
    let day = floorDivide(seconds, 86400)
    let time = seconds - day * 86400
    return
      "\(LocalDay(number: day))T\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))Z"
  }

  package func advanced(by duration: Duration) -> Date {
    addingTimeInterval(Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18)
  }
}
