/// Waits until `look` finds something, and fails when `limit` has passed: for what another process or queue does.
/// - throws: `Unmet`, with `what` and what `state` then says; whatever `look` throws.
@discardableResult
package func eventually<Value>(
  _ what: String, within limit: Duration = .seconds(60), isolation: isolated (any Actor)? = #isolation,
  state: @autoclosure () -> String = "", _ look: () async throws -> Value?
) async throws -> Value {
  let end = ContinuousClock.now + limit
  while true {
    if let found = try await look() { return found }
    guard ContinuousClock.now < end else {
      throw Unmet("waited \(limit) in vain for \(what)\(state().isEmpty ? "" : ":\n\(state())")")
    }
    try await Task.sleep(for: .milliseconds(4))
  }
}

/// Waits until `look` says so.
package func eventually(
  _ what: String, within limit: Duration = .seconds(60), isolation: isolated (any Actor)? = #isolation,
  state: @autoclosure () -> String = "", _ look: () async throws -> Bool
) async throws {
  try await eventually(what, within: limit, state: state()) { try await look() ? true : nil }
}
