import Foundation

/// The notices of one mail, those of one systemic gap taken together.
struct NoticeGroups {
  private struct Key: Hashable {
    let gap: SystemicGap
    let step: Int
    let period: Range<Date>
  }

  /// In the order of the mail; each with at least one notice, with more than one only where they make one item.
  private(set) var groups: [[Notice]] = []

  init(_ notices: [Notice]) {
    var places: [Key: Int] = [:]
    for notice in notices {
      guard case .systemic(let gap, let step) = notice.kind else {
        groups.append([notice])
        continue
      }
      let key = Key(gap: gap, step: step, period: notice.snapshot.from..<notice.snapshot.until)
      if let place = places[key] {
        groups[place].append(notice)
      } else {
        places[key] = groups.count
        groups.append([notice])
      }
    }
  }
}

extension AlertMail {
  /// One item for all cases of a gap.
  static func systemic(
    _ gap: SystemicGap, _ notices: [Notice], _ first: Notice, _ text: AlertText, _ link: String?
  ) -> [MailBody.Block] {
    var blocks: [MailBody.Block] = [
      .heading(text.heading(gap, first.snapshot)), .paragraph(text.situation(gap, first.snapshot)),
    ]
    if let why = text.why(first) { blocks.append(.paragraph(why)) }
    blocks.append(.paragraph(text.casesLabel))
    if let link {
      blocks += notices.map {
        .link(text.entry($0.snapshot), url: "\(link)/cases/\($0.caseID.pathEscaped)")
      }
    } else {
      blocks.append(.list(notices.map { "\(text.entry($0.snapshot)); case \($0.caseID.oneLine)" }))
    }
    var quotas: Set<String> = []
    let rules = notices.filter { quotas.insert($0.quota.id).inserted }
      .map { text.named(rule: $0.quota, $0.snapshot) }
    blocks += [.paragraph(text.ruleLabel), .list(rules)]
    let statements = Set(notices.flatMap(\.statements)).sorted { $0.at < $1.at }
    if !statements.isEmpty { blocks.append(.list(statements.map(text.said))) }
    return blocks
  }
}
