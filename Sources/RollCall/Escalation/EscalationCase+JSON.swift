import Foundation

/// A case as `/v1/cases/<id>` and `rollcallctl cases --json` show it.
extension EscalationCase {
  /// The members, into an object that is open.
  package func write(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("state", stateName)
    json.field("openedAt", openedAt.rfc3339)
    json.object("obligation") { snapshot.write(to: &$0, status: status) }
    if let systemic { systemic.write(to: &json) }
    json.array("steps", steps) { json, step in json.object { step.write(to: &$0) } }
    json.array("statements", statements) { json, statement in json.object { statement.write(to: &$0) } }
    json.array("timeline", timeline) { json, entry in
      json.object { json in
        json.field("at", entry.at.rfc3339)
        json.field("text", entry.text)
      }
    }
  }

  /// The obligation's status as the case knows it.
  private var status: Obligation.Status {
    if case .cleared(let clearing, _) = state { return clearing.status }
    return isWaived ? .waived : .missed
  }
}

extension EscalationCase.Step {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("step", number)
    json.field("dueAt", dueAt.rfc3339)
    json.field("firedAt", firedAt.rfc3339)
    json.array("told", told) { json, telling in
      json.object { json in
        json.field("id", telling.person.id)
        json.field("name", telling.person.name)
        json.field("because", telling.because.code)
      }
    }
    json.array("skipped", skipped) { json, skip in json.object { skip.write(to: &$0) } }
  }
}

extension SystemicGap {
  /// The member `systemic`, into an object that is open.
  func write(to json: inout JSONWriter) {
    json.object("systemic") { json in
      json.key("captain")
      json.named(captain)
      json.field("missed", missed)
      json.field("of", total)
    }
  }
}

extension EscalationCase.Skip {
  func write(to json: inout JSONWriter) {
    if !id.isEmpty { json.field("id", id) }
    json.field("name", name)
    json.field("reason", why.rawValue)
  }
}

extension EscalationCase.Because {
  /// `responsible`, `systemic`, `supervises`, or the code of what hindered those who would have been told first.
  fileprivate var code: String {
    switch self {
    case .responsible: "responsible"
    case .systemic: "systemic"
    case .supervises: "supervises"
    case .inPlaceOf(_, let why): why.rawValue
    }
  }
}

extension EscalationCase.Statement {
  fileprivate func write(to json: inout JSONWriter) {
    switch saying {
    case .answer(let reason):
      json.field("kind", "answer")
      json.field("reason", reason.rawValue)
    case .acknowledgement: json.field("kind", "acknowledgement")
    case .waiver: json.field("kind", "waiver")
    }
    json.key("by")
    json.named(by)
    json.field("at", at.rfc3339)
    json.field("text", text)
  }
}

extension EscalationCase.Clearing {
  /// What became of the obligation.
  var status: Obligation.Status {
    switch self {
    case .met: .met
    case .excused, .gone: .excused
    case .notDue: .open
    }
  }
}
