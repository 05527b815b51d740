import Foundation

/// What an export says of one reference: one row, or several put together (one for each unit, one for each update).
package struct CADRecord: Sendable {
  /// A unit and when it was seen on this call: who is behind a call sign changes with the shift.
  package struct CallSign: Hashable, Sendable {
    /// In upper case.
    package let sign: String
    package let at: Date
  }

  /// The number it bears in the source.
  package let reference: String
  /// The line of its first row.
  package let line: Int
  /// Never `.nothing`.
  package var meaning: CallMeaning
  package var disposition: CADMapping.Disposition
  package var startsAt: Date
  package var endsAt: Date?
  package var beat: String?
  package var place: String?
  package var callSigns: [CallSign] = []
  /// Badges.
  package var people: [String] = []
  package var coordinator: String?
  package var communityCount: Int?

  /// Takes in a later row of the same reference: the earliest start, the latest end, everybody; for what can only be
  /// one, the later row. It took place if it did for any unit.
  mutating func merge(_ later: CADRecord) {
    meaning = later.meaning
    disposition = max(disposition, later.disposition)
    startsAt = min(startsAt, later.startsAt)
    endsAt = [endsAt, later.endsAt].compactMap { $0 }.max()
    beat = later.beat ?? beat
    place = later.place ?? place
    callSigns += later.callSigns.filter { !callSigns.contains($0) }
    people += later.people.filter { !people.contains($0) }
    coordinator = later.coordinator ?? coordinator
    communityCount = [communityCount, later.communityCount].compactMap { $0 }.max()
  }
}
