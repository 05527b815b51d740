/// A mail with the addresses that the mail system goes by.
package struct Envelope: Hashable, Sendable {
  /// Who hears of it when it cannot be delivered.
  package let sender: MailAddress
  package let recipient: MailAddress
  /// As of `MailMessage.bytes`.
  package let message: [UInt8]
  /// The one within the message.
  package let messageID: MessageID

  package init(sender: MailAddress, recipient: MailAddress, message: [UInt8], messageID: MessageID) {
    self.sender = sender
    self.recipient = recipient
    self.message = message
    self.messageID = messageID
  }
}

/// What became of an attempt.
package enum DeliveryResult: Hashable, Sendable {
  /// Somebody else now answers for the mail.
  case accepted
  /// It was not taken, or nobody knows whether it was; why, in one line. Nobody can tell at this place whether another attempt
  /// is of use, so how often and how long is for the caller to decide.
  case tryLater(String)
}

/// A way out for mails. Called again with the same envelope after a crash, so a repeat must do no harm.
package protocol MailTransport: Sendable {
  /// Blocks until the mail is handed over or has failed, for as long as the transport's own time limit.
  func deliver(_ envelope: Envelope) -> DeliveryResult
}

/// The transport `none`: mails are made and counted, and go nowhere.
package struct NoTransport: MailTransport {
  package init() {}
  package func deliver(_ envelope: Envelope) -> DeliveryResult { .accepted }
}
