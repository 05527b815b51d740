import Foundation

/// The counting of quotas (contract §3): judges every engagement once, then answers what is owed, by whom, and how it
/// stands. A pure function of its facts; only a status depends on the given `now`.
package struct Assessor: Sendable {
  /// One holder of one quota in one period: where engagements are counted.
  struct Seat: Hashable, Sendable {
    let quota: Int
    let holder: Int
    /// The period's first day; an incident's quota has but one period a holder.
    let first: LocalDay?
  }

  let quotas: [Quota]
  let facts: QuotaFacts
  let calendar: AgencyCalendar
  let rule: JudgingRule
  let holders: Holders
  /// For questions of the kind "what if": where a changed engagement would belong.
  let allotment: Allotment
  /// By engagement; nil where it belongs to no quota.
  private let places: [Allotment.Place?]
  /// By engagement that overlaps an earlier one: that one.
  private let blockers: [Int: Int]
  private let tallies: [Seat: [Int]]
  private let seats: [Seat?]
  private let numbers: [String: Int]
  private let days: DayTable

  /// `quotas` in the order of the file. Judges at once; about linear in the engagements.
  package init(quotas: [Quota], facts: QuotaFacts, calendar: AgencyCalendar, rule: JudgingRule) {
    self.quotas = quotas
    self.facts = facts
    self.calendar = calendar
    self.rule = rule
    let roster = Roster(facts.organization)
    let incidents = facts.incidents.sorted { inByteOrder($0.id, $1.id) }
    let allotment = Allotment(
      rules: quotas.map { CountingRules($0, roster, facts.organization) },
      books: quotas.map { Self.book(for: $0, incidents) })
    let holders = Holders(facts, allotment, roster, incidents: incidents, calendar)
    let days = Self.dayTable(facts.engagements, calendar)
    let places = facts.engagements.map { allotment.place($0, on: days.day(of: $0.startsAt)) }
    let seats = zip(facts.engagements, places).map { engagement, place in
      place.flatMap { Self.seat(of: engagement, at: $0, holders, days) }
    }
    self.holders = holders
    self.allotment = allotment
    self.days = days
    self.places = places
    self.seats = seats
    blockers = Overlaps(facts.engagements, places).blockers
    tallies = Self.tallies(seats)
    numbers = Dictionary(
      facts.engagements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// All obligations whose period overlaps the days from `from` to `until`, both included, ordered by id.
  ///
  /// `settled` holds what the daemon's state says of some, by id: `waived` or `unassessed` takes the place of `open`,
  /// `at_risk` and `missed`; what is met or excused stays so.
  ///
  /// `recordedBy` leaves out engagements that had not ended by then, so that the past looks as it did; nil: every
  /// engagement counts (contract §3).
  package func obligations(
    from: LocalDay, until: LocalDay, now: Date, settled: [String: Obligation.Status] = [:],
    recordedBy: Date? = nil
  ) -> [Obligation] {
    guard from <= until else { return [] }
    let days = from..<until.advanced(by: 1)
    var writer = ObligationWriter(
      assessor: self, now: now, settled: settled, recordedBy: recordedBy)
    for quota in quotas.indices {
      if let per = quotas[quota].per, !isIncidents(quota) {
        for period in per.periods(overlapping: days, calendar) { writer.write(quota, per, period) }
      } else {
        writer.writeIncidents(quota, overlapping: days)
      }
    }
    return writer.obligations.sorted { inByteOrder($0.id, $1.id) }
  }

  /// Where an engagement belongs and what is against it; nil where the facts do not hold it.
  package func verdict(of engagement: String) -> Verdict? {
    guard let number = numbers[engagement] else { return nil }
    return Verdict(
      engagement: engagement, quota: places[number].map { quotas[$0.quota].id },
      obligation: seats[number].flatMap(obligationID), reasons: reasons(against: number))
  }

  /// Who would answer for this obligation with the people of `day`; empty where the quota or the holder is gone.
  package func responsible(for obligation: Obligation, on day: LocalDay) -> [String] {
    guard let quota = quotas.firstIndex(where: { $0.id == obligation.quota }),
      let holder = holders.candidates(quota).first(where: {
        holders.named($0, of: quota).id == obligation.holder.id
      })
    else { return [] }
    var responsibility = Responsibility(holders)
    return responsibility.responsible(for: holder, of: quota, on: day)
  }

  /// The engagement with this id, where it belongs, and the one that it overlaps; nil where the facts do not hold it.
  func judged(_ id: String) -> (engagement: Engagement, place: Allotment.Place?, blocker: Engagement?)? {
    numbers[id].map { (facts.engagements[$0], places[$0], blockers[$0].map { facts.engagements[$0] }) }
  }

  /// The obligation that an engagement at this place would be of; nil where nothing is owed there and then.
  func obligationID(of engagement: Engagement, at place: Allotment.Place) -> String? {
    Self.seat(of: engagement, at: place, holders, days).flatMap(obligationID)
  }

  func day(of engagement: Engagement) -> LocalDay { days.day(of: engagement.startsAt) }

  func isIncidents(_ quota: Int) -> Bool {
    if case .incident = quotas[quota].holder { true } else { false }
  }

  /// What each engagement of this seat came to, in order of id; of those that had ended by `recordedBy`, if it is given.
  func tally(_ seat: Seat, recordedBy: Date?) -> [Obligation.Tally] {
    let numbers = (tallies[seat] ?? []).filter { number in
      let engagement = facts.engagements[number]
      return recordedBy.map { (engagement.endsAt ?? engagement.startsAt) <= $0 } ?? true
    }
    return numbers.sorted { inByteOrder(facts.engagements[$0].id, facts.engagements[$1].id) }
      .map { Obligation.Tally(id: facts.engagements[$0].id, reasons: reasons(against: $0)) }
  }

  // MARK: -

  private func reasons(against number: Int) -> [Obligation.Reason] {
    guard let place = places[number] else { return [] }
    let blocker = blockers[number]
    let found = blocker == nil ? place.reasons : place.reasons.union(.overlaps)
    guard !found.isEmpty else { return [] }
    let engagement = facts.engagements[number]
    let text = ReasonText(
      rules: holders.rules[place.quota], engagement: engagement, day: days.day(of: engagement.startsAt),
      incident: place.incident.map { holders.incidents[$0] }, blocker: blocker.map { facts.engagements[$0] })
    return found.codes.map { Obligation.Reason($0, text.text(for: $0)) }
  }

  /// The id of the seat's obligation, if there is anything owed by a holder there.
  private func obligationID(_ seat: Seat) -> String? {
    let period: Period?
    if let first = seat.first, let per = quotas[seat.quota].per {
      period = per.days(holding: first, calendar).map { Period(days: $0, calendar) }
    } else {
      period = holders.incidentPeriod(seat.holder, of: seat.quota)
    }
    guard let period else { return nil }
    let workingDays = calendar.workingDays(in: period.days)
    guard holders.required(seat.holder, of: seat.quota, in: period, workingDays: workingDays) != nil else {
      return nil
    }
    return obligationID(seat, holders.named(seat.holder, of: seat.quota))
  }

  func obligationID(_ seat: Seat, _ holder: Obligation.Holder) -> String {
    "\(quotas[seat.quota].id)/\(holder.id)/\(seat.first?.description ?? "incident")"
  }

  private static func book(for quota: Quota, _ incidents: [Incident]) -> IncidentBook? {
    guard case .incident(let kinds, let within) = quota.holder else { return nil }
    return IncidentBook(incidents, kinds: kinds, withinSeconds: within)
  }

  private static func dayTable(_ engagements: [Engagement], _ calendar: AgencyCalendar) -> DayTable {
    let starts = engagements.lazy.map(\.startsAt)
    let earliest = starts.min() ?? Date(seconds: 0)
    return DayTable(calendar, from: earliest, through: starts.max() ?? earliest)
  }

  private static func seat(
    of engagement: Engagement, at place: Allotment.Place, _ holders: Holders, _ days: DayTable
  ) -> Seat? {
    guard let holder = holders.holder(of: engagement, at: place) else { return nil }
    if place.incident != nil { return Seat(quota: place.quota, holder: holder, first: nil) }
    let day = days.day(of: engagement.startsAt)
    return holders.rules[place.quota].quota.per?.days(holding: day, holders.calendar).map {
      Seat(quota: place.quota, holder: holder, first: $0.lowerBound)
    }
  }

  private static func tallies(_ seats: [Seat?]) -> [Seat: [Int]] {
    var tallies: [Seat: [Int]] = [:]
    for (number, seat) in seats.enumerated() {
      if let seat { tallies[seat, default: []].append(number) }
    }
    return tallies
  }
}
