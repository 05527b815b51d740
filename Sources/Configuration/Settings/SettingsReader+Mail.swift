import RollCall

extension SettingsReader {
  func mail(_ node: Node, state: String) -> Settings.Mail {
    let mail = node.object("an object: { transport, from, … }")
    let transports = Settings.Mail.Transport.allCases.map(\.rawValue)
    let from = mail["from"].text(Wording.sender, where: Rule.isSender) ?? "Roll call <rollcall@localhost>"
    return Settings.Mail(
      transport: mail["transport"].choice(of: transports).flatMap(Settings.Mail.Transport.init) ?? .maildir,
      command: command(mail["command"]), from: from,
      envelopeFrom: mail["envelopeFrom"].address() ?? Rule.addressPart(of: from),
      folder: mail["folder"].path(in: folder) ?? FilePath.beside(state, "mail"),
      timeout: mail["timeout"].duration(.seconds(1) ... .hours(1)) ?? .seconds(60),
      retry: retry(mail["retry"]))
  }

  private func command(_ node: Node) -> [String] {
    let expected = #"the program and its words, such as [ "/usr/sbin/sendmail", "-i" ]"#
    let words = node.filledList(expected) { $0.text(Wording.text) { Rule.isText($0) } }
    guard let words, let program = words.first else { return ["/usr/sbin/sendmail", "-i"] }
    return [program.contains("/") ? FilePath.resolved(program, in: folder) : program] + words.dropFirst()
  }

  private func retry(_ node: Node) -> Settings.Retry {
    let retry = node.object(#"an object: { first: "1m", longest: "1h", giveUp: "5d" }"#)
    let first = retry["first"].duration(.seconds(1) ... .days(1)) ?? .minutes(1)
    let longest = retry["longest"].duration(.seconds(1) ... .days(1)) ?? max(.hours(1), first)
    let giveUp = retry["giveUp"].duration(.seconds(1) ... .days(60)) ?? .days(5)
    if longest < first {
      retry["longest"].report(expected: "no less than first (\(Span.elapsed(first)))")
    }
    return Settings.Retry(first: first, longest: longest, giveUp: giveUp)
  }
}
