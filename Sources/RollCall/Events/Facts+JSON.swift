/// Facts as members of an event's `data`.
extension PersonFacts {
  package func json(into json: inout JSONWriter) {
    json.object { json in
      json.field("id", id)
      json.field("name", name)
      json.field("title", title)
      json.field("rank", rank)
      json.field("leader", leader)
    }
  }
}

extension NamedFacts {
  package func json(into json: inout JSONWriter) {
    json.object { json in
      json.field("id", id)
      json.field("name", name)
    }
  }
}

extension EngagementFacts {
  /// The members `id`, `activity` … of the object being written.
  package func json(into json: inout JSONWriter) {
    json.field("id", id)
    json.field("activity", activity)
    json.field("activityName", activityName)
    json.field("status", status)
    if let neighborhood {
      json.key("neighborhood")
      neighborhood.json(into: &json)
    }
    json.field("place", place)
    json.field("startsAt", startsAt)
    json.field("endsAt", endsAt)
    json.field("minutes", minutes)
    json.field("communityCount", communityCount)
    if let coordinator {
      json.key("coordinator")
      coordinator.json(into: &json)
    }
    json.array("participants", participants) { $1.json(into: &$0) }
    json.field("unnamed", unnamed)
    json.field("guests", guests)
    json.field("organizations", organizations)
    if let incident {
      json.key("incident")
      incident.json(into: &json)
    }
    json.field("pictures", pictures)
  }
}

extension NoteFacts {
  /// The members `id`, `author` … of the object being written.
  package func json(into json: inout JSONWriter) {
    json.field("id", id)
    if let author {
      json.key("author")
      author.json(into: &json)
    }
    if let neighborhood {
      json.key("neighborhood")
      neighborhood.json(into: &json)
    }
    json.field("engagement", engagement)
    json.field("writtenAt", writtenAt)
    json.field("body", body)
  }
}
