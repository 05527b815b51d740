import Feed
import Foundation
import Platform
import RollCall

/// What the socket answers beside the events (contract §6).
struct Pages {
  let core: Core
  let clock: any Clock

  func answer(_ request: Request, _ peer: Peer) async -> Response {
    do {
      let path = request.path
      if path == "/v1/status" { return try await get(request) { .json(await core.status(at: clock.now)) } }
      if path == "/healthz" { return try await get(request) { await health() } }
      if path == "/v1/cases" || path.hasPrefix("/v1/cases/") {
        return try await CasePages(core: core, now: clock.now).answer(request, peer)
      }
      throw Problem.notFound()
    } catch let problem as Problem {
      return problem.response
    } catch {
      return Problem(status: 503, detail: "\(error)").response
    }
  }

  private func get(_ request: Request, _ body: () async -> Response) async throws(Problem) -> Response {
    switch request.method {
    case "GET": return await body()
    case "OPTIONS": return .options(["GET", "HEAD", "OPTIONS"])
    default: throw .methodNotAllowed(["GET", "HEAD", "OPTIONS"])
    }
  }

  private func health() async -> Response {
    let complaints = await core.complaints(at: clock.now)
    return complaints.isEmpty
      ? .text("ok\n") : Problem(status: 503, detail: complaints.joined(separator: "; ")).response
  }
}

/// Cases, and what people say to them: `GET /v1/cases`, `GET /v1/cases/<id>`, `POST /v1/cases/<id>/answer` and the like.
/// The slashes of an id are literal in the path.
private struct CasePages {
  let core: Core
  let now: Date

  func answer(_ request: Request, _ peer: Peer) async throws -> Response {
    let rest = String(request.path.dropFirst("/v1/cases".count + 1))
    for saying in [Core.Saying.answer, .acknowledgement, .waiver] where rest.hasSuffix("/" + saying.rawValue)
    {
      guard request.method == "POST" else {
        guard request.method == "OPTIONS" else { throw Problem.methodNotAllowed(["POST", "OPTIONS"]) }
        return .options(["POST", "OPTIONS"])
      }
      return try await take(saying, to: String(rest.dropLast(saying.rawValue.count + 1)), request, peer)
    }
    switch request.method {
    case "GET": return rest.isEmpty ? try await list(peer) : try await one(rest, peer)
    case "OPTIONS": return .options(["GET", "HEAD", "OPTIONS"])
    default: throw Problem.methodNotAllowed(["GET", "HEAD", "OPTIONS"])
    }
  }

  private func list(_ peer: Peer) async throws -> Response {
    var json = JSONWriter()
    let visible = try await visible(to: peer)
    json.array(visible) { json, found in json.object { found.write(to: &$0) } }
    return .json(json.bytes)
  }

  private func one(_ id: String, _ peer: Peer) async throws -> Response {
    guard let found = try await visible(to: peer).first(where: { $0.id == id }) else {
      throw Problem.notFound("There is no case \(id), or none that concerns you.")
    }
    return .json(JSONWriter.object { found.write(to: &$0) })
  }

  /// `command` sees all; anybody else what concerns them (contract §6).
  private func visible(to peer: Peer) async throws -> [EscalationCase] {
    let all = try await core.allCases()
    if peer.audience == .command { return all }
    guard let person = try await person(of: peer) else { return [] }
    var found: [EscalationCase] = []
    for one in all where try await core.concerns(one, person.id, at: now) { found.append(one) }
    return found
  }

  private func take(_ saying: Core.Saying, to id: String, _ request: Request, _ peer: Peer) async throws
    -> Response
  {
    try refuseOtherOrigins(request)
    guard let person = try await person(of: peer) else {
      throw Problem(
        status: 403, detail: "Nobody in the engagement store has your login, so nobody knows who speaks.")
    }
    let said = try Said(request)
    let reason = try said.reason.map { word in
      guard let reason = EscalationCase.AnswerReason(rawValue: word) else {
        let known = EscalationCase.AnswerReason.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem.badRequest("reason: found '\(word)', expected one of \(known)")
      }
      return reason
    }
    do {
      let found = try await core.say(saying, to: id, reason: reason, text: said.text, by: person.id, at: now)
      return .json(JSONWriter.object { found?.write(to: &$0) })
    } catch let refusal as EscalationRefusal {
      throw refusal.problem
    }
  }

  private func person(of peer: Peer) async throws -> Person? {
    let login = peer.login ?? getpwuid(peer.credentials.user).map { String(cString: $0.pointee.pw_name) }
    guard let login else { return nil }
    return try await core.person(withLogin: login, at: now)
  }

  /// A page of another site must not speak for somebody who is logged in.
  private func refuseOtherOrigins(_ request: Request) throws(Problem) {
    guard let origin = request.headers.all("Origin").first else { return }
    let host = request.headers.all("Host").first ?? ""
    guard origin.split(separator: "/").last.map(String.init) == host else {
      throw Problem(status: 403, detail: "This was sent from a page of another site.")
    }
  }
}

/// What a request says: a JSON object, or a form.
private struct Said {
  var reason: String?
  var text = ""

  init(_ request: Request) throws(Problem) {
    struct Body: Decodable {
      let reason: String?
      let text: String?
    }
    let type = request.headers.all("Content-Type").first?.lowercased() ?? ""
    if type.hasPrefix("application/x-www-form-urlencoded") {
      var form = URLComponents()
      form.percentEncodedQuery = String(decoding: request.body, as: UTF8.self).replacing("+", with: "%20")
      for item in form.queryItems ?? [] {
        if item.name == "reason" { reason = item.value }
        if item.name == "text" { text = item.value ?? "" }
      }
    } else {
      guard let body = try? JSONDecoder().decode(Body.self, from: Data(request.body)) else {
        throw .badRequest(
          #"The body is to be a JSON object such as { "reason": "staffing", "text": "…" }, or a form."#)
      }
      (reason, text) = (body.reason, body.text ?? "")
    }
  }
}

extension EscalationRefusal {
  /// As a problem detail: 404, 403, 409 or 400.
  fileprivate var problem: Problem {
    switch self {
    case .notFound(let text): Problem(status: 404, detail: text)
    case .notAllowed(let text): Problem(status: 403, detail: text)
    case .conflict(let text): Problem(status: 409, detail: text)
    case .incomplete(let text): Problem(status: 400, detail: text)
    }
  }
}
