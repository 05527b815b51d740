import Platform

/// What the operator reads about a mail that was not delivered.
enum MailText {
  /// One line: how the program ended, and the last that it said.
  static func failure(of program: String, _ outcome: ChildProcess.Outcome, timeout: Duration) -> String {
    let ending =
      switch outcome.ending {
      case .exited(let code): "\(program) ended with exit code \(code)"
      case .signalled(let signal): "\(program) was ended by signal \(signal)"
      case .timedOut: "\(program) did not end within \(timeout.components.seconds) s and was killed"
      case .notStarted(let reason): reason
      case .unknown(let reason): "how \(program) ended is not known: \(reason)"
      }
    let said = lastWords(outcome.said)
    return said.isEmpty ? ending : "\(ending): \(said)"
  }

  static func maildirFailure(_ error: FileError) -> String { "the Maildir did not take it: \(error)" }

  /// The last 300 characters, on one line.
  private static func lastWords(_ said: String) -> String {
    let line = HeaderText(said).text
    return line.count <= 300 ? line : "… \(line.suffix(300))"
  }
}
