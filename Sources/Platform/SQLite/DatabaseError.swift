import CSQLite

/// SQLite said no: its extended result code, its own words, and the statement, never the bound values,
/// so that a log line leaks no personal data.
package struct DatabaseError: Error, CustomStringConvertible, Sendable {
  /// The extended result code (https://sqlite.org/rescode.html).
  package let code: Int32
  package let message: String
  package let sql: String?

  package init(code: Int32, message: String, sql: String?) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// Another connection holds a lock, or this one looked in the middle of a recovery: the same call may
  /// succeed later.
  package var mayPass: Bool { [SQLITE_BUSY, SQLITE_LOCKED].contains(code & 0xff) }

  /// The file is not a database, is damaged, or cannot be opened at all.
  package var isFileTrouble: Bool {
    [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_IOERR].contains(code & 0xff)
  }

  /// A writer's row broke a CHECK, UNIQUE, NOT NULL or foreign key rule.
  package var isConstraint: Bool { code & 0xff == SQLITE_CONSTRAINT }

  package var description: String {
    let statement = sql.map { " in: \($0.prefix(200))" } ?? ""
    return "SQLite error \(code): \(message)\(statement)"
  }
}
