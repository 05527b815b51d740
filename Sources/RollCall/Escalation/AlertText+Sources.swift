import Foundation

/// What is said of sources that deliver nothing, and of those that are back (contract §5).
extension AlertText {
  func silent(_ source: SourceFacts, _ memory: SourceMemory) -> Event {
    let gap = gap(source, memory)
    return Event(
      .sourceSilent, subject: source.id,
      headline: line("Source \(source.id.oneLine)", gap, Event.headlineLimit),
      text: "The source \(source.id.oneLine): \(gap). \(consequence(memory))"
    ) { json in
      source.write(to: &json)
      json.field("since", memory.since?.rfc3339)
      json.field("awaitedUntil", memory.awaited?.rfc3339)
    }
  }

  func recovered(_ source: SourceFacts, since: Date?, judgedFrom: Date) -> Event {
    let gap = since.map { ", after nothing since \(moment($0))" } ?? ""
    return Event(
      .sourceRecovered, subject: source.id, headline: "Source \(source.id.oneLine) is back",
      text:
        "The source \(source.id.oneLine) is back\(gap). What ended meanwhile is judged from \(moment(judgedFrom)) on, so that what was held up can still arrive."
    ) { json in
      source.write(to: &json)
      json.field("since", since?.rfc3339)
      json.field("judgedFrom", judgedFrom.rfc3339)
    }
  }

  private func gap(_ source: SourceFacts, _ memory: SourceMemory) -> String {
    if let since = memory.since { return "nothing delivered since \(moment(since))" }
    if memory.awaited != nil, let covers = source.coversUntil {
      return "complete only up to \(moment(covers))"
    }
    return "nothing delivered yet"
  }

  private func consequence(_ memory: SourceMemory) -> String {
    if memory.since == nil, let awaited = memory.awaited {
      return
        "Until it is complete up to \(moment(awaited)), no alert says that something was \(words.missed) by then: the records may merely not have arrived."
    }
    return
      "Until it is back, no alert says that something is at risk or was \(words.missed): the records may merely not have arrived."
  }
}

extension SourceFacts {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("source", id)
    json.field("silentAfter", silentAfter.description)
    json.field("deliveredAt", deliveredAt?.rfc3339)
    json.field("coversUntil", coversUntil?.rfc3339)
  }
}
