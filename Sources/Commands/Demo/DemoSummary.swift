import Foundation
import RollCall

/// The demo's result for machines.
struct DemoSummary {
  let story: DemoStory
  let folder: DemoFolder
  let isLive: Bool

  var json: [UInt8] {
    JSONWriter.object { json in
      json.field("agency", DemoAgency.name)
      json.field("from", story.from.rfc3339)
      json.field("until", story.until.rfc3339)
      json.field("milliseconds", Int(story.took * 1000))
      json.field("people", DemoAgency.people.count)
      json.field("newestEvent", story.events.last?.id ?? 0)
      json.object("events") { json in
        for (type, events) in Dictionary(grouping: story.events, by: \.type).sorted(by: { $0.key < $1.key }) {
          json.key(type)
          json.value(events.count)
        }
      }
      json.field("mails", story.mails.count)
      json.field("newestDigest", story.digest?.subject)
      json.object("case") { json in
        json.field("id", story.caseID)
        json.array("steps", story.steps) { json, step in json.object { write(step, to: &$0) } }
      }
      json.field("kept", folder.isKept)
      if folder.isKept || isLive { json.object("paths") { paths(&$0) } }
    }
  }

  private func write(_ step: DemoStory.Step, to json: inout JSONWriter) {
    json.field("type", step.type)
    json.field("at", step.at.rfc3339)
    json.array("mails", step.mails) { json, mail in
      json.object { json in
        json.field("to", mail.address)
        json.field("name", mail.name)
        json.field("subject", mail.subject)
      }
    }
  }

  private func paths(_ json: inout JSONWriter) {
    json.field("folder", folder.path)
    json.field("configuration", folder.configuration)
    json.field("store", folder.store)
    json.field("mail", folder.mail)
    json.field("digests", folder.digests)
    json.field("socket", folder.socket)
  }
}
