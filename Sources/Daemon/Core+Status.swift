import Configuration
import EventLog
import Foundation
import RollCall
import Store

/// How the daemon stands: for `/v1/status`, `/healthz` and `rollcallctl status`.
extension Core {
  package func status(at now: Date) -> [UInt8] {
    let counts = (try? log.deliveryCounts()) ?? (queued: 0, accepted: 0, dead: 0)
    let complaints = complaints(at: now)
    return JSONWriter.object { json in
      json.field("agency", settings.agency.name)
      json.field("now", now.rfc3339)
      json.field("healthy", complaints.isEmpty)
      json.field("complaints", complaints)
      json.object("events") { json in
        json.field("newest", log.newestID)
        json.field("pending", (try? log.pendingCount()) ?? 0)
      }
      json.object("store") { json in
        json.field("path", settings.store)
        json.field("cursor", (try? log.fact(.cursor)).flatMap { $0 }.flatMap(Int.init) ?? 0)
        json.field("newestChange", (try? store.newestJournalEntry()) ?? 0)
      }
      json.object("cases") { json in json.field("open", (try? log.openCaseCount()) ?? 0) }
      json.object("deliveries") { json in
        json.field("queued", counts.queued)
        json.field("accepted", counts.accepted)
        json.field("givenUp", counts.dead)
      }
      json.field("nextDigest", (try? nextDigestDue(after: now)).flatMap { $0 }?.rfc3339)
    }
  }

  /// What is due and not done; empty where all is well.
  package func complaints(at now: Date) -> [String] {
    var found = troubles.byPart.sorted { $0.key < $1.key }.map {
      "\($0.key) since \($0.value.since.rfc3339): \($0.value.reason)"
    }
    if let counts = try? log.deliveryCounts(), counts.dead > 0 {
      found.append("\(counts.dead.of("mail was", "mails were")) given up")
    }
    if let overdue = try? log.nextMail(), overdue < now.addingTimeInterval(-600) {
      found.append("mail is waiting since \(overdue.rfc3339)")
    }
    return found
  }
}
