import RollCall

extension SettingsReader {
  func escalation(_ node: Node) -> Settings.Escalation {
    let escalation = node.object("an object: { nudgeAt, settle, steps, quiet }")
    let fraction = escalation["nudgeAt"].read("a fraction of the period from 0 to 1, such as 0.6") {
      $0.number.flatMap { (0...1).contains($0) ? $0 : nil }
    }
    return Settings.Escalation(
      nudgeAt: fraction ?? 0.6, settle: escalation["settle"].span() ?? .elapsed(.hours(48)),
      steps: steps(escalation["steps"]), quiet: quiet(escalation["quiet"]))
  }

  private func steps(_ node: Node) -> [Span] {
    let expected = #"a list of at least one span, such as [ "0h", "1wd", "3wd", "5wd" ]"#
    var last: Span?
    let steps = node.filledList(expected) { step -> Span? in
      guard let span = step.span() else { return nil }
      if let last, !Self.follows(span, last) {
        step.report(expected: "a step surely later than the one before it, \"\(last)\"")
      }
      last = span
      return span
    }
    return steps ?? [.elapsed(.zero), .workingDays(1), .workingDays(3), .workingDays(5)]
  }

  /// Whether `span` ends later than `other`, whenever both begin. Working days take at least as many days of the
  /// calendar; up to a weekend of two days more for each five of them, holidays aside.
  static func follows(_ span: Span, _ other: Span) -> Bool {
    switch (other, span) {
    case (.elapsed(let early), .elapsed(let late)): early < late
    case (.workingDays(let early), .workingDays(let late)): early < late
    case (.elapsed(let early), .workingDays(let late)): early < .days(late)
    case (.workingDays(let early), .elapsed(let late)): .days(early + 2 * ((early + 4) / 5)) < late
    }
  }

  private func quiet(_ node: Node) -> Settings.Quiet? {
    let quiet = node.object(#"an object: { from: "21:00", until: "06:00" }"#)
    let (from, until) = (quiet["from"].required.time(), quiet["until"].required.time())
    guard let from, let until else { return nil }
    if from == until { quiet["until"].report(expected: "another time than from") }
    return Settings.Quiet(from: from, until: until)
  }
}
