/// One thing that is wrong in a configuration file: where, what was found, what is allowed (contract §2).
package struct Finding: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  package let file: String
  /// From 1; nil where the whole file is meant.
  package let line: Int?
  /// `feed.access[1].audience`; empty for the file itself.
  package let keyPath: String
  package let found: String
  package let expected: String
  /// The known key or value that is meant most likely.
  package let nearest: String?

  package init(
    file: String, line: Int? = nil, keyPath: String = "", found: String, expected: String,
    nearest: String? = nil
  ) {
    self.file = file
    self.line = line
    self.keyPath = keyPath
    self.found = found
    self.expected = expected
    self.nearest = nearest
  }

  /// `rollcall.json5:12: feed.mode: found "07770", expected octal digits such as "0660"`.
  package var description: String {
    let place = [line.map { "\(file):\($0)" } ?? file, keyPath].filter { !$0.isEmpty }.joined(separator: ": ")
    return "\(place): found \(found), expected \(expected)" + (nearest.map { "; did you mean \($0)?" } ?? "")
  }
}

/// Everything that is wrong in the configuration, in the order of the files' lines. Exit code 78 (contract §7).
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one.
  package let findings: [Finding]

  package init(findings: [Finding]) { self.findings = findings }

  /// One line a finding.
  package var description: String { findings.map(\.description).joined(separator: "\n") }
}
