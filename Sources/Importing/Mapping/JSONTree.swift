import Foundation

/// JSON5 as it stands in the file, so that each key can be checked against those that are known: a decoder of fixed
/// types lets unknown ones pass silently.
indirect enum JSONTree: Decodable, Sendable {
  case nothing
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  /// - throws: `MappingError` without a key.
  static func read(_ bytes: [UInt8], file: String) throws -> JSONTree {
    // Foundation's JSON5 scanner stops the process at some invalid UTF-8; text that is valid is safe.
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw MappingError(file: file, key: "", reason: MappingText.notUTF8)
    }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    do {
      return try decoder.decode(JSONTree.self, from: Data(text.utf8))
    } catch {
      throw MappingError(file: file, key: "", reason: MappingText.notJSON5)
    }
  }

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      var members: [String: JSONTree] = [:]
      for key in container.allKeys {
        members[key.stringValue] = try container.decode(JSONTree.self, forKey: key)
      }
      self = .object(members)
    } else if var container = try? decoder.unkeyedContainer() {
      var items: [JSONTree] = []
      while !container.isAtEnd { items.append(try container.decode(JSONTree.self)) }
      self = .list(items)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .nothing
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  /// What it is, for a sentence that says what was found.
  var found: String {
    switch self {
    case .nothing: "null"
    case .flag(let flag): "\(flag)"
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text): "'\(text)'"
    case .list: "a list"
    case .object: "an object"
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
