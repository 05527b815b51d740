/// What people read instead of the trade's hard words; the agency's lawyer may choose (contract §2, `words`).
package struct AlertWords: Hashable, Sendable, Codable {
  /// For "quota".
  package let quota: String
  /// For "missed".
  package let missed: String

  package init(quota: String = "walk plan", missed: String = "not logged") {
    self.quota = quota
    self.missed = missed
  }
}
