import RollCall

/// A digest for machines: `<shift>.json`, and `/v1/digests/….json` (contract §6, §8).
package struct DigestJSON {
  private let digest: Digest

  package init(_ digest: Digest) { self.digest = digest }

  /// One JSON object on one line, ended by a line feed.
  package var bytes: [UInt8] {
    JSONWriter.object { json in
      json.field("agency", digest.agency)
      json.field("language", digest.language)
      json.object("shift") { json in
        json.field("id", digest.shift.id)
        json.field("name", digest.shift.name)
      }
      json.field("day", digest.day.description)
      json.field("madeAt", digest.madeAt.rfc3339)
      json.field("since", digest.since.rfc3339)
      json.field("audience", digest.audience.name)
      json.field("title", digest.title)
      json.field("occasion", digest.occasion)
      json.field("quiet", digest.isQuiet)
      json.field("quietLine", digest.quietLine)
      json.array("sections", digest.sections) { $0.section($1) }
      json.field("closing", digest.closing)
    } + [UInt8(ascii: "\n")]
  }
}

extension JSONWriter {
  fileprivate mutating func section(_ section: Digest.Section) {
    object { json in
      json.field("id", section.kind.rawValue)
      json.field("heading", section.heading)
      json.field("lead", section.lead)
      json.field("grouped", section.isGrouped)
      json.array("items", section.items) { $0.item($1) }
    }
  }

  private mutating func item(_ item: Digest.Item) {
    object { json in
      json.field("headline", item.headline)
      json.field("text", item.text)
      json.array("sources", item.sources) { json, source in
        json.object { json in
          json.field("kind", source.kind.rawValue)
          json.field("id", source.id)
          json.field("event", source.event.map(String.init))
        }
      }
      if !item.bars.isEmpty { json.array("progress", item.bars) { $0.bar($1) } }
    }
  }

  private mutating func bar(_ bar: Digest.Bar) {
    object { json in
      json.field("name", bar.name)
      json.field("counted", bar.counted)
      json.field("required", bar.required)
      json.field("period", bar.period)
      json.field("through", bar.through.description)
    }
  }
}
