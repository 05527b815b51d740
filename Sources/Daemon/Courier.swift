import Channels
import Dispatch
import EventLog
import Foundation
import Platform

/// Carries mails from the outbox to the transport, one at a time, on a queue of its own, so that a slow or hanging
/// `sendmail` holds up nothing else. Each result is on record before the next mail is tried: a crash repeats at most
/// the one in flight, with the same Message-ID.
final class Courier: Sendable {
  private let queue = DispatchQueue(label: "rollcall.courier")
  private let transport: any MailTransport
  private let envelopeFrom: String

  init(transport: any MailTransport, envelopeFrom: String) {
    self.transport = transport
    self.envelopeFrom = envelopeFrom
  }

  /// Delivers one mail and returns what became of it.
  func deliver(_ mail: DueMail) async -> DeliveryResult {
    await withCheckedContinuation { continuation in
      queue.async { [transport, envelopeFrom] in
        let result = transport.deliver(
          Envelope(
            sender: envelopeFrom, recipient: mail.recipient, message: mail.message, messageID: mail.messageID)
        )
        continuation.resume(returning: result)
      }
    }
  }
}
