import CSQLite

/// One connection to a database file, for one queue at a time: it is not Sendable, and opened with
/// `SQLITE_OPEN_NOMUTEX` because its owner already serialises.
package final class Connection {
  package enum Access: Sendable {
    case readOnly, readWrite, create
    /// Read-only, without any look at -wal and -shm, and without making them: only for a file that nobody writes.
    case immutable
  }

  package enum Transaction: String {
    case deferred = "BEGIN DEFERRED"
    case immediate = "BEGIN IMMEDIATE"
  }

  package let path: String
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  /// Opens `path`. `busyTimeout` is how long a statement waits for another connection's lock before it
  /// fails with an error that `mayPass`.
  /// - throws: `DatabaseError`.
  package init(path: String, access: Access, busyTimeout: Duration = .seconds(5)) throws {
    let flags =
      switch access {
      case .readOnly: SQLITE_OPEN_READONLY
      case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      case .readWrite: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var opened: OpaquePointer?
    let name = access == .immutable ? "file:\(Self.uriPath(path))?immutable=1" : path
    let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw DatabaseError(code: code, message: message, sql: nil, path: path)
    }
    handle = opened
    self.path = path
    let wait = busyTimeout.components
    sqlite3_busy_timeout(opened, Int32(wait.seconds * 1000 + wait.attoseconds / 1_000_000_000_000_000))
    _ = rollcall_forbid_double_quoted_strings(opened)
  }

  deinit {
    statements = [:]
    sqlite3_close_v2(handle)
  }

  // MARK: - Running SQL

  /// Runs a script of any number of statements, without bindings and without rows.
  package func execute(_ script: String) throws {
    let code = sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code, script) }
  }

  /// Runs one statement to its end and returns how many rows it changed.
  @discardableResult
  package func run(_ sql: String, _ values: (any Bindable)?...) throws -> Int {
    try withStatement(sql, values) { statement in
      while try statement.step() {}
    }
    return Int(sqlite3_changes(handle))
  }

  @discardableResult
  package func run(_ sql: String, _ values: [any Bindable]) throws -> Int {
    try withStatement(sql, values) { statement in
      while try statement.step() {}
    }
    return Int(sqlite3_changes(handle))
  }

  /// All rows of a query, each turned into a value by `read`.
  package func rows<Value>(
    _ sql: String, _ values: (any Bindable)?..., read: (Row) throws -> Value
  ) throws -> [Value] {
    try withStatement(sql, values) { statement in
      var found: [Value] = []
      while try statement.step() { found.append(try read(Row(statement))) }
      return found
    }
  }

  /// The first row of a query, or nil where there is none.
  package func first<Value>(
    _ sql: String, _ values: (any Bindable)?..., read: (Row) throws -> Value
  ) throws -> Value? {
    try withStatement(sql, values) { statement in
      try statement.step() ? try read(Row(statement)) : nil
    }
  }

  /// Hands each row of a query to `body` without keeping any; `body` says whether to go on.
  package func each(
    _ sql: String, _ values: (any Bindable)?..., body: (Row) throws -> Bool
  ) throws {
    try withStatement(sql, values) { statement in
      while try statement.step() { if try !body(Row(statement)) { return } }
    }
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
  package func transaction<Value>(_ kind: Transaction = .immediate, _ body: () throws -> Value) throws
    -> Value
  {
    try run(kind.rawValue)
    do {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      if sqlite3_get_autocommit(handle) == 0 { _ = try? run("ROLLBACK") }
      throw error
    }
  }

  /// How long statements wait for another connection's lock from now on.
  package func wait(atMost busyTimeout: Duration) throws {
    let wait = busyTimeout.components
    try execute("PRAGMA busy_timeout = \(wait.seconds * 1000 + wait.attoseconds / 1_000_000_000_000_000)")
  }

  /// Changes whenever another connection has committed (https://sqlite.org/pragma.html#pragma_data_version).
  package func dataVersion() throws -> Int {
    try first("PRAGMA data_version") { $0.int(0) } ?? 0
  }

  /// From now on, closing leaves the -wal and -shm files as they are: for a database whose file was replaced by
  /// another, to which files of these names now belong.
  package func leaveFilesAlone() { _ = rollcall_leave_wal_alone(handle) }

  /// The rowid of the latest insert.
  package var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  /// A prepared statement for hot paths: kept for the life of the connection, bound and reset by the caller.
  package func prepare(_ sql: String) throws -> Statement {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw failure(code, sql) }
    return Statement(prepared, sql: sql, connection: handle, path: path)
  }

  // MARK: -

  /// A path within a `file:` URI (https://sqlite.org/uri.html §3.1): `%`, `?` and `#` would mean something else there.
  private static func uriPath(_ path: String) -> String {
    path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
  }

  private func withStatement<Value>(
    _ sql: String, _ values: [(any Bindable)?], _ body: (Statement) throws -> Value
  ) throws -> Value {
    // Taken out while it runs, so that the same query nested in itself gets a statement of its own.
    let statement = try statements.removeValue(forKey: sql) ?? prepare(sql)
    defer {
      statement.reset()
      statements[sql] = statement
    }
    for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
    return try body(statement)
  }

  private func failure(_ code: Int32, _ sql: String) -> DatabaseError {
    DatabaseError(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql, path: path)
  }
}
