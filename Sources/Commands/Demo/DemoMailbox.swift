import Foundation
import Platform
import RollCall

/// A mail as it lies in the demo's Maildir.
struct DemoMail: Sendable {
  /// "Sgt. Bo Kelling"; the address where there is no name.
  let name: String
  let address: String
  let subject: String
  let date: Date
}

/// The Maildir of the demo.
struct DemoMailbox: Sendable {
  /// The folder of mails that nobody has read yet.
  private let folder: String

  init(_ maildir: String) { folder = "\(maildir)/new" }

  /// How many there are; 0 before the first.
  var count: Int { (try? Folder.names(in: folder).count) ?? 0 }

  /// All of them, in order of their dates.
  var mails: [DemoMail] {
    let names = (try? Folder.names(in: folder)) ?? []
    return names.compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }
      .compactMap { DemoMail(message: $0) }
      .sorted { ($0.date, $0.address) < ($1.date, $1.address) }
  }
}

extension DemoMail {
  /// Reads the header of a message of ours; nil where it lacks a field.
  init?(message: Data) {
    let fields = Self.fields(of: message)
    guard let to = fields["to"], let subject = fields["subject"],
      let date = fields["date"].flatMap(Self.date)
    else { return nil }
    let parts = to.split(separator: "<")
    let name = parts.count > 1 ? parts[0].trimmingCharacters(in: CharacterSet(charactersIn: " \"")) : to
    self.init(
      name: name, address: String((parts.last ?? "").prefix { $0 != ">" }), subject: subject, date: date)
  }

  /// By name in lower case, each of one line; of a field that comes more than once the first.
  private static func fields(of message: Data) -> [String: String] {
    var fields: [(name: String, value: String)] = []
    for line in message.split(separator: 0x0a, omittingEmptySubsequences: false) {
      guard !line.isEmpty else { break }
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix(" ") || text.hasPrefix("\t") {
        guard let last = fields.indices.last else { continue }
        fields[last].value += " " + text.trimmingCharacters(in: .whitespaces)
      } else if let colon = text.firstIndex(of: ":") {
        let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        fields.append((text[..<colon].lowercased(), value))
      }
    }
    return Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// "Mon, 16 Nov 2026 06:45:00 -0500".
  private static func date(_ text: String) -> Date? {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 6, let month = months.firstIndex(of: parts[2]), let offset = Int(parts[5]) else {
      return nil
    }
    let number = month + 1
    let local = Date(rfc3339: "\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")
    return local?.addingTimeInterval(-Double(offset / 100 * 3600 + offset % 100 * 60))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
