import Foundation
import Platform

/// The transport `maildir`: each mail a file in a folder that mail readers know (Maildir: `tmp`, `new`, `cur`). For where no
/// mail server is set up.
///
/// A mail's file has its name from message id and recipient, so a repeat after a crash finds the first one, in `new` or, once a
/// reader has seen it, in `cur`, and makes no second one.
package struct MaildirTransport: MailTransport {
  private let folder: String
  private let mode: mode_t

  /// - Parameters:
  ///   - folder: holds `tmp`, `new` and `cur`; made, with mode 0700, where missing.
  ///   - mode: of each mail's file.
  package init(folder: String, mode: mode_t = 0o600) {
    self.folder = folder
    self.mode = mode
  }

  package func deliver(_ envelope: Envelope) -> DeliveryResult {
    let name = Self.name(for: envelope)
    do {
      for part in ["tmp", "new", "cur"] { try Folder.create(at: "\(folder)/\(part)", mode: 0o700) }
      if try isDelivered(name) { return .accepted }
      try AtomicFile.write(
        Self.contents(of: envelope), to: "\(folder)/new/\(name)", mode: mode, staging: "\(folder)/tmp")
      return .accepted
    } catch {
      return .tryLater(MailText.maildirFailure(error))
    }
  }

  /// Unique as the Maildir rules ask, but for ever and not for this moment: of letters and digits, without the `:` that begins a
  /// reader's flags.
  static func name(for envelope: Envelope) -> String {
    "rollcall-\(SHA256(of: "\(envelope.messageID)\n\(envelope.recipient.address)").hexadecimal.prefix(40))"
  }

  /// With the two lines by which a delivering program records the envelope.
  static func contents(of envelope: Envelope) -> [UInt8] {
    let record = """
      Return-Path: <\(envelope.sender.address)>
      Delivered-To: \(envelope.recipient.address)

      """
    return Array(record.utf8) + envelope.message
  }

  /// Looks in `new` first: readers move a file from there to `cur`, never back.
  private func isDelivered(_ name: String) throws(FileError) -> Bool {
    if access("\(folder)/new/\(name)", F_OK) == 0 {
      // The crash may have come between its renaming and this.
      try Folder.sync("\(folder)/new")
      return true
    }
    let seen = try Folder.names(in: "\(folder)/cur")
    return seen.contains { $0.utf8.starts(with: name.utf8) }
  }
}
