import Foundation

/// The sentences of accountability, in English. Each is written as if it were read out in court: what was planned, what
/// was logged, never what somebody is. All sentences of this folder stand in `AlertText` and its extensions, so that
/// another language is another such type.
package struct AlertText: Sendable {
  package let words: AlertWords
  let calendar: AgencyCalendar
  let ranks: RankLadder

  package init(words: AlertWords, calendar: AgencyCalendar, ranks: RankLadder) {
    self.words = words
    self.calendar = calendar
    self.ranks = ranks
  }

  /// On every command message and export (contract §3).
  package static let disclaimer = "Not for individual performance evaluation."

  // MARK: - An obligation

  /// "Shift walk, Riverside".
  func title(_ snapshot: CaseSnapshot) -> String { "\(snapshot.name), \(snapshot.holder.name)".oneLine }

  /// "2 of 3 logged".
  func figures(_ snapshot: CaseSnapshot) -> String { "\(snapshot.counted) of \(snapshot.required) logged" }

  /// "1 not logged".
  func shortfall(_ snapshot: CaseSnapshot) -> String {
    "\(max(0, snapshot.required - snapshot.counted)) \(words.missed)"
  }

  /// "Shift walk, Riverside, week of Nov 16".
  func full(_ snapshot: CaseSnapshot) -> String { "\(title(snapshot)), \(period(snapshot))" }

  /// "week of Nov 16", "Tue Nov 17", "Nov 2026", "Q4 2026", "2026", and of an incident "due Tue Nov 17, 14:30".
  func period(_ snapshot: CaseSnapshot) -> String {
    if snapshot.isIncident { return "due \(moment(snapshot.until))" }
    let first = calendar.day(of: snapshot.from)
    switch first.days(until: calendar.day(of: snapshot.until)) {
    case ...1: return weekday(first)
    case ...7: return "week of \(date(first))"
    case ...31: return "\(month(first)) \(first.year)"
    case ...93: return "Q\((first.month + 2) / 3) \(first.year)"
    default: return "\(first.year)"
    }
  }

  /// "Mon Nov 16 to Sun Nov 22".
  func span(_ snapshot: CaseSnapshot) -> String {
    if snapshot.isIncident { return "\(moment(snapshot.from)) to \(moment(snapshot.until))" }
    let (first, after) = (calendar.day(of: snapshot.from), calendar.day(of: snapshot.until))
    let last = after.advanced(by: -1)
    return first == last ? weekday(first) : "\(weekday(first)) to \(weekday(last))"
  }

  /// "2 working days left"; of an incident "6 h left".
  func left(_ snapshot: CaseSnapshot, _ now: Date) -> String {
    if snapshot.isIncident {
      let minutes = max(0, snapshot.until.seconds - now.seconds) / 60
      return minutes < 60 ? "\(minutes) min left" : "\(minutes / 60) h left"
    }
    let today = calendar.day(of: now)
    let end = calendar.day(of: snapshot.until)
    guard today < end else { return "the period is over, records may still come in" }
    let days = calendar.workingDays(in: today..<end).count
    return days == 1 ? "1 working day left" : "\(days) working days left"
  }

  /// "Tue Nov 17, 16:10, 31 min: counts".
  func record(_ record: CaseSnapshot.Record) -> String {
    let facts = [record.startsAt.map(moment) ?? record.id, record.minutes.map { "\($0) min" }]
    let verdict =
      record.counts ? "counts" : "does not count (\(record.reasons.map(\.text).joined(separator: "; ")))"
    return "\(facts.compactMap { $0 }.joined(separator: ", ")): \(verdict)".oneLine
  }

  // MARK: - Time

  /// "Tue Nov 17, 16:10".
  func moment(_ instant: Date) -> String {
    "\(weekday(calendar.day(of: instant))), \(calendar.time(of: instant))"
  }

  /// "Tue Nov 17".
  func weekday(_ day: LocalDay) -> String {
    "\(day.weekday.rawValue.prefix(3).capitalizedFirst) \(date(day))"
  }

  /// "Nov 17".
  func date(_ day: LocalDay) -> String { "\(month(day)) \(day.day)" }

  func month(_ day: LocalDay) -> String {
    [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][day.month - 1]
  }

  // MARK: - People

  func titled(_ person: PersonFacts) -> String {
    (person.title.isEmpty ? person.name : person.titled).oneLine
  }

  /// "Sgt. Bo Kelling, Lt. Ana Silva".
  func names(_ people: [PersonFacts]) -> String { people.map(titled).joined(separator: ", ") }
}

extension StringProtocol {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// With every run of control characters and line ends as one space: a name never makes a header or a line of its own.
  var oneLine: String {
    guard unicodeScalars.contains(where: \.breaksLine) else { return String(self) }
    return String(self).unicodeScalars.split(whereSeparator: \.breaksLine).map { String($0) }.joined(
      separator: " ")
  }
}

extension Unicode.Scalar {
  fileprivate var breaksLine: Bool {
    value < 0x20 || (0x7f...0x9f).contains(value) || value == 0x2028 || value == 0x2029
  }
}
