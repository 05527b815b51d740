/// A list in the sense of RFC 2919, by which readers can sort the mails of one kind: `Day watch digest
/// <digest.day.example.gov>`.
package struct MailList: Hashable, Sendable {
  package let name: HeaderText
  /// Without angle brackets: a dot-atom.
  package let id: String

  /// Nil if label and domain together are no dot-atom of ASCII.
  ///
  /// - Parameters:
  ///   - label: which list, as `digest.day`.
  ///   - domain: of the sender's address.
  package init?(label: String, domain: String, name: String = "") {
    let id = "\(label).\(domain)"
    let atoms = id.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isAtomText) }), id.utf8.count <= 255 else {
      return nil
    }
    self.id = id
    self.name = HeaderText(name)
  }

  var words: [String] { HeaderEncoding.phrase(name, for: "List-Id") + ["<\(id)>"] }
}

/// A language's name in RFC 5646, as `en` or `es-US`.
package struct LanguageTag: Hashable, Sendable {
  package let text: String

  /// Nil for what has not the form of a tag: ASCII letters and digits in groups of one to eight, joined by hyphens.
  package init?(_ text: String) {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isTag = groups.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(isLetterOrDigit) }
    guard isTag, groups.count <= 8 else { return nil }
    self.text = text
  }
}
