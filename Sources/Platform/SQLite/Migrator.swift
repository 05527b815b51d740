/// Brings a database from whatever version it has to the newest: named steps, each in a transaction of its
/// own together with the row that says it ran. A step is never edited once released; a new one is added.
package struct Migrator: Sendable {
  package struct Step: Sendable {
    package let name: String
    package let apply: @Sendable (Connection) throws -> Void

    package init(_ name: String, apply: @escaping @Sendable (Connection) throws -> Void) {
      self.name = name
      self.apply = apply
    }
  }

  private let table: String
  private let steps: [Step]

  /// `table` is where the names of finished steps are kept; it is created where absent.
  package init(table: String, steps: [Step]) {
    self.table = table
    self.steps = steps
  }

  /// Runs what has not run yet and returns its names, in order.
  /// - throws: `DatabaseError`, with nothing of the failing step kept.
  @discardableResult
  package func migrate(_ connection: Connection) throws -> [String] {
    var applied: [String] = []
    for step in steps where try !isDone(step, in: connection) {
      let ran = try connection.transaction(.immediate) {
        // Looked at again under the lock: another process may have been faster.
        guard try !isDone(step, in: connection) else { return false }
        try step.apply(connection)
        try connection.execute("CREATE TABLE IF NOT EXISTS \(table) (name TEXT PRIMARY KEY) STRICT")
        try connection.run("INSERT INTO \(table) (name) VALUES (?)", step.name)
        return true
      }
      if ran { applied.append(step.name) }
    }
    return applied
  }

  /// Whether every step has run, read without writing.
  package func isCurrent(_ connection: Connection) throws -> Bool {
    try steps.allSatisfy { try isDone($0, in: connection) }
  }

  private func isDone(_ step: Step, in connection: Connection) throws -> Bool {
    let exists = try connection.first(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", table
    ) { _ in true }
    guard exists != nil else { return false }
    return try connection.first("SELECT 1 FROM \(table) WHERE name = ?", step.name) { _ in true } != nil
  }
}
