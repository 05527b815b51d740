/// A configured expectation: an activity, its counting rules, a number per period, a scope (contract §3).
package struct Quota: Hashable, Sendable, Codable {
  /// Which persons fit: an empty rule fits everybody.
  package struct PersonRule: Hashable, Sendable, Codable {
    /// Any of these ranks; nil: any rank. `{ atLeast }` is expanded to a list when the configuration is read.
    package var ranks: [String]?
    package var unitKinds: [String]?
    package var notUnitKinds: [String]?
    /// True: assigned to the engagement's neighborhood on the local day it starts.
    package var assigned: Bool

    package init(
      ranks: [String]? = nil, unitKinds: [String]? = nil, notUnitKinds: [String]? = nil,
      assigned: Bool = false
    ) {
      self.ranks = ranks
      self.unitKinds = unitKinds
      self.notUnitKinds = notUnitKinds
      self.assigned = assigned
    }
  }

  /// Who must take part beside the coordinator: so many persons who fit, or guests of these categories.
  package struct Companions: Hashable, Sendable, Codable {
    package enum Who: Hashable, Sendable, Codable {
      case persons(PersonRule)
      /// Any of these words in `guest.category`.
      case guests(categories: [String])
    }
    /// At least 1.
    package var count: Int
    package var who: Who

    package init(count: Int = 1, who: Who) {
      self.count = count
      self.who = who
    }
  }

  /// Whom one obligation belongs to, and what starts its clock.
  package enum Holder: Hashable, Sendable, Codable {
    case neighborhood, person, agency
    /// Each of these units.
    case unit(ids: [String])
    /// Each incident of these kinds, owed within so many seconds of its clock's start.
    case incident(kinds: [String], withinSeconds: Int)
  }

  package enum Period: String, Hashable, Sendable, Codable, CaseIterable {
    case workday, workWeek, month, quarter, year
  }

  package var id: String
  package var name: String
  package var activity: String
  /// The least length; nil: any.
  package var minutes: Int?
  package var coordinator: PersonRule
  package var with: [Companions]
  /// How many a period; 1 for an incident.
  package var times: Int
  /// Nil exactly where the holder is an incident.
  package var per: Period?
  package var holder: Holder

  package init(
    id: String, name: String, activity: String, minutes: Int? = nil, coordinator: PersonRule = PersonRule(),
    with: [Companions] = [], times: Int = 1, per: Period?, holder: Holder
  ) {
    self.id = id
    self.name = name
    self.activity = activity
    self.minutes = minutes
    self.coordinator = coordinator
    self.with = with
    self.times = times
    self.per = per
    self.holder = holder
  }
}
