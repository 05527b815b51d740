import Foundation
import RollCall

/// A whole answer. Date, Content-Length, Connection and X-Content-Type-Options are added on the wire.
package struct Response: Sendable, Equatable {
  package var status: Int
  package var headers: Headers
  package var body: [UInt8]

  package init(status: Int, headers: Headers = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// `body` under a media type, which names its charset where it is text; not to be stored by caches unless
  /// `headers` say so later.
  package init(status: Int = 200, type: String, body: [UInt8]) {
    self.init(status: status, headers: ["Content-Type": type, "Cache-Control": "no-store"], body: body)
  }

  /// JSON that was written before.
  package static func json(_ body: [UInt8], status: Int = 200) -> Response {
    Response(status: status, type: "application/json", body: body)
  }

  package static func text(_ body: String, status: Int = 200) -> Response {
    Response(status: status, type: "text/plain; charset=utf-8", body: Array(body.utf8))
  }

  /// 204, with the methods that a path knows (RFC 9110 §9.3.7).
  package static func options(_ methods: [String]) -> Response {
    Response(status: 204, headers: ["Allow": methods.joined(separator: ", ")])
  }
}

/// A problem detail (RFC 9457): what went wrong, for people and programs.
package struct Problem: Error, Sendable, Equatable {
  package let status: Int
  /// What is wrong with this request, and what to do.
  package let detail: String
  package var headers: Headers

  package init(status: Int, detail: String, headers: Headers = [:]) {
    self.status = status
    self.detail = detail
    self.headers = headers
  }

  package static func badRequest(_ detail: String) -> Problem { Problem(status: 400, detail: detail) }

  package static func notFound(_ detail: String = FeedText.noSuchPage) -> Problem {
    Problem(status: 404, detail: detail)
  }

  /// 405 with the Allow that RFC 9110 §15.5.6 asks for.
  package static func methodNotAllowed(_ methods: [String]) -> Problem {
    let list = methods.joined(separator: ", ")
    return Problem(status: 405, detail: FeedText.methods(list), headers: ["Allow": list])
  }

  package var response: Response {
    let body = JSONWriter.object { json in
      json.field("type", "about:blank")
      json.field("title", StatusPhrase.of(status))
      json.field("status", status)
      json.field("detail", detail)
    }
    var response = Response(status: status, type: "application/problem+json", body: body)
    for field in headers.fields { response.headers.add(field.name, field.value) }
    return response
  }
}
