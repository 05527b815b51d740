import Platform

/// The engagement store's schema: the contract's tables, and what the daemon adds to them.
package enum Schema {
  /// `PRAGMA application_id` of an engagement store: 'ROLL'.
  static let applicationID = 0x524F_4C4C
  /// `PRAGMA user_version`.
  static let version = 1

  /// The contract's tables, as `shared/contract/store.sql` gives them.
  package static var contract: String { String(decoding: PackageResources.v1_store_sql, as: UTF8.self) }

  private static let additions = Migrator(
    table: "rollcall_migration",
    steps: [.init("journal") { try Journal.create(in: $0) }])

  /// Creates an engagement store at `path` where there is none, and adopts one that is there.
  package static func create(at path: String) throws {
    try adopt(try Connection(path: path, access: .create))
  }

  /// Looks, without writing, whether this is an engagement store that this program knows.
  /// - throws: `StoreError`, `DatabaseError`.
  package static func verify(_ connection: Connection) throws { _ = try isEmpty(connection) }

  /// Lays the contract's tables into an empty database; adds the daemon's part to one that has them.
  /// Nothing is written where nothing is missing.
  static func adopt(_ connection: Connection) throws {
    if try isEmpty(connection) { try connection.execute(contract) }
    guard try !additions.isCurrent(connection) else { return }
    try connection.execute("PRAGMA journal_mode = WAL")
    try additions.migrate(connection)
  }

  /// Whether nobody has laid anything into the database yet.
  /// - throws: `StoreError` where it is not an engagement store of this version.
  private static func isEmpty(_ connection: Connection) throws -> Bool {
    let path = connection.path
    let applicationID = try connection.first("PRAGMA application_id") { $0.int(0) } ?? 0
    let found = try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0
    let tables = Set(
      try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) })
    if tables.isEmpty && applicationID == 0 { return true }
    guard applicationID == Self.applicationID || applicationID == 0 && tables.contains("engagement") else {
      throw StoreError.notAStore(path: path, applicationID: applicationID)
    }
    guard found <= version else { throw StoreError.newerVersion(path: path, version: found) }
    if let missing = Journal.Table.allCases.first(where: { !tables.contains($0.rawValue) }) {
      throw StoreError.lacksTable(path: path, table: missing.rawValue)
    }
    return false
  }
}
