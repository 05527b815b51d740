import Platform

/// The transport `sendmail`: a program with the command line of sendmail(8), one run for each recipient.
///
/// What programs of that name do differs much. So: an exit code 0 means that the mail was taken, nothing else does, and no other
/// code tells a refusal for ever from one for now (postfix says 75 of a mail that is too large, msmtp 69 of one that may be
/// tried again). The recipient stands on the command line behind `--`, not in `-t`, which some of them take for the only source
/// of recipients or ignore. One that hangs is killed with all that it started.
package struct SendmailTransport: MailTransport {
  private let command: [String]
  private let timeout: Duration

  /// - Parameters:
  ///   - command: absolute path and first words, as `/usr/sbin/sendmail -i` (without `-i` a line with a lone dot would end a mail; our
  ///     mails have none).
  ///   - timeout: for one run.
  package init(command: [String], timeout: Duration = .seconds(60)) {
    self.command = command
    self.timeout = timeout
  }

  package func deliver(_ envelope: Envelope) -> DeliveryResult {
    let outcome = ChildProcess.run(
      arguments: command + ["-f", envelope.sender.address, "--", envelope.recipient.address],
      input: envelope.message, deadline: timeout)
    if outcome.isSuccess { return .accepted }
    return .tryLater(MailText.failure(of: command.first ?? "", outcome, timeout: timeout))
  }
}
