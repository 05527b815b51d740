import Configuration
import Foundation
import RollCall

/// Appraisals as people read them on a terminal.
struct AppraisalPage {
  private let settings: Settings
  private let organization: Organization
  private let words: LocalWords

  init(_ settings: Settings, _ organization: Organization) {
    self.settings = settings
    self.organization = organization
    words = LocalWords(settings.calendar)
  }

  /// Grouped by what is the matter with them.
  func list(_ found: [Appraisal]) -> [String] {
    guard !found.isEmpty else { return ["Everything that was done in these days counts."] }
    let groups: [(Appraisal.Standing, String)] = [
      (.fitsNone, "These fit no \(settings.words.quota)"),
      (.fallsShort, "These do not meet the rules of their \(settings.words.quota)"),
      (.notOwed, "These meet the rules, but nothing is owed there and then"),
    ]
    var lines: [String] = []
    for (standing, title) in groups {
      let members = found.filter { $0.standing == standing }
      guard !members.isEmpty else { continue }
      lines += ["\(title) (\(members.count)):"] + members.flatMap(item) + [""]
    }
    return lines + unknown(found.filter { $0.standing == .unknownActivity }) + [AlertText.disclaimer]
  }

  /// One of them to the ground: what it is, where it belongs, each rule, and what would make it count.
  func explanation(_ appraisal: Appraisal, _ obligation: Obligation?) -> [String] {
    let engagement = appraisal.engagement
    let others = engagement.participants.filter { $0 != engagement.coordinatorID }.map(who)
    var lines = [title(engagement)]
    if !others.isEmpty { lines.append("with \(others.listed)".printable) }
    lines += ["", standing(appraisal)]
    if let obligation { lines.append(summary(obligation)) }
    for check in appraisal.checks {
      lines += ["", "\(check.quota.name):".printable]
      lines += check.rules.map { "  \($0.isMet ? "met     " : "not met ")  \($0.text.printable)" }
    }
    if !appraisal.remedies.isEmpty {
      lines += ["", "What would make it count:"] + appraisal.remedies.map { "  > \($0.printable)" }
    }
    return lines + ["", AlertText.disclaimer]
  }

  private func standing(_ appraisal: Appraisal) -> String {
    let name = quota(appraisal)
    return switch appraisal.standing {
    case .counts: "It counts for \(name)."
    case .toCome: "It is still to come\(name.isEmpty ? "" : ", and belongs to \(name)")."
    case .calledOff:
      "It is \(appraisal.engagement.status == .void ? "voided" : "cancelled"), and counts for nothing."
    case .fallsShort: "It does not count for \(name), to which it belongs."
    case .notOwed: "It meets the rules of \(name), but nothing is owed there and then."
    case .fitsNone: "It fits no \(settings.words.quota)."
    case .unknownActivity: "No \(settings.words.quota) speaks of \(appraisal.engagement.activity)."
    }
  }

  /// "squad-walk/riverside/2026-11-16: 0 of 1 logged, open".
  private func summary(_ obligation: Obligation) -> String {
    let status =
      switch obligation.status {
      case .atRisk: "at risk"
      case .missed: settings.words.missed
      default: obligation.status.rawValue
      }
    return "\(obligation.id): \(obligation.counted) of \(obligation.required) logged, \(status)".printable
  }

  /// "Tue, Nov 17, 09:00  cad-12  squad walk in Riverside, 22 min, coordinated by Sgt. Bo Kelling".
  func title(_ engagement: Engagement) -> String {
    let place =
      engagement.neighborhoodID.map { organization.neighborhoods[$0]?.name ?? $0 } ?? engagement.place
    let facts = [
      settings.activityName(engagement.activity) + (place.map { " in \($0)" } ?? ""),
      engagement.minutes.map { "\($0) min" },
      engagement.coordinatorID.map { "coordinated by \(who($0))" },
    ]
    return
      "\(words.moment(engagement.startsAt))  \(engagement.id)  \(facts.compactMap { $0 }.joined(separator: ", "))"
      .printable
  }

  /// "Squad walk: 22 min, 30 required".
  func verdict(_ appraisal: Appraisal) -> String? {
    guard !appraisal.verdict.reasons.isEmpty else { return nil }
    return "\(quota(appraisal)): \(appraisal.verdict.reasons.map(\.text).joined(separator: "; "))".printable
  }

  func quota(_ appraisal: Appraisal) -> String {
    settings.quotas.first { $0.id == appraisal.verdict.quota }?.name ?? appraisal.verdict.quota ?? ""
  }

  /// Somebody who is not to be named, by number alone.
  func who(_ id: String) -> String {
    organization.people[id].flatMap { $0.isNamed ? organization.titled($0) : nil } ?? id
  }

  private func item(_ appraisal: Appraisal) -> [String] {
    ["  " + title(appraisal.engagement)] + (verdict(appraisal).map { ["      \($0)"] } ?? [])
      + appraisal.remedies.map { "    > \($0.printable)" }
  }

  private func unknown(_ found: [Appraisal]) -> [String] {
    guard !found.isEmpty else { return [] }
    let byActivity = Dictionary(grouping: found, by: \.engagement.activity).sorted { $0.key < $1.key }
    return ["No \(settings.words.quota) speaks of these activities (\(found.count)):"]
      + byActivity.map { "  \($0.key.printable): \($0.value.count.of("engagement"))" } + [""]
  }
}
