import CSQLite

/// A prepared statement of one connection.
package final class Statement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let sql: String
  private let path: String

  init(_ handle: OpaquePointer, sql: String, connection: OpaquePointer, path: String) {
    self.path = path
    self.handle = handle
    self.sql = sql
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  /// Moves to the next row; false when there is none.
  package func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  /// Ends the run, so that no lock and no old version of the database is held, and forgets the bindings.
  package func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Binds the parameter with this number, counted from 1.
  package func bind(_ value: (any Bindable)?, at index: Int) throws {
    let code = value?.bind(to: handle, at: Int32(index)) ?? sqlite3_bind_null(handle, Int32(index))
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Binds UTF-8 bytes as text, without making a String of them.
  package func bind(text bytes: UnsafeRawBufferPointer, at index: Int) throws {
    let code = rollcall_bind_text(
      handle, Int32(index), bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    guard code == SQLITE_OK else { throw failure(code) }
  }

  // MARK: - Columns of the current row, counted from 0

  package func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
  package func int(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(column))) }
  package func double(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

  /// Text or blob as it stands in SQLite's own memory: valid until the next step or reset.
  package func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_text(handle, Int32(column))
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
  }

  package func blob(_ column: Int) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, Int32(column))
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(code: code, message: String(cString: sqlite3_errmsg(connection)), sql: sql, path: path)
  }
}

/// The current row of a query: only for use inside the closure it is handed to. Columns count from 0.
package struct Row {
  private let statement: Statement

  init(_ statement: Statement) { self.statement = statement }

  package func isNull(_ column: Int) -> Bool { statement.isNull(column) }
  package func int(_ column: Int) -> Int { statement.int(column) }
  package func double(_ column: Int) -> Double { statement.double(column) }
  package func bool(_ column: Int) -> Bool { statement.int(column) != 0 }
  package func text(_ column: Int) -> String { String(decoding: statement.bytes(column), as: UTF8.self) }
  package func blob(_ column: Int) -> [UInt8] { Array(statement.blob(column)) }
  package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
  package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  package func bytes(_ column: Int) -> UnsafeRawBufferPointer { statement.bytes(column) }
}

/// What can be bound to a parameter of a statement.
package protocol Bindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int: Bindable {
  package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension Bool: Bindable {
  package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self ? 1 : 0)
  }
}

extension Double: Bindable {
  package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_double(statement, index, self)
  }
}

extension String: Bindable {
  package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var copy = self
    return copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        // A null pointer would bind NULL: the empty string needs an address.
        rollcall_bind_text(statement, index, $0.baseAddress ?? emptyText, Int32($0.count))
      }
    }
  }
}

extension [UInt8]: Bindable {
  package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    withUnsafeBytes { bytes in
      bytes.isEmpty
        ? sqlite3_bind_zeroblob(statement, index, 0)
        : rollcall_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count))
    }
  }
}

private nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
  let memory = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  memory.pointee = 0
  return UnsafePointer(memory)
}()
