import Foundation

/// Something to be published: becomes a CloudEvent with its number and time when the log accepts it.
package struct Event: Sendable {
  package let type: EventType
  /// The id of what it is about.
  package let subject: String
  package let audience: Audience
  /// A JSON object that stands on its own and begins with `headline` and `text`.
  package let data: [UInt8]

  package init(_ type: EventType, subject: String, audience: Audience? = nil, data: [UInt8]) {
    self.type = type
    self.subject = subject
    self.audience = audience ?? type.audience
    self.data = data
  }

  /// `headline` of at most 70 characters, `text` of one or two plain sentences, then the facts.
  package init(
    _ type: EventType, subject: String, audience: Audience? = nil, headline: String, text: String,
    facts: (inout JSONWriter) -> Void
  ) {
    self.init(
      type, subject: subject, audience: audience,
      data: JSONWriter.object { json in
        json.field("headline", headline.plain.limited(to: Self.headlineLimit))
        json.field("text", text)
        facts(&json)
      })
  }

  /// Characters of a headline, contract §5.
  package static let headlineLimit = 70

  /// CloudEvents 1.0 in JSON format (https://github.com/cloudevents/spec, v1.0.2), on one line.
  package static func cloudEvent(
    id: Int, type: EventType, source: String, subject: String, time: Date, audience: Audience, data: [UInt8]
  ) -> [UInt8] {
    var json = JSONWriter(reserving: data.count + 300)
    json.object { json in
      json.field("specversion", "1.0")
      json.field("id", String(id))
      json.field("source", source)
      json.field("type", type.qualified)
      json.field("subject", subject)
      json.field("time", time.rfc3339)
      json.field("datacontenttype", "application/json")
      json.field("audience", audience.name)
      json.field("data", json: data)
    }
    return json.bytes
  }

  /// What becomes of an event's `data` when its subject is withdrawn (contract §5).
  package static let withdrawnData = Array(#"{"withdrawn":true}"#.utf8)
}

extension String {
  /// At most so many characters, cut at a word with an ellipsis.
  package func limited(to limit: Int) -> String {
    guard count > limit else { return self }
    let cut = prefix(limit - 1)
    let atWord = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
    return (atWord.count > limit / 2 ? atWord : cut).trimmingSuffix(while: { $0 == " " || $0 == "," }) + "…"
  }

}

extension Substring {
  fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> String {
    var rest = self
    while let last = rest.last, matches(last) { rest.removeLast() }
    return String(rest)
  }
}
