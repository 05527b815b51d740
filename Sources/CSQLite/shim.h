#pragma once
#include <sqlite3.h>

// Swift cannot call variadic functions nor use SQLITE_TRANSIENT, a function pointer made from -1.

static inline int rollcall_bind_text(sqlite3_stmt *statement, int index, const char *bytes, int count) {
  return sqlite3_bind_text(statement, index, bytes, count, SQLITE_TRANSIENT);
}

static inline int rollcall_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// Double-quoted strings are identifiers, as SQL says; SQLite's lenient reading hides misspelt columns.
static inline int rollcall_forbid_double_quoted_strings(sqlite3 *connection) {
  int status = sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  return status == SQLITE_OK ? sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0) : status;
}

// Closing the last connection checkpoints and then deletes the -wal by name, which may by then belong to another
// database put at the same path.
static inline int rollcall_leave_wal_alone(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
