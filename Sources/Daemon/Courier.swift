import Channels
import Configuration
import Dispatch
import EventLog
import Foundation

/// Carries mails from the outbox to the transport, one at a time, on a queue of its own, so that a slow or hanging
/// `sendmail` holds up nothing else. Each result is on record before the next mail is tried: a crash repeats at most
/// the one in flight, with the same Message-ID.
final class Courier: Sendable {
  private let queue = DispatchQueue(label: "rollcall.courier")
  private let transport: any MailTransport
  private let sender: MailAddress

  /// - throws: `MailAddressError` where the configured sender is no address.
  init(_ settings: Settings.Mail) throws {
    transport = settings.way
    sender = try MailAddress(parsing: settings.envelopeFrom)
  }

  /// Delivers one mail and returns what became of it.
  func deliver(_ mail: DueMail) async -> DeliveryResult {
    guard let messageID = MessageID(mail.messageID), let recipient = try? MailAddress(parsing: mail.recipient)
    else {
      return .tryLater("the outbox holds an address or Message-ID that cannot be used")
    }
    let envelope = Envelope(sender: sender, recipient: recipient, message: mail.message, messageID: messageID)
    return await withCheckedContinuation { continuation in
      queue.async { [transport] in continuation.resume(returning: transport.deliver(envelope)) }
    }
  }
}
