import Channels
import Configuration
import EventLog
import Foundation
import Platform

/// The outbox: what is due, and what became of it.
extension Core {
  /// The next mails to be delivered.
  func dueMail(at now: Date, limit: Int = 20) -> [DueMail] {
    attempt("outbox", now) { try log.dueMail(at: now, limit: limit) } ?? []
  }

  /// Puts on record what became of a mail; whether that is done.
  func settle(_ mail: DueMail, _ result: DeliveryResult, at now: Date) -> Bool {
    let done: Void? = attempt("outbox", now) {
      switch result {
      case .accepted: try log.accepted(mail, at: now)
      case .tryLater(let reason):
        let isDead = try log.notAccepted(
          mail, because: reason, at: now, policy: RetryPolicy(settings.mail.retry))
        let what = isDead ? "given up" : "not accepted, tried again later"
        journalLog.warning("mail \(mail.messageID) \(what): \(reason)")
      }
    }
    return done != nil
  }
}
