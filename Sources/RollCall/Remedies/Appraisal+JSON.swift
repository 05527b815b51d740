extension Appraisal {
  /// `{ id, activity, startsAt, minutes?, neighborhood?, coordinator?, status, standing, quota?, obligation?, counts,
  /// reasons, checks, remedies }`.
  package func json(into writer: inout JSONWriter) {
    writer.object { json in
      json.field("id", engagement.id)
      json.field("activity", engagement.activity)
      json.field("startsAt", engagement.startsAt.rfc3339)
      json.field("minutes", engagement.minutes)
      json.field("neighborhood", engagement.neighborhoodID)
      json.field("coordinator", engagement.coordinatorID)
      json.field("status", engagement.status.rawValue)
      json.field("standing", standing.rawValue)
      json.field("quota", verdict.quota)
      json.field("obligation", verdict.obligation)
      json.field("counts", verdict.counts)
      json.array("reasons", verdict.reasons) { json, reason in
        json.object { json in
          json.field("code", reason.code.rawValue)
          json.field("text", reason.text)
        }
      }
      json.array("checks", checks) { json, check in check.json(into: &json) }
      json.field("remedies", remedies)
    }
  }
}

extension QuotaCheck {
  fileprivate func json(into writer: inout JSONWriter) {
    writer.object { json in
      json.field("quota", quota.id)
      json.field("name", quota.name)
      json.array("rules", rules) { json, rule in
        json.object { json in
          json.field("code", rule.code.rawValue)
          json.field("met", rule.isMet)
          json.field("text", rule.text)
        }
      }
    }
  }
}
