import Channels
import Configuration
import EventLog
import Foundation
import RollCall

/// Makes complete mails of what is to be said, and puts them into the outbox.
struct Postbox {
  let settings: Settings
  let now: Date

  /// One grouped mail to a person; it continues the thread of the earlier ones about any of its cases.
  func post(_ notices: [Notice], to person: String, _ facts: EscalationFacts, in draft: Draft) throws {
    guard let recipient = facts.organization.people[person], let email = recipient.email else { return }
    let mail = AlertMail.compose(to: recipient, notices, facts.text, now: now)
    let from = try MailAddress(parsing: settings.mail.from)
    let references = try draft.references(cases: mail.references, person: person).compactMap { MessageID($0) }
    var message = MailMessage(
      from: from, to: try MailAddress(email, name: facts.organization.titled(recipient)),
      subject: mail.subject,
      date: now, timeZone: settings.agency.timeZone,
      // Two runs within one second may both have something to say to the same person.
      messageID: MessageID(
        kind: "alert", key: "\(person).\(now.seconds).\(try draft.nextMail)", domain: from.domain),
      text: mail.text,
      html: MailPage(mail.body, title: mail.subject, language: settings.agency.language).html)
    message.references = references
    message.inReplyTo = references.last
    message.cases = mail.cases.map { HeaderText($0) }
    message.language = LanguageTag(settings.agency.language)
    try draft.enqueue(
      OutgoingMail(
        messageID: message.messageID.text, person: person, recipient: message.to.address,
        subject: mail.subject,
        message: message.bytes, cases: mail.references))
  }

  /// A digest to one of the addresses that its shift is configured with.
  func post(_ digest: Digest, to address: String, in draft: Draft) throws {
    let from = try MailAddress(parsing: settings.mail.from)
    let to = try MailAddress(parsing: address)
    var message = MailMessage(
      from: from, to: to, subject: "\(digest.title), \(LocalWords(settings.calendar).day(digest.day))",
      date: now,
      timeZone: settings.agency.timeZone,
      messageID: MessageID(kind: "digest", key: "\(digest.key).\(to.address)", domain: from.domain),
      text: DigestTextPage(digest).text, html: DigestHTMLPage(digest).html)
    message.list = MailList(label: "digest.\(digest.shift.id)", domain: from.domain, name: digest.title)
    message.language = LanguageTag(digest.language)
    try draft.enqueue(
      OutgoingMail(
        messageID: message.messageID.text, person: nil, recipient: to.address, subject: message.subject.text,
        message: message.bytes))
  }
}

extension Settings.Mail {
  /// The way out that is configured.
  var way: any MailTransport {
    switch transport {
    case .sendmail: SendmailTransport(command: command, timeout: timeout)
    case .maildir: MaildirTransport(folder: folder)
    case .none: NoTransport()
    }
  }
}
