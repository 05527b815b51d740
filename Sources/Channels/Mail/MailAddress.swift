/// One mailbox, as `bo@example.gov` or `"Kelling, Bo" <bo@example.gov>`.
///
/// Stricter than RFC 5322 §3.4 on purpose: what it lets through may stand among the words of a sendmail command and in a header
/// with every mail server that we know; nothing in it is an option, a list, a pipe or a second header.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
  /// What people read beside the address; empty where there is none.
  package let name: HeaderText
  /// Before the @: ASCII, atoms joined by single dots.
  package let local: String
  /// After the @: labels of ASCII letters, digits and hyphens.
  package let domain: String

  /// For the envelope: without the name.
  package var address: String { "\(local)@\(domain)" }

  /// In the form that `init(parsing:)` reads.
  package var description: String {
    name.isEmpty ? address : "\(HeaderEncoding.quotedIfNeeded(name.text)) <\(address)>"
  }

  /// Reads an address with or without a name; spaces around either do not count.
  package init(parsing text: String) throws(MailAddressError) {
    let (name, address) = try Self.parts(of: text)
    try self.init(name: HeaderText(name), address: address, whole: text)
  }

  /// An address without a name, as records hold it, and the name of whom it belongs to. The name may be anything.
  package init(_ address: String, name: String) throws(MailAddressError) {
    try self.init(name: HeaderText(name), address: address, whole: address)
  }

  private init(name: HeaderText, address: String, whole: String) throws(MailAddressError) {
    // Readers take several spaces in a name for one.
    let words = name.text.unicodeScalars.split(separator: " ").map(String.init)
    self.name = HeaderText(words.joined(separator: " "))
    do {
      (local, domain) = try MailAddressRules.split(address)
    } catch {
      throw MailAddressError(found: whole, reason: error)
    }
  }

  // MARK: - Name and address apart

  private static func parts(of text: String) throws(MailAddressError) -> (name: String, address: String) {
    let trimmed = text.trimmed
    guard !trimmed.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw MailAddressError(found: text, reason: .control)
    }
    guard trimmed.last == ">" else { return ("", trimmed) }
    guard let bracket = trimmed.lastIndex(of: "<") else {
      throw MailAddressError(found: text, reason: .brackets)
    }
    let address = trimmed[trimmed.index(after: bracket)...].dropLast()
    let name = try displayName(trimmed[..<bracket], in: text)
    return (name, String(address))
  }

  /// RFC 5322 §3.2.4: a quoted name loses its quotes and backslashes. One without quotes must not look like a list.
  private static func displayName(
    _ text: Substring, in whole: String
  ) throws(MailAddressError) -> String {
    let name = String(text).trimmed
    guard name.first == "\"" else {
      guard !name.contains(where: { ",;<>\"@\\".contains($0) }) else {
        throw MailAddressError(found: whole, reason: .name)
      }
      return name
    }
    var (result, isEscaped, isClosed) = ("", false, false)
    for scalar in name.unicodeScalars.dropFirst() {
      guard !isClosed else { throw MailAddressError(found: whole, reason: .name) }
      if !isEscaped, scalar == "\\" {
        isEscaped = true
      } else if !isEscaped, scalar == "\"" {
        isClosed = true
      } else {
        result.unicodeScalars.append(scalar)
        isEscaped = false
      }
    }
    guard isClosed else { throw MailAddressError(found: whole, reason: .name) }
    return result
  }
}

extension String {
  /// Without spaces and tabs at the ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(start[...last])
  }
}
