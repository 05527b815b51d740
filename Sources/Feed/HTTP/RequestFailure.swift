/// Why a request was not understood. What follows it on the connection cannot be trusted: it is answered and closed.
struct RequestFailure: Error, Equatable {
  let status: Int
  let detail: String

  static func bad(_ detail: String) -> RequestFailure { RequestFailure(status: 400, detail: detail) }
}
