import CSQLite

/// SQLite said no: its extended result code, its own words, and the statement, never the bound values,
/// so that a log line leaks no personal data.
package struct DatabaseError: Error, CustomStringConvertible, Sendable {
  /// The extended result code (https://sqlite.org/rescode.html).
  package let code: Int32
  package let message: String
  package let sql: String?
  /// Of the database file.
  package let path: String

  package init(code: Int32, message: String, sql: String?, path: String) {
    self.code = code
    self.message = message
    self.sql = sql
    self.path = path
  }

  /// Another connection holds a lock, or this one looked in the middle of a recovery: the same call may
  /// succeed later.
  package var mayPass: Bool { [SQLITE_BUSY, SQLITE_LOCKED].contains(code & 0xff) }

  /// A writer's row broke a CHECK, UNIQUE, NOT NULL or foreign key rule.
  package var isConstraint: Bool { code & 0xff == SQLITE_CONSTRAINT }

  package var description: String {
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: "\(path): another program has it locked; try again when that is done"
    case SQLITE_NOTADB: "\(path): is no SQLite database"
    case SQLITE_READONLY, SQLITE_PERM:
      "\(path): cannot be written; look at the owner and mode of the file and of its folder"
    case SQLITE_CANTOPEN:
      "\(path): cannot be opened; look at the owner and mode of the file and of its folder"
    case SQLITE_FULL: "\(path): the disk is full"
    case SQLITE_CORRUPT: "\(path): is damaged (\(message)); restore it from a backup"
    default: "\(path): \(message) (SQLite error \(code))\(statement)"
    }
  }

  private var statement: String {
    let words = (sql ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? "" : " in: \(words.prefix(80))"
  }
}
