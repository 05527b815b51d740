import Foundation
import RollCall

/// Tells a reader that there are events it can no longer get, or that it comes from another log (contract §6).
struct Gap: Equatable {
  /// The number that the reader says it has.
  let after: Int
  let oldest: Int
  let newest: Int

  /// Nil where a reader that has everything up to `after` misses nothing.
  init?(after: Int, oldest: Int, newest: Int) {
    guard after + 1 < oldest || after > newest else { return nil }
    (self.after, self.oldest, self.newest) = (after, oldest, newest)
  }

  /// Where the reader goes on.
  var resumesAfter: Int { after > newest ? newest : oldest - 1 }

  /// A CloudEvent in shape; its id is no number, for it is in no log.
  func json(source: String, now: Date) -> [UInt8] {
    JSONWriter.object { json in
      json.field("specversion", "1.0")
      json.field("id", "gap-after-\(after)")
      json.field("source", source)
      json.field("type", "rollcall." + EventLabel.gapType)
      json.field("subject", "feed")
      json.field("time", now.rfc3339)
      json.field("datacontenttype", "application/json")
      json.field("audience", Audience.public.name)
      json.object("data") { json in
        json.field("headline", FeedText.gapHeadline)
        json.field("text", FeedText.gap(after: after, oldest: oldest, newest: newest))
        json.field("oldest", oldest)
        json.field("newest", newest)
      }
    }
  }
}
