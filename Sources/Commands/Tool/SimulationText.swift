import Configuration
import RollCall

/// A simulation as people read it and as machines do.
extension Simulation {
  private static let disclaimer = "Not for individual performance evaluation."
  private static let terms = "As if nobody had answered, with the roster as it is now. Nothing was sent."

  var lines: [String] {
    let words = LocalWords(settings.calendar)
    var lines = [
      "\(settings.agency.name), periods that begin \(words.day(days.lowerBound)) – \(words.day(days.upperBound)).",
      Self.terms, "",
    ]
    lines += sumTable.lines + [""]
    if tellings.isEmpty {
      lines.append("Nobody would have been told anything.")
    } else {
      lines += ["+ only under the changed policy, - only under today's, = under both", ""]
      lines += tellingTable(words).lines
    }
    return lines + ["", Self.disclaimer]
  }

  private var sumTable: Table {
    var table = Table([
      settings.words.quota.uppercased(), "POLICY", "OWED", "MET", settings.words.missed.uppercased(),
      "EXCUSED",
      "OPEN",
    ])
    for quota in quotas {
      for (name, rehearsal) in [("today", today), ("changed", changed)] {
        guard let sum = rehearsal.sums[quota.id] else {
          table.add([quota.name, name, "–", "–", "–", "–", "–"])
          continue
        }
        table.add(
          [quota.name, name] + [sum.owed, sum.met, sum.missed, sum.excused, sum.open].map(String.init))
      }
    }
    return table
  }

  private func tellingTable(_ words: LocalWords) -> Table {
    var table = Table(["", "WHERE", settings.words.quota.uppercased(), "FROM", "WHEN", "WHAT", "TO"])
    for (side, telling) in tellings {
      let person = telling.person
      table.add([
        side.sign, telling.holder.name, telling.quota.name,
        words.day(settings.calendar.day(of: telling.from)), words.moment(telling.at), telling.kind.words,
        person.title.isEmpty ? person.name : "\(person.title) \(person.name)",
      ])
    }
    return table
  }

  var json: [UInt8] {
    JSONWriter.object { json in
      json.field("from", days.lowerBound.description)
      json.field("until", days.upperBound.description)
      json.field("now", present.rfc3339)
      json.field("notice", Self.disclaimer)
      json.array("quotas", quotas) { json, quota in
        json.object { json in
          json.field("id", quota.id)
          json.field("name", quota.name)
          if let sum = today.sums[quota.id] { json.object("today") { sum.write(to: &$0) } }
          if let sum = changed.sums[quota.id] { json.object("changed") { sum.write(to: &$0) } }
        }
      }
      json.array("told", tellings) { json, entry in
        json.object { json in
          json.field("policy", entry.side.rawValue)
          entry.telling.write(to: &json)
        }
      }
    }
  }
}

extension Simulation.Side {
  fileprivate var sign: String {
    switch self {
    case .today: "-"
    case .changed: "+"
    case .both: "="
    }
  }
}

extension Rehearsal.Sum {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("owed", owed)
    json.field("met", met)
    json.field("missed", missed)
    json.field("excused", excused)
    json.field("open", open)
  }
}

extension Rehearsal.Telling.Kind {
  fileprivate var words: String {
    switch self {
    case .nudge: "at risk"
    case .step(let number): "step \(number)"
    }
  }
}

extension Rehearsal.Telling {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("obligation", obligation)
    json.field("quota", quota.id)
    json.object("holder") { json in
      json.field("id", holder.id)
      json.field("name", holder.name)
    }
    json.object("period") { json in
      json.field("from", from.rfc3339)
      json.field("until", until.rfc3339)
    }
    switch kind {
    case .nudge: json.field("kind", "at_risk")
    case .step(let number):
      json.field("kind", "missed")
      json.field("step", number)
    }
    json.field("at", at.rfc3339)
    json.object("person") { json in
      json.field("id", person.id)
      json.field("name", person.name)
    }
  }
}
