import Foundation
import RollCall

/// Reads `rollcall.json5`: every key there is, its default, and what it may be (contract §2).
struct SettingsReader {
  let root: Node
  /// The absolute folder of the file.
  let folder: String

  /// Settings without quotas. Where something is wrong the inspection knows it, and a default stands in its place.
  func settings() -> Settings {
    let root = root.object("an object: { agency: …, ranks: …, store: …, state: … }")
    let agency = agency(root["agency"].required)
    let ladder = ladder(root["ranks"], leadersFrom: root["leadersFrom"])
    let shifts = shifts(root["shifts"])
    let store = file(root["store"].required, "engagement.db")
    let state = file(root["state"].required, "state.db")
    if root["state"].isThere, state == store {
      root["state"].report(expected: "another file than store")
    }
    return Settings(
      agency: agency, ladder: ladder, workWeek: workWeek(root["workWeek"]),
      holidays: holidays(root["holidays"]), shifts: shifts, store: store, state: state,
      sources: sources(root["sources"]), feed: feed(root["feed"], state: state),
      publicStories: publicStories(root["public"]), words: words(root["words"]),
      mail: mail(root["mail"], state: state),
      digests: digests(root["digests"], state: state, shifts: shifts.map(\.id)),
      communications: addresses(root["communications"]), escalation: escalation(root["escalation"]),
      retention: retention(root["retention"]),
      publishAfter: root["publishAfter"].duration(.zero ... .hours(1)) ?? .seconds(10),
      pictures: pictures(root["pictures"], store: store), activities: activities(root["activities"]),
      quotas: [])
  }

  // MARK: - The agency

  private func agency(_ node: Node) -> Settings.Agency {
    let agency = node.object("an object: { id, name, timeZone, language }")
    let id = agency["id"].required.text(Wording.identifier, where: Rule.isIdentifier) ?? ""
    return Settings.Agency(
      id: id, name: agency["name"].text() ?? id, timeZone: timeZone(agency["timeZone"].required),
      language: agency["language"].text(#"a language tag such as "en" or "pt-BR""#, where: Rule.isLanguage)
        ?? "en")
  }

  private func timeZone(_ node: Node) -> TimeZone {
    let expected = #"a time zone of the IANA database such as "America/New_York""#
    guard let text = node.value?.text else { return node.read(expected) { _ in nil } ?? .gmt }
    if let zone = TimeZone(identifier: text) { return zone }
    node.report(expected: expected, nearest: Self.zone(near: text).map(Wording.quoted))
    return .gmt
  }

  /// By the whole name, or by that of the city alone.
  private static func zone(near text: String) -> String? {
    let zones = TimeZone.knownTimeZoneIdentifiers
    let word = text.replacing(" ", with: "_")
    if let near = NearestWord.to(word, in: zones) { return near }
    let city = String(word.split(separator: "/").last ?? "")
    let cities = zones.map { String($0.split(separator: "/").last ?? "") }
    return NearestWord.to(city, in: cities).flatMap { cities.firstIndex(of: $0) }.map { zones[$0] }
  }

  private func workWeek(_ node: Node) -> Settings.WorkWeek {
    let week = node.object(#"an object: { starts: "monday", days: [ … ] }"#)
    let names = Weekday.allCases.map(\.rawValue)
    let days = week["days"].filledList("a list of at least one day of the week") { $0.choice(of: names) }
    return Settings.WorkWeek(
      starts: week["starts"].choice(of: names).flatMap(Weekday.init) ?? .monday,
      days: Set((days ?? Array(names.prefix(5))).compactMap(Weekday.init)))
  }

  private func holidays(_ node: Node) -> Set<LocalDay> {
    let days = node.list(#"a list of days such as [ "2026-11-26" ]"#) { day in
      day.read(#"a day such as "2026-11-26""#) { $0.text.flatMap { LocalDay($0) } }
    }
    return Set(days ?? [])
  }

  private func shifts(_ node: Node) -> [Settings.Shift] {
    let entries = node.list("a list of shifts: { id, name, rollCall, units }") { entry in
      let shift = entry.object(#"an object: { id: "day", name: "Day watch", rollCall: "06:45" }"#)
      let id = shift["id"].required.text(Wording.fileStem, where: Rule.isFileStem)
      let name = shift["name"].text()
      let rollCall = shift["rollCall"].required.time()
      let units = shift["units"].list("a list of ids of units") { $0.foreignIdentifier() }
      return id.map {
        (
          shift["id"],
          Settings.Shift(id: $0, name: name ?? $0, rollCall: rollCall ?? .midnight, units: units ?? [])
        )
      }
    }
    Node.reportRepeated((entries ?? []).map { ($0.0, $0.1.id) })
    return (entries ?? []).map(\.1)
  }

  private func sources(_ node: Node) -> [Settings.Source] {
    let entries = node.list("a list of sources: { id, silentAfter }") { entry in
      let source = entry.object(#"an object: { id: "cad", silentAfter: "36h" }"#)
      let id = source["id"].required.foreignIdentifier()
      let silentAfter = source["silentAfter"].span()
      return id.map {
        (source["id"], Settings.Source(id: $0, silentAfter: silentAfter ?? .elapsed(.hours(36))))
      }
    }
    Node.reportRepeated((entries ?? []).map { ($0.0, $0.1.id) })
    return (entries ?? []).map(\.1)
  }

  private func words(_ node: Node) -> Settings.Words {
    let words = node.object(#"an object: { quota: "expectation", missed: "not logged" }"#)
    return Settings.Words(
      quota: words["quota"].text() ?? "expectation", missed: words["missed"].text() ?? "not logged")
  }

  private func activities(_ node: Node) -> [String: String] {
    let names = node.members(#"an object such as { "walk.squad": "squad walk" }"#) { key, name in
      guard Rule.isActivity(key) else {
        name.report(
          found: Wording.quoted(key), expected: "an activity such as walk.squad, without blanks and slashes")
        return nil as (String, String)?
      }
      return name.text().map { (key, $0) }
    }
    return Dictionary(names, uniquingKeysWith: { first, _ in first })
  }

  private func retention(_ node: Node) -> Settings.Retention {
    let retention = node.object(#"an object: { events: "400d", deliveries: "400d" }"#)
    let range = Duration.days(1) ... .days(36500)
    return Settings.Retention(
      events: retention["events"].duration(range) ?? .days(400),
      deliveries: retention["deliveries"].duration(range) ?? .days(400))
  }

  // MARK: - Files

  private func file(_ node: Node, _ example: String) -> String {
    let expected = "the path of a file such as \"\(example)\" or \"/var/lib/rollcall/\(example)\""
    let path = node.text(expected) { Rule.isPath($0) && !$0.hasSuffix("/") }
    return FilePath.resolved(path ?? example, in: folder)
  }

  private func pictures(_ node: Node, store: String) -> String {
    let pictures = node.object(#"an object: { folder: "pictures" }"#)
    return pictures["folder"].path(in: folder) ?? FilePath.beside(store, "pictures")
  }

  private func publicStories(_ node: Node) -> Settings.PublicStories {
    let stories = node.object(#"an object: { folder: "public", link: "https://…" }"#)
    return Settings.PublicStories(
      folder: stories["folder"].path(in: folder),
      link: stories["link"].text(#"a link such as "https://police.example.gov/stories/""#, where: Rule.isLink)
    )
  }

  private func digests(_ node: Node, state: String, shifts: [String]) -> Settings.Digests {
    let digests = node.object("an object: { folder, mailTo }")
    let expected = #"an object such as { day: [ "day-watch@example.gov" ] }"#
    let mailTo = digests["mailTo"].members(expected) { shift, list in
      if !shifts.contains(shift) {
        list.report(
          found: "the shift \(Wording.quoted(shift))",
          expected: shifts.isEmpty
            ? "no shift, as shifts is empty" : "the id of a shift: \(Wording.either(shifts))",
          nearest: NearestWord.to(shift, in: shifts).map(Wording.quoted))
      }
      return (shift, addresses(list))
    }
    return Settings.Digests(
      folder: digests["folder"].path(in: folder) ?? FilePath.beside(state, "digests"),
      mailTo: Dictionary(mailTo, uniquingKeysWith: { first, _ in first }))
  }

  func addresses(_ node: Node) -> [String] {
    node.list(#"a list of addresses such as [ "desk@example.gov" ]"#) { $0.address() } ?? []
  }
}
