/// The reasons found against an engagement, without their sentences: tens of thousands are judged, few are read.
struct ReasonSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ code: Obligation.Reason.Code) {
    let place = Obligation.Reason.Code.allCases.firstIndex(of: code) ?? 0
    self.init(rawValue: 1 << place)
  }

  static let notCompleted = ReasonSet(.notCompleted)
  static let coordinatorAbsent = ReasonSet(.coordinatorAbsent)
  static let coordinatorNotEligible = ReasonSet(.coordinatorNotEligible)
  static let noEnd = ReasonSet(.noEnd)
  static let tooShort = ReasonSet(.tooShort)
  static let missingParticipants = ReasonSet(.missingParticipants)
  static let overlaps = ReasonSet(.overlaps)
  static let tooEarly = ReasonSet(.tooEarly)
  static let tooLate = ReasonSet(.tooLate)

  private static let all = Obligation.Reason.Code.allCases.map { (code: $0, set: ReasonSet($0)) }

  /// In the contract's order.
  var codes: [Obligation.Reason.Code] { Self.all.filter { contains($0.set) }.map(\.code) }
}
