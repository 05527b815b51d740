import Foundation
import RollCall

/// Writes the head of an answer (RFC 9112 §4, §5).
struct ResponseHead {
  /// How the client is to find the end of the body.
  enum Framing: Equatable {
    case length(Int)
    case chunked
    /// The end of the connection, for HTTP/1.0.
    case untilClose
    /// 204 and 304 have no body and say nothing of one.
    case none
  }

  let status: Int
  let headers: Headers
  let framing: Framing
  let keepsAlive: Bool
  /// Whether the client must be told that the connection stays (HTTP/1.0) or goes.
  let isModern: Bool
  let date: Date

  func append(to output: inout [UInt8]) {
    func line(_ name: String, _ value: String) {
      output.append(contentsOf: name.utf8)
      output.append(contentsOf: ": ".utf8)
      output.append(contentsOf: value.utf8)
      output.append(contentsOf: "\r\n".utf8)
    }
    output.append(contentsOf: "HTTP/1.1 \(status) \(StatusPhrase.of(status))\r\n".utf8)
    line("Date", date.httpDate)
    for field in headers.fields { line(field.name, field.value) }
    line("X-Content-Type-Options", "nosniff")
    switch framing {
    case .length(let count): line("Content-Length", String(count))
    case .chunked: line("Transfer-Encoding", "chunked")
    case .untilClose, .none: break
    }
    if !keepsAlive { line("Connection", "close") } else if !isModern { line("Connection", "keep-alive") }
    output.append(contentsOf: "\r\n".utf8)
  }
}

extension Date {
  /// IMF-fixdate, RFC 9110 §5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
  var httpDate: String {
    let text = rfc3339
    guard let day = LocalDay(String(text.prefix(10))) else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday.index]
    let month = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][day.month - 1]
    let digits = day.day < 10 ? "0\(day.day)" : "\(day.day)"
    return "\(weekday), \(digits) \(month) \(text.prefix(4)) \(text.dropFirst(11).prefix(8)) GMT"
  }
}

/// Reason phrases, RFC 9110 §15.
enum StatusPhrase {
  static func of(_ status: Int) -> String {
    switch status {
    case 100: "Continue"
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 301: "Moved Permanently"
    case 303: "See Other"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    default: "Status \(status)"
    }
  }
}
