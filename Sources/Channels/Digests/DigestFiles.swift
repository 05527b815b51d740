import RollCall

/// The files of one roll call below `digests.folder`, and the links that make it the latest (contract §8).
/// They are named here; to write each whole or not at all, and the links last, is the caller's.
package struct DigestFiles: Sendable {
  package struct File: Hashable, Sendable {
    /// Relative to `digests.folder`: "2026-11-17/day.txt".
    package let path: String
    package let bytes: [UInt8]
  }

  package struct Link: Hashable, Sendable {
    /// Relative to `digests.folder`: "latest/day.txt".
    package let path: String
    /// What the link says, relative to itself: "../2026-11-17/day.txt".
    package let target: String
  }

  package let files: [File]
  package let links: [Link]

  /// `digest` of audience agency, `public` its variant for the porch.
  package init(_ digest: Digest, public: Digest) {
    let name = Self.fileName(ofShift: digest.shift.id)
    let contents: [(ending: String, bytes: [UInt8])] = [
      ("txt", Array(DigestTextPage(digest).text.utf8)),
      ("html", Array(DigestHTMLPage(digest).html.text.utf8)),
      ("json", DigestJSON(digest).bytes),
      ("public.txt", Array(DigestTextPage(`public`).text.utf8)),
      ("public.html", Array(DigestHTMLPage(`public`).html.text.utf8)),
    ]
    files = contents.map { File(path: "\(digest.day)/\(name).\($0.ending)", bytes: $0.bytes) }
    links = contents.map {
      Link(path: "latest/\(name).\($0.ending)", target: "../\(digest.day)/\(name).\($0.ending)")
    }
  }

  /// The shift's id, where it can be a file's name as it is: letters, digits, '-', '_' and '.', no '.' first.
  /// Any other character becomes '-', so that no id leads out of the folder.
  package static func fileName(ofShift id: String) -> String {
    let name = String(
      id.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" })
    return name.hasPrefix(".") || name.isEmpty ? "-" + name.dropFirst() : name
  }
}
