import Foundation

/// A configuration file's content: the values, and where they stand.
struct Document: Sendable {
  /// As it was named, for messages.
  let file: String
  let root: JSONValue
  let outline: Outline

  /// A file longer than this, in bytes, is no configuration.
  static let longest = 4 << 20

  /// Reads JSON5 in UTF-8, with or without a byte order mark.
  /// - Throws: the first reason why these bytes are none.
  init(file: String, bytes: [UInt8]) throws(Finding) {
    self.file = file
    let text = try Self.text(bytes, of: file)
    do {
      outline = try OutlineScanner.scan(text)
    } catch {
      throw Finding(file: file, line: error.line, found: error.found, expected: error.expected)
    }
    guard let root = Self.decode(text) else { throw Self.refusal(file, outline) }
    self.root = root
  }

  private static func text(_ bytes: [UInt8], of file: String) throws(Finding) -> String {
    guard bytes.count <= longest else {
      throw Finding(file: file, found: "more than \(longest >> 20) MiB", expected: "a configuration")
    }
    // Invalid UTF-8 stops the process inside the decoder; NUL makes it guess UTF-16.
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let bad = lines.firstIndex { $0.contains(0) || String(validating: $0, as: UTF8.self) == nil }
      throw Finding(
        file: file, line: bad.map { $0 + 1 }, found: "bytes that are no UTF-8 text",
        expected: "UTF-8; save the file in this encoding")
    }
    return text.unicodeScalars.first == "\u{feff}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  private static func decode(_ text: String) -> JSONValue? {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    return try? decoder.decode(JSONValue.self, from: Data(text.utf8))
  }

  /// The decoder gives no place: it is asked again, word by word.
  private static func refusal(_ file: String, _ outline: Outline) -> Finding {
    let word = outline.words.first { decode($0.isKey ? "{\($0.text): 0}" : $0.text) == nil }
    return Finding(
      file: file, line: word?.line, found: word.map { Wording.excerpt($0.text.unicodeScalars) } ?? "no JSON5",
      expected: word?.isKey == true ? "a key; put it in quotes" : "a value that this program can hold")
  }
}
