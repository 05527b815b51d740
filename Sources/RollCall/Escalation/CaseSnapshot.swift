import Foundation

/// An obligation as it was last judged, with what a reader needs to check it: names, figures, records and reasons.
package struct CaseSnapshot: Hashable, Sendable, Codable {
  /// One record that was looked at, counted or not.
  package struct Record: Hashable, Sendable, Codable {
    package struct Reason: Hashable, Sendable, Codable {
      package let code: String
      package let text: String
    }
    package let id: String
    /// Nil where the engagement itself was not at hand.
    package let startsAt: Date?
    package let minutes: Int?
    package let reasons: [Reason]
    package var counts: Bool { reasons.isEmpty }
  }

  package let id: String
  package let quota: String
  /// The quota's name.
  package let name: String
  package let holderKind: String
  package let holder: NamedFacts
  /// Where it is owed; nil for persons, units and the agency, and for an incident in no neighborhood.
  package let neighborhood: String?
  package let from: Date
  package let until: Date
  package let required: Int
  package let counted: Int
  package let responsible: [PersonFacts]
  /// In order of their start.
  package let records: [Record]

  package init(
    _ obligation: Obligation, neighborhood: String?, responsible: [PersonFacts],
    engagements: [String: Engagement]
  ) {
    id = obligation.id
    quota = obligation.quota
    name = obligation.name
    holderKind = obligation.holder.kind.rawValue
    holder = NamedFacts(id: obligation.holder.id, name: obligation.holder.name)
    self.neighborhood = neighborhood
    from = obligation.from
    until = obligation.until
    required = obligation.required
    counted = obligation.counted
    self.responsible = responsible
    records = obligation.engagements.map { tally in
      Record(
        id: tally.id, startsAt: engagements[tally.id]?.startsAt, minutes: engagements[tally.id]?.minutes,
        reasons: tally.reasons.map { Record.Reason(code: $0.code.rawValue, text: $0.text) })
    }.sorted { ($0.startsAt ?? .distantFuture, $0.id) < ($1.startsAt ?? .distantFuture, $1.id) }
  }

  package var isIncident: Bool { holderKind == Obligation.HolderKind.incident.rawValue }
  package var isPerson: Bool { holderKind == Obligation.HolderKind.person.rawValue }

  /// The members of an obligation in JSON (contract §3), into an object that is open; without people for those who
  /// are not in command.
  package func write(to json: inout JSONWriter, status: Obligation.Status, people: Bool = true) {
    json.field("id", id)
    json.field("quota", quota)
    json.field("name", name)
    json.object("holder") { json in
      json.field("kind", holderKind)
      json.field("id", holder.id)
      json.field("name", holder.name)
    }
    json.object("period") { json in
      json.field("from", from.rfc3339)
      json.field("until", until.rfc3339)
    }
    json.field("required", required)
    json.field("counted", counted)
    json.field("status", status.rawValue)
    if people { json.array("responsible", responsible) { $0.named($1) } }
    json.array("engagements", records.sorted { $0.id < $1.id }) { json, record in
      json.object { json in
        json.field("id", record.id)
        json.field("counts", record.counts)
        json.array("reasons", record.reasons) { json, reason in
          json.object { json in
            json.field("code", reason.code)
            json.field("text", reason.text)
          }
        }
      }
    }
  }
}

extension JSONWriter {
  /// `{ "id", "name" }`
  mutating func named(_ person: PersonFacts) {
    object { json in
      json.field("id", person.id)
      json.field("name", person.name)
    }
  }
}
