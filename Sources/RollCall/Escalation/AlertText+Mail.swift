import Foundation

/// What command mails say.
extension AlertText {
  /// Characters of a subject.
  package static let subjectLimit = 60

  /// Says the thing: what, where, how many.
  func subject(_ notices: [Notice], _ now: Date) -> String {
    if let first = notices.first, NoticeGroups(notices).groups.count == 1 { return subject(first, now) }
    let open = notices.filter { $0.asksForAnswer }
    let risky = notices.filter { if case .nudge = $0.kind { true } else { false } }
    let done = notices.filter { if case .cleared = $0.kind { true } else { false } }
    let uncounted = notices.filter(\.isUncounted)
    let counts = [
      (open.count, words.missed), (uncounted.count, "not counted yet"), (risky.count, "at risk"),
      (done.count, "cleared"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let start = "\(words.quota.capitalizedFirst): \(counts)".oneLine.limited(to: Self.subjectLimit)
    let places = Array(Set(notices.map { $0.snapshot.holder.name.oneLine })).sorted()
    let all = "\(start) (\(places.joined(separator: ", ")))"
    if all.count <= Self.subjectLimit { return all }
    let more = "\(start), \(places.count) places"
    return places.count > 1 && more.count <= Self.subjectLimit ? more : start
  }

  private func subject(_ notice: Notice, _ now: Date) -> String {
    let snapshot = notice.snapshot
    switch notice.kind {
    case .missed, .escalated: return fit(title(snapshot), figures(snapshot), period(snapshot))
    case .nudge: return fit(title(snapshot), figures(snapshot), left(snapshot, now))
    case .systemic(let gap, _): return heading(gap, snapshot).limited(to: Self.subjectLimit)
    case .uncounted(let ids): return uncounted(snapshot, ids, Self.subjectLimit)
    case .reopened: return fit("Open again: \(title(snapshot))", figures(snapshot), period(snapshot))
    case .cleared: return cleared(snapshot, Self.subjectLimit)
    }
  }

  /// The figures stay; what follows them is left out first, then the name is cut.
  private func fit(_ subject: String, _ figures: String, _ rest: String) -> String {
    let whole = "\(subject): \(figures), \(rest)"
    return whole.count <= Self.subjectLimit ? whole : line(subject, figures, Self.subjectLimit)
  }

  // MARK: - The mail as a whole

  func gathered(_ count: Int) -> String { "This mail brings together \(count) items." }

  /// What the reader can do; nil where nothing is asked.
  func advice(_ notices: [Notice]) -> String? {
    let open = notices.filter { $0.asksForAnswer }
    let responsible = open.contains { $0.asksThoseResponsible }
    let above = open.contains { $0.kind != .missed }
    let parts = [
      notices.contains { !$0.isCleared && !$0.isUncounted }
        ? "If it was done, have it logged: nothing more is needed." : nil,
      responsible ? "If it could not be done, say why: rollcallctl answer CASE." : nil,
      above
        ? "Those above the people responsible can acknowledge it with a plan (rollcallctl ack CASE) or waive it with a reason (rollcallctl waive CASE)."
        : nil,
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  // MARK: - One item

  func heading(_ notice: Notice) -> String {
    switch notice.kind {
    case .cleared: "Cleared: \(full(notice.snapshot))"
    case .reopened: "Open again: \(full(notice.snapshot))"
    case .systemic(let gap, _): heading(gap, notice.snapshot)
    case .nudge, .uncounted, .missed, .escalated: full(notice.snapshot)
    }
  }

  func situation(_ notice: Notice, _ now: Date) -> String {
    let snapshot = notice.snapshot
    let stand = "\(figures(snapshot)), \(shortfall(snapshot)) (\(span(snapshot)))."
    switch notice.kind {
    case .missed, .escalated, .systemic: return stand
    case .reopened: return "The records have changed: \(stand)"
    case .nudge, .uncounted:
      let time = now < snapshot.until ? " There is still time." : ""
      return "\(figures(snapshot)) so far, \(left(snapshot, now)) (\(span(snapshot))).\(time)"
    case .cleared(let clearing):
      return "\(why(clearing, snapshot)) You were told before; nothing more is asked of you."
    }
  }

  /// Why this person hears of it, and who else was told or could not be.
  func why(_ notice: Notice) -> String? {
    guard let because = notice.because else { return nil }
    let before = notice.toldBefore.isEmpty ? "" : " Told before you: \(names(notice.toldBefore))."
    let passed = notice.skipped.isEmpty ? "" : " \(passedOver(notice.skipped))"
    return sentence(because) + before + passed
  }

  private func sentence(_ because: EscalationCase.Because) -> String {
    switch because {
    case .responsible: return "You are responsible for it and hear of it first."
    case .systemic: return "You hear of it first because it is your command."
    case .supervises(let person): return "You hear of it because you supervise \(titled(person))."
    case .inPlaceOf(let person, .away):
      return "You hear of it at once because \(named(person)) was told as well but is away today."
    case .inPlaceOf(_, .vacant): return "You hear of it at once because nobody fills the post below you."
    case .inPlaceOf(let person, .noSupervisor):
      return "You hear of it because the roster names nobody else above \(named(person)) who could be told."
    case .inPlaceOf(let person, let why): return "You hear of it in place of \(named(person)): \(word(why))."
    }
  }

  private func named(_ person: PersonFacts?) -> String { person.map(titled) ?? "the post" }

  var ruleLabel: String { "The \(words.quota) says:" }
  var recordsLabel: String { "What was logged:" }
  var noRecords: String { "No record of one was found." }
  var caseLabel: String { "Case:" }
  var caseLink: String { "See the case and answer" }
}

extension Notice {
  fileprivate var isCleared: Bool { if case .cleared = kind { true } else { false } }
  fileprivate var isUncounted: Bool { if case .uncounted = kind { true } else { false } }
  /// Whether the reader may say why it was not done.
  fileprivate var asksThoseResponsible: Bool {
    switch kind {
    case .missed, .reopened, .systemic(_, step: 0): true
    default: false
    }
  }
  fileprivate var asksForAnswer: Bool {
    switch kind {
    case .missed, .escalated, .systemic, .reopened: true
    case .nudge, .uncounted, .cleared: false
    }
  }
}
