extension Obligation {
  /// The contract's shape (§3, *Obligation*). A person whom the store no longer knows is named by the id.
  package func json(into writer: inout JSONWriter, _ organization: Organization) {
    writer.object { json in
      json.field("id", id)
      json.field("quota", quota)
      json.field("name", name)
      json.object("holder") { json in
        json.field("kind", holder.kind.rawValue)
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
      json.array("responsible", responsible) { json, person in
        json.object { json in
          json.field("id", person)
          json.field("name", organization.people[person]?.name ?? person)
        }
      }
      json.array("engagements", engagements) { json, tally in tally.json(into: &json) }
    }
  }
}

extension Obligation.Tally {
  /// `{ id, counts, reasons: [ { code, text } ] }`.
  package func json(into writer: inout JSONWriter) {
    writer.object { json in
      json.field("id", id)
      json.field("counts", counts)
      json.array("reasons", reasons) { json, reason in
        json.object { json in
          json.field("code", reason.code.rawValue)
          json.field("text", reason.text)
        }
      }
    }
  }
}
