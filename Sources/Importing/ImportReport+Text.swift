import RollCall

/// The report for a person at a terminal and for a program.
extension ImportReport {
  /// How many kinds of call types, beats or call signs are named in the text; the JSON has all.
  private static let named = 12

  /// Lines for a terminal, each ended by a newline.
  package var text: String {
    var lines = ["\(rows) \(Self.word(rows, "row")) read:"]
    lines += [
      (engagementRows, "engagement"), (incidentRows, "incident"), (otherRows, "known, not engagement"),
      (unmappedRows, "of types that the mapping does not name"), (unreadableRows, "could not be read"),
    ].map { Self.padded($0.0) + " " + $0.1 }
    if mergedRows > 0 {
      lines.append(
        "\(mergedRows) \(Self.word(mergedRows, "row")) told more of a record that another row began.")
    }
    if retypedRows > 0 {
      lines.append(
        "\(retypedRows) \(Self.word(retypedRows, "record")) left for another type within the file.")
    }
    lines.append("Engagements: \(engagements.words).")
    lines += details
    lines.append("Incidents: \(incidents.words).")
    lines += decisions
    lines += problemLines
    return lines.map { $0 + "\n" }.joined()
  }

  private var details: [String] {
    [
      (cancelled, "cancelled"), (withoutEnd, "without an end"),
      (withoutNeighborhood, "without a neighborhood"),
      (withoutPeople, "without anybody of the agency"),
    ].filter { $0.0 > 0 }.map { Self.padded($0.0) + " " + $0.1 }
  }

  private var decisions: [String] {
    var lines: [String] = []
    if keptFields > 0 {
      lines.append("\(keptFields) \(Self.word(keptFields, "field")) kept as a person had set them.")
    }
    if shownTwice > 0 {
      lines.append(
        "\(shownTwice) \(Self.word(shownTwice, "time")) that the clock showed twice: read as the first.")
    }
    if shownNever > 0 {
      lines.append(
        "\(shownNever) \(Self.word(shownNever, "time")) that the clock skipped: read as if it had not been set."
      )
    }
    let lists = [
      ("Types not named in the mapping", unmappedTypes), ("Beats of no neighborhood", unknownBeats),
      ("Call signs without a crew", unknownCallSigns), ("Badges of nobody", unknownPeople),
    ]
    return lines + lists.filter { !$0.1.isEmpty }.map { "\($0.0): \(Self.list($0.1))." }
  }

  private var problemLines: [String] {
    var lines = problems.map { "\($0)" }
    let total = unreadableRows + engagements.refused + incidents.refused
    if total > problems.count { lines.append("… and \(total - problems.count) more rows with problems") }
    return lines
  }

  private static func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 8 - text.count)) + text
  }

  private static func word(_ count: Int, _ word: String) -> String { count == 1 ? word : word + "s" }

  /// The most frequent first.
  private static func ordered(_ counts: [String: Int]) -> [(key: String, value: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }

  private static func list(_ counts: [String: Int]) -> String {
    let shown = ordered(counts).prefix(named).map {
      "\($0.key.isEmpty ? "(none)" : $0.key.limited(to: 40)) \($0.value)"
    }
    let more = counts.count > named ? " and \(counts.count - named) more" : ""
    return shown.joined(separator: ", ") + more
  }

  // MARK: - JSON

  /// One object.
  package var json: [UInt8] {
    JSONWriter.object { json in
      json.field("source", source)
      json.object("rows") { json in
        json.field("read", rows)
        json.field("engagement", engagementRows)
        json.field("incident", incidentRows)
        json.field("notEngagement", otherRows)
        json.field("unmapped", unmappedRows)
        json.field("unreadable", unreadableRows)
        json.field("merged", mergedRows)
        json.field("retyped", retypedRows)
      }
      json.field("records", records)
      json.object("engagements") { json in
        engagements.write(&json)
        json.field("cancelled", cancelled)
        json.field("withoutEnd", withoutEnd)
        json.field("withoutPeople", withoutPeople)
      }
      json.object("incidents") { incidents.write(&$0) }
      json.field("withoutNeighborhood", withoutNeighborhood)
      json.field("keptFields", keptFields)
      json.field("shownTwice", shownTwice)
      json.field("shownNever", shownNever)
      json.field("latest", latest?.rfc3339)
      Self.write("notEngagementTypes", otherTypes, &json)
      Self.write("unmappedTypes", unmappedTypes, &json)
      Self.write("unknownBeats", unknownBeats, &json)
      Self.write("unknownCallSigns", unknownCallSigns, &json)
      Self.write("unknownPeople", unknownPeople, &json)
      json.array("problems", problems) { json, problem in
        json.object { json in
          json.field("line", problem.line)
          json.field("reason", problem.reason)
        }
      }
    }
  }

  private static func write(_ name: StaticString, _ counts: [String: Int], _ json: inout JSONWriter) {
    json.object(name) { json in
      for (kind, count) in ordered(counts) {
        json.key(kind)
        json.value(count)
      }
    }
  }
}

extension ImportReport.Outcomes {
  private var parts: [(count: Int, words: String)] {
    [
      (created, "new"), (updated, "changed"), (unchanged, "as they were"), (kept, "kept as changed by hand"),
      (none, "none by their disposition"), (refused, "refused"),
      (withdrawn, "withdrawn as their type changed"),
      (retained, "kept though their type changed"),
    ]
  }

  fileprivate var words: String {
    let found = parts.filter { $0.count > 0 }.map { "\($0.count) \($0.words)" }
    return found.isEmpty ? "none" : found.joined(separator: ", ")
  }

  fileprivate func write(_ json: inout JSONWriter) {
    json.field("created", created)
    json.field("updated", updated)
    json.field("unchanged", unchanged)
    json.field("kept", kept)
    json.field("none", none)
    json.field("refused", refused)
    json.field("withdrawn", withdrawn)
    json.field("retained", retained)
  }
}
