import Foundation

extension CADMapping {
  /// The most that a mapping file may hold.
  private static let sizeLimit = 1 << 20

  /// Reads a mapping file.
  /// - throws: `InputError` where it cannot be read, `MappingError` where it cannot be used.
  package init(file path: String) throws {
    let input = try InputFile(path: path)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try piece.withUnsafeMutableBytes({ try input.read(into: $0) }), count > 0 {
      bytes.append(contentsOf: piece[..<count])
      guard bytes.count <= Self.sizeLimit else {
        throw InputError(path: path, reason: "is larger than \(Self.sizeLimit) bytes: no mapping file")
      }
    }
    try self.init(json5: bytes, file: (path as NSString).lastPathComponent)
  }

  /// `file` is what errors call it.
  /// - throws: `MappingError`.
  package init(json5 bytes: [UInt8], file: String) throws {
    let known = [
      "source", "format", "timeZone", "timeFormats", "empty", "columns", "activities", "incidents",
      "notEngagement",
      "dispositions", "withoutEnd",
    ]
    let root = try MappingFields(try JSONTree.read(bytes, file: file), file: file, path: "", known: known)
    let format = try root.object("format", known: ["delimiter", "encoding", "header"])
    hasHeader = try format?.flag("header") ?? true
    dialect = CSVDialect(
      delimiter: try format?.value("delimiter", MappingText.delimiter, Self.delimiter) ?? UInt8(ascii: ","),
      encoding: try format?.word("encoding", TextEncoding.self) ?? .utf8)
    source = try root.value("source", MappingText.identifier) { $0.text.flatMap(Self.identifier) } ?? "cad"
    timeZone = try root.required("timeZone", MappingText.timeZone) {
      $0.text.flatMap(TimeZone.init(identifier:))
    }
    timeFormats = try Self.timeFormats(root)
    emptyWords = Set((try root.texts("empty") ?? []).map { $0.uppercased() })
    columns = try Columns(root)
    types = try Self.types(root)
    dispositions = try Self.dispositions(root)
    withoutEnd =
      try root.value("withoutEnd", MappingText.oneOf(["completed", "in_progress"])) { tree in
        tree.text.flatMap(Disposition.init(rawValue:)).flatMap { $0 >= .inProgress ? $0 : nil }
      } ?? .completed
    if !hasHeader, let named = columns.all.first(where: { if case .named = $0 { true } else { false } }) {
      throw root.error("columns", MappingText.wrong("\(named)", MappingText.needsPositions))
    }
  }

  private static func delimiter(_ tree: JSONTree) -> UInt8? {
    guard let text = tree.text, [",", ";", "\t", "|"].contains(text) else { return nil }
    return text.utf8.first
  }

  private static func identifier(_ text: String) -> String? {
    let allowed = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || [0x2d, 0x2e, 0x5f].contains(byte)
    }
    return allowed && !text.isEmpty && text.utf8.count <= 64 ? text : nil
  }

  private static func timeFormats(_ root: MappingFields) throws -> [TimePattern] {
    let texts = try root.required("timeFormats", MappingText.list, \.texts)
    guard !texts.isEmpty else { throw root.wrong("timeFormats", "at least one") }
    return try texts.map { text in
      do {
        return try TimePattern(text)
      } catch {
        throw root.error("timeFormats", "'\(text)' \(error)")
      }
    }
  }

  private static func types(_ root: MappingFields) throws -> CallTypes {
    var types = CallTypes()
    func add(_ key: String, _ meaning: (String) -> CallMeaning) throws {
      guard let fields = try root.object(key, known: nil) else { return }
      for pattern in fields.keys {
        let id = try fields.required(pattern, MappingText.identifier) { $0.text.flatMap(identifier) }
        guard types.add(pattern, meaning(id)) else {
          throw fields.error(pattern, MappingText.wrong("'\(pattern)'", MappingText.pattern))
        }
      }
    }
    try add("activities", CallMeaning.activity)
    try add("incidents", CallMeaning.incident)
    guard !types.meanings.isEmpty else { throw root.error("activities", MappingText.nothingMapped) }
    for pattern in try root.texts("notEngagement") ?? [] where !types.add(pattern, .nothing) {
      throw root.error("notEngagement", MappingText.wrong("'\(pattern)'", MappingText.pattern))
    }
    return types
  }

  private static func dispositions(_ root: MappingFields) throws -> [String: Disposition] {
    guard let fields = try root.object("dispositions", known: nil) else { return [:] }
    var found: [String: Disposition] = [:]
    for code in fields.keys { found[code.uppercased()] = try fields.word(code, Disposition.self) }
    return found
  }
}

extension CADMapping.Columns {
  fileprivate init(_ root: MappingFields) throws {
    let known = [
      "reference", "type", "disposition", "startsAt", "endsAt", "duration", "beat", "place", "callSigns",
      "people",
      "coordinator", "communityCount",
    ]
    guard let fields = try root.object("columns", known: known) else {
      throw root.error("columns", MappingText.missing)
    }
    func cell(_ key: String) throws -> CellRule? { try CellRule(fields, key) }
    func required(_ key: String) throws -> CellRule {
      guard let rule = try cell(key) else { throw fields.error(key, MappingText.missing) }
      return rule
    }
    reference = try required("reference")
    type = try required("type")
    disposition = try cell("disposition")
    startsAt = try fields.required("startsAt", MappingText.column, Self.moment)
    end = try Self.end(fields)
    beat = try cell("beat")
    place = try fields.value("place", MappingText.place) { $0.text.flatMap(PlaceTemplate.init) }
    callSigns = try ListRule(fields, "callSigns")
    people = try ListRule(fields, "people")
    coordinator = try cell("coordinator")
    communityCount = try cell("communityCount")
  }

  private static func moment(_ tree: JSONTree) -> [ColumnName]? {
    guard case .list(let items) = tree else { return tree.column.map { [$0] } }
    let columns = items.compactMap(\.column)
    return columns.count == items.count && !columns.isEmpty ? columns : nil
  }

  private static func end(_ fields: MappingFields) throws -> CADMapping.End? {
    let at = try fields.value("endsAt", MappingText.column, moment)
    guard let duration = try fields.object("duration", known: ["column", "unit"]) else {
      return at.map { .at($0) }
    }
    guard at == nil else { throw fields.error("duration", MappingText.endOrDuration) }
    let column = try duration.required("column", MappingText.column, \.column)
    guard let unit = try duration.word("unit", CADMapping.DurationUnit.self) else {
      throw duration.error("unit", MappingText.missing)
    }
    return .duration(CellRule(column), unit)
  }
}

extension CellRule {
  fileprivate init?(_ fields: MappingFields, _ key: String) throws {
    guard let tree = fields[key] else { return nil }
    if let column = tree.column {
      self.init(column)
      return
    }
    guard case .object = tree, let rule = try fields.object(key, known: ["column", "before", "after"]) else {
      throw fields.wrong(key, MappingText.cell)
    }
    let column = try rule.required("column", MappingText.column, \.column)
    let before = try rule.value("before", MappingText.text) { $0.text?.isEmpty == false ? $0.text : nil }
    let after = try rule.value("after", MappingText.text) { $0.text?.isEmpty == false ? $0.text : nil }
    switch (before, after) {
    case (let separator?, nil): self.init(column, part: .before(separator))
    case (nil, let separator?): self.init(column, part: .after(separator))
    case (nil, nil): self.init(column)
    default: throw fields.wrong(key, MappingText.cell)
    }
  }
}

extension ListRule {
  fileprivate init?(_ fields: MappingFields, _ key: String) throws {
    guard let tree = fields[key] else { return nil }
    if let column = tree.column {
      self.init(column: column, separator: " ")
      return
    }
    guard let rule = try fields.object(key, known: ["column", "separator"]) else { return nil }
    self.init(
      column: try rule.required("column", MappingText.column, \.column),
      separator: try rule.value("separator", MappingText.text) { $0.text?.isEmpty == false ? $0.text : nil }
        ?? " ")
  }
}
