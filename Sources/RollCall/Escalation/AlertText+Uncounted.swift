/// What the coordinator of an engagement that does not count hears, while that can still be mended.
extension AlertText {
  /// "Not counted yet: Squad walk, Riverside: 22 min, 30 required"; where that is too long, without the reason.
  func uncounted(_ snapshot: CaseSnapshot, _ ids: Set<String>, _ limit: Int) -> String {
    let subject = "Not counted yet: \(title(snapshot))"
    let reasons = Set(own(snapshot, ids).flatMap { $0.reasons.map(\.text) })
    guard reasons.count == 1, let why = reasons.first else { return subject.limited(to: limit) }
    let whole = "\(subject): \(why)".oneLine
    return whole.count <= limit ? whole : subject.limited(to: limit)
  }

  func own(_ snapshot: CaseSnapshot, _ ids: Set<String>) -> [CaseSnapshot.Record] {
    snapshot.records.filter { ids.contains($0.id) && !$0.counts }
  }

  func uncountedIntroduction(_ count: Int) -> String {
    count == 1
      ? "This was logged with you as its coordinator. By the rule below it does not count yet:"
      : "These were logged with you as their coordinator. By the rule below they do not count yet:"
  }

  var remediesLabel: String { "What would make it count:" }

  /// One sentence for each kind of reason, in the order met.
  func remedies(_ records: [CaseSnapshot.Record], _ quota: Quota, _ snapshot: CaseSnapshot) -> [String] {
    var seen: Set<String> = []
    return records.flatMap(\.reasons).filter { seen.insert($0.code).inserted }
      .compactMap { Obligation.Reason.Code(rawValue: $0.code) }.map { remedy($0, quota, snapshot) }
  }

  private func remedy(_ code: Obligation.Reason.Code, _ quota: Quota, _ snapshot: CaseSnapshot) -> String {
    let another = "another one that fits counts as well (\(by(snapshot)))."
    switch code {
    case .notCompleted: return "When it is completed, have that logged."
    case .coordinatorAbsent: return "If you took part, have yourself logged among the participants."
    case .coordinatorNotEligible:
      return "If somebody else coordinated it, have them logged; or \(another)"
    case .noEnd: return "Have its end logged."
    case .tooShort: return "If it lasted longer than was logged, have its times corrected; or \(another)"
    case .missingParticipants:
      return "If such people took part, have them logged as participants; or \(another)"
    case .overlaps:
      return "If one of the two has wrong times, have them corrected: the same minutes count once."
    case .tooEarly, .tooLate:
      return "If its time is wrong, or it belongs to another incident, have that corrected."
    }
  }

  /// "until Sun Nov 22".
  private func by(_ snapshot: CaseSnapshot) -> String {
    snapshot.isIncident
      ? "until \(moment(snapshot.until))"
      : "until \(weekday(calendar.day(of: snapshot.until).advanced(by: -1)))"
  }
}
