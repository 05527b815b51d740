/// A row of the store that makes no sense: reported once as a `store.problem`, while everything else goes on.
package struct RowProblem: Hashable, Sendable {
  package let table: String
  package let key: String
  /// What was found and what would make sense, without personal data.
  package let reason: String

  package init(table: String, key: String, reason: String) {
    self.table = table
    self.key = key
    self.reason = reason
  }
}

/// What a reader found, together with the rows it could not use.
package struct Reading<Value> {
  package var value: Value
  package var problems: [RowProblem]
}

extension Reading: Sendable where Value: Sendable {}
