import Foundation

/// A mail to one person, before it has an envelope, a Message-ID or a form.
package struct MailDraft: Hashable, Sendable {
  /// The person's id.
  package let recipient: String
  /// At most 60 characters, without line ends.
  package let subject: String
  package let body: MailBody
  /// One header `Rollcall-Case` for each.
  package let cases: [String]
  /// `References` lists the earlier mails to this person about any of these; this mail is to be remembered under each.
  package let references: [String]

  package var text: String { body.plainText }
}

/// One grouped mail a recipient a run, however many cases (contract §4).
package enum AlertMail {
  /// - Parameters:
  ///   - notices: at least one, all for this person.
  ///   - link: where the pages of the feed are served, without a slash at the end; nil: nowhere.
  package static func compose(
    to recipient: Person, _ notices: [Notice], _ text: AlertText, link: String? = nil, now: Date
  ) -> MailDraft {
    let notices = notices.sorted { order($0) < order($1) }
    var blocks: [MailBody.Block] = []
    let groups = NoticeGroups(notices).groups
    if groups.count > 1 { blocks.append(.paragraph(text.gathered(groups.count))) }
    for group in groups { blocks += item(group, text, link, now) }
    if let advice = text.advice(notices) { blocks.append(.paragraph(advice)) }
    blocks.append(.paragraph(AlertText.disclaimer))
    return MailDraft(
      recipient: recipient.id, subject: text.subject(notices, now), body: MailBody(blocks),
      cases: notices.filter(\.isOfCase).map(\.caseID).unique, references: notices.map(\.caseID).unique)
  }

  /// What asks for something first; then by place and period, never by person.
  private static func order(_ notice: Notice) -> (Int, String, String, Date) {
    let weight =
      switch notice.kind {
      case .missed, .escalated, .systemic: 0
      case .reopened: 1
      case .uncounted: 2
      case .nudge: 3
      case .cleared: 4
      }
    return (weight, notice.snapshot.holder.name, notice.snapshot.name, notice.snapshot.from)
  }

  private static func item(
    _ group: [Notice], _ text: AlertText, _ link: String?, _ now: Date
  ) -> [MailBody.Block] {
    guard let first = group.first else { return [] }
    guard case .systemic(let gap, _) = first.kind else { return item(first, text, link, now) }
    return systemic(gap, group, first, text, link)
  }

  private static func item(
    _ notice: Notice, _ text: AlertText, _ link: String?, _ now: Date
  ) -> [MailBody.Block] {
    let snapshot = notice.snapshot
    if case .uncounted(let ids) = notice.kind { return uncounted(ids, notice, text, now) }
    var blocks: [MailBody.Block] = [
      .heading(text.heading(notice)), .paragraph(text.situation(notice, now)),
    ]
    if let why = text.why(notice) { blocks.append(.paragraph(why)) }
    blocks.append(.paragraph("\(text.ruleLabel) \(text.rule(notice.quota, snapshot))"))
    if snapshot.records.isEmpty {
      blocks.append(.paragraph(text.noRecords))
    } else {
      blocks += [.paragraph(text.recordsLabel), .list(snapshot.records.map(text.record))]
    }
    if !notice.statements.isEmpty { blocks.append(.list(notice.statements.map(text.said))) }
    if notice.isOfCase { blocks.append(reference(notice, text, link)) }
    return blocks
  }

  /// Only the reader's own records: what others logged is not for them to mend.
  private static func uncounted(
    _ ids: Set<String>, _ notice: Notice, _ text: AlertText, _ now: Date
  ) -> [MailBody.Block] {
    let own = text.own(notice.snapshot, ids)
    return [
      .heading(text.heading(notice)), .paragraph(text.uncountedIntroduction(own.count)),
      .list(own.map(text.record)), .paragraph(text.remediesLabel),
      .list(text.remedies(own, notice.quota, notice.snapshot)),
      .paragraph("\(text.ruleLabel) \(text.rule(notice.quota, notice.snapshot))"),
      .paragraph(text.situation(notice, now)),
    ]
  }

  private static func reference(_ notice: Notice, _ text: AlertText, _ link: String?) -> MailBody.Block {
    guard let link else { return .paragraph("\(text.caseLabel) \(notice.caseID.oneLine)") }
    return .link(text.caseLink, url: "\(link)/cases/\(notice.caseID.pathEscaped)")
  }
}

extension [String] {
  fileprivate var unique: [String] {
    var seen = Set<String>()
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  /// As a path of a URL (RFC 3986 §3.3), slashes kept.
  var pathEscaped: String {
    var text = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: ":"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
