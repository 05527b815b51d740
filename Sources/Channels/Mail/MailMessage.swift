import Foundation
import Platform
import RollCall

/// A mail to one person: what it says, and with `bytes` how it stands on the wire. Pure, and the same values give the same
/// bytes, so that a repeat after a crash is the same mail.
package struct MailMessage: Hashable, Sendable {
  package var from: MailAddress
  package var to: MailAddress
  package var subject: HeaderText
  /// When it was decided to send it.
  package var date: Date
  /// In which the date is written: the agency's.
  package var timeZone: TimeZone
  package var messageID: MessageID
  package var inReplyTo: MessageID?
  /// Earlier mails of the same conversation, oldest first.
  package var references: [MessageID] = []
  /// The ids of all cases that it is about, each in a header `Rollcall-Case` (contract §4).
  package var cases: [HeaderText] = []
  /// The list whose readers get it; nil for a mail to one person alone.
  package var list: MailList?
  /// The language tag of its text (RFC 5646), as `en`.
  package var language: LanguageTag?
  /// What it says, for every reader.
  package var text: String
  /// The same for readers that show HTML; nil for none.
  package var html: HTML?

  package init(
    from: MailAddress, to: MailAddress, subject: String, date: Date, timeZone: TimeZone, messageID: MessageID,
    text: String, html: HTML? = nil
  ) {
    self.from = from
    self.to = to
    self.subject = HeaderText(subject)
    self.date = date
    self.timeZone = timeZone
    self.messageID = messageID
    self.text = text
    self.html = html
  }

  /// The complete message of RFC 5322, in ASCII, with lines that end with LF alone.
  ///
  /// Both takers want the line ends of the machine and not those of SMTP: sendmail(8) reads a local text file on its standard
  /// input and makes CR LF of it on the wire (given CR LF, some mail servers send CR CR LF); files of a Maildir are local
  /// text too.
  package var bytes: [UInt8] {
    let plain = MailPart(type: "text/plain", content: QuotedPrintable.encode(text))
    guard let html else { return Array(headers.utf8) + plain.bytes }
    let marked = MailPart(type: "text/html", content: QuotedPrintable.encode(html.text))
    return Array(headers.utf8) + MailPart.alternatives([plain, marked])
  }

  // MARK: - Headers

  private var headers: String {
    let fields = addressFields + threadFields + natureFields
    return fields.map { HeaderEncoding.field($0.name, $0.words) }.joined()
  }

  private typealias Field = (name: String, words: [String])

  private var addressFields: [Field] {
    [
      ("From", Self.words(of: from, for: "From")), ("To", Self.words(of: to, for: "To")),
      ("Subject", HeaderEncoding.words(of: subject, for: "Subject")),
      ("Date", [MailDate.text(date, in: timeZone)]),
    ]
  }

  private var threadFields: [Field] {
    var fields: [Field] = [("Message-ID", [messageID.text])]
    if let inReplyTo { fields.append(("In-Reply-To", [inReplyTo.text])) }
    if !references.isEmpty { fields.append(("References", references.map(\.text))) }
    return fields
  }

  private var natureFields: [Field] {
    // RFC 3834 §5: tells automatic responders to keep quiet.
    var fields: [Field] = [("Auto-Submitted", ["auto-generated"])]
    if let list { fields.append(("List-Id", list.words)) }
    for id in cases where !id.isEmpty {
      fields.append(("Rollcall-Case", HeaderEncoding.words(of: id, for: "Rollcall-Case")))
    }
    if let language { fields.append(("Content-Language", [language.text])) }
    return fields + [("MIME-Version", ["1.0"])]
  }

  private static func words(of address: MailAddress, for name: String) -> [String] {
    let phrase = HeaderEncoding.phrase(address.name, for: name)
    return phrase.isEmpty ? [address.address] : phrase + ["<\(address.address)>"]
  }
}

extension MailMessage {
  /// The message ready for a transport; bounces go to `sender`.
  package func envelope(from sender: MailAddress) -> Envelope {
    Envelope(sender: sender, recipient: to, message: bytes, messageID: messageID)
  }
}
