import RollCall

/// The configuration, read from its two files (contract §2).
package enum Configuration {
  /// The file that stands beside `rollcall.json5`.
  package static let quotasFile = "quotas.json5"

  /// Reads `path` (a `rollcall.json5`) and the `quotas.json5` beside it. Relative paths within are relative to their
  /// file.
  /// - Parameter defaultQuotas: what to read where there is no `quotas.json5`; without it that is a finding.
  /// - Throws: everything that is wrong in both.
  package static func load(
    path: String, defaultQuotas: [UInt8]? = nil
  ) throws(ConfigurationError) -> Settings {
    let quotasPath = FilePath.beside(path, quotasFile)
    return try settings(
      document(path), quotas: document(quotasPath, ifMissing: defaultQuotas),
      folder: FilePath.absolute(FilePath.folder(of: path)))
  }

  /// The word in an activity's id that names enforcement, which no quota may count; nil for engagement.
  package static func enforcementWord(in activity: String) -> String? { EnforcementWords.first(in: activity) }

  /// Reads `path`, with the quotas of another file in place of those beside it.
  /// - Throws: everything that is wrong in both.
  package static func load(path: String, quotas: String) throws(ConfigurationError) -> Settings {
    try settings(
      document(path), quotas: document(quotas), folder: FilePath.absolute(FilePath.folder(of: path)))
  }

  /// Reads both texts as if they stood in `folder`, an absolute path, without touching any file.
  package static func read(
    rollcall: [UInt8], quotas: [UInt8], folder: String
  ) throws(ConfigurationError) -> Settings {
    try settings(
      document("rollcall.json5", rollcall), quotas: document(quotasFile, quotas), folder: folder)
  }

  /// Every key that is known, as `feed.access[].audience`, of both files.
  package static var knownKeys: (rollcall: [String], quotas: [String]) {
    func keys(_ ask: (Node) -> Void) -> [String] {
      guard let nothing = try? Document(file: "", bytes: Array("{}".utf8)) else { return [] }
      let inspection = Inspection(nothing)
      ask(inspection.root)
      return inspection.knownKeys
    }
    return (
      keys { _ = SettingsReader(root: $0, folder: "/").settings() },
      keys { _ = QuotaReader(root: $0, ladder: RankLadder([], leadersFrom: "")).quotas() }
    )
  }

  private static func settings(
    _ rollcall: Result<Document, Finding>, quotas: Result<Document, Finding>, folder: String
  ) throws(ConfigurationError) -> Settings {
    var findings: [Finding] = []
    var settings = examine(rollcall, &findings) { SettingsReader(root: $0, folder: folder).settings() }
    let ladder = settings?.ladder ?? RankLadder([], leadersFrom: "")
    let list = examine(quotas, &findings) { QuotaReader(root: $0, ladder: ladder).quotas() }
    settings?.quotas = list ?? []
    guard let settings, findings.isEmpty else { throw ConfigurationError(findings: findings) }
    return settings
  }

  private static func examine<T>(
    _ document: Result<Document, Finding>, _ findings: inout [Finding], _ read: (Node) -> T
  ) -> T? {
    switch document {
    case .failure(let finding):
      findings.append(finding)
      return nil
    case .success(let document):
      let inspection = Inspection(document)
      let result = read(inspection.root)
      findings += inspection.conclude()
      return result
    }
  }

  private static func document(_ file: String, ifMissing substitute: [UInt8]? = nil) -> Result<
    Document, Finding
  > {
    switch FilePath.bytes(of: file, upTo: Document.longest) {
    case .success(let bytes): return document(file, bytes)
    case .failure(let reason):
      if let substitute, reason.isMissing { return document(file, substitute) }
      return .failure(
        Finding(
          file: file, found: "no file that can be read (\(reason.reason))", expected: "the configuration"))
    }
  }

  private static func document(_ file: String, _ bytes: [UInt8]) -> Result<Document, Finding> {
    Result { () throws(Finding) in try Document(file: file, bytes: bytes) }
  }
}
