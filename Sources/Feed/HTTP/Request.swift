/// One HTTP request, whole: head and body.
package struct Request: Sendable, Equatable {
  /// As sent, but "GET" where "HEAD" came: the server leaves the body of the answer out itself.
  package let method: String
  /// Percent-decoded, beginning with "/"; has no "." or ".." segment. "*" for `OPTIONS *`.
  package let path: String
  /// The parameters after "?", decoded, in their order.
  package let query: [Parameter]
  package let headers: Headers
  package internal(set) var body: [UInt8] = []
  /// The answer is to carry no body.
  let isHead: Bool
  /// HTTP/1.1; false for HTTP/1.0.
  let isModern: Bool
  /// As it stood in the request line, for links to a next page.
  let rawPath: String

  package struct Parameter: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// The first value of a parameter.
  package func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// All values of a parameter that may be repeated.
  package func parameters(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

  /// Whether the connection outlives the answer (RFC 9112 §9.3).
  var keepsAlive: Bool {
    let options = headers.list("Connection")
    return isModern
      ? !options.contains("close") : options.contains("keep-alive") && !options.contains("close")
  }
}
