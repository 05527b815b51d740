import Foundation

@testable import RollCall

/// Contract §3 a second time, sentence by sentence and as slowly as it pleases, with Foundation's calendar: what the
/// assessor is compared with. It shares with it the facts and the kinds of values, and no decision.
struct NaiveCount {
  let town: Town
  let now: Date

  struct Found: Hashable {
    let id: String
    let from: Date
    let until: Date
    let required: Int
    let status: Obligation.Status
    let responsible: [String]
    /// Id and codes.
    let engagements: [String]
  }

  private var organization: Organization { town.facts.organization }
  private var calendar: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = town.calendar.timeZone
    // Sunday is 1.
    calendar.firstWeekday = (town.calendar.weekStarts.index + 1) % 7 + 1
    return calendar
  }

  // MARK: - Days and periods

  private func start(_ day: LocalDay) -> Date {
    let noon = DateComponents(year: day.year, month: day.month, day: day.day, hour: 12)
    return calendar.startOfDay(for: calendar.date(from: noon) ?? .distantPast)
  }

  private func day(_ instant: Date) -> LocalDay {
    let parts = calendar.dateComponents([.year, .month, .day], from: instant)
    return LocalDay(year: parts.year ?? 0, month: parts.month ?? 1, day: parts.day ?? 1) ?? "1970-01-01"
  }

  private func works(_ day: LocalDay) -> Bool {
    let weekday = calendar.component(.weekday, from: start(day))
    return town.calendar.workDays.contains { ($0.index + 1) % 7 + 1 == weekday }
      && !town.calendar.holidays.contains(day)
  }

  struct Span: Hashable {
    var days: [LocalDay]
    var from: Date
    var until: Date
  }

  private func span(_ per: Quota.Period, around day: LocalDay) -> Span? {
    let noon = start(day).addingTimeInterval(12 * 3600)
    var interval: DateInterval?
    switch per {
    case .workday: interval = works(day) ? calendar.dateInterval(of: .day, for: noon) : nil
    case .workWeek: interval = calendar.dateInterval(of: .weekOfYear, for: noon)
    case .month: interval = calendar.dateInterval(of: .month, for: noon)
    case .year: interval = calendar.dateInterval(of: .year, for: noon)
    case .quarter:
      let first = [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10][day.month - 1]
      let from = calendar.date(from: DateComponents(year: day.year, month: first, day: 1)) ?? noon
      interval = DateInterval(start: from, end: calendar.date(byAdding: .month, value: 3, to: from) ?? from)
    }
    guard let interval else { return nil }
    var (days, next) = ([LocalDay](), self.day(interval.start))
    while start(next) < interval.end {
      days.append(next)
      next = next.advanced(by: 1)
    }
    return Span(days: days, from: interval.start, until: interval.end)
  }

  private func span(_ incident: Incident, _ seconds: Int) -> Span {
    let from = incident.knownAt ?? incident.occurredAt
    return Span(days: [day(from)], from: from, until: from.addingTimeInterval(Double(seconds)))
  }

  // MARK: - Rules

  private func person(_ id: String?) -> Person? { town.people.first { $0.id == id } }

  private func fits(_ id: String?, _ rule: Quota.PersonRule) -> Bool {
    guard let person = person(id) else { return false }
    let kind = town.units.first { $0.id == person.unitID }?.kind
    if let ranks = rule.ranks { guard ranks.contains(person.rank) else { return false } }
    if let kinds = rule.unitKinds { guard let kind, kinds.contains(kind) else { return false } }
    if let kind, let not = rule.notUnitKinds { guard !not.contains(kind) else { return false } }
    return true
  }

  private func assigned(_ id: String?, _ neighborhood: String?, _ day: LocalDay) -> Bool {
    town.assignments.contains {
      $0.personID == id && $0.neighborhoodID == neighborhood && ($0.from ?? day) <= day
        && day <= ($0.through ?? day)
    }
  }

  private func fits(_ id: String?, _ rule: Quota.PersonRule, _ walk: Engagement) -> Bool {
    fits(id, rule) && (!rule.assigned || assigned(id, walk.neighborhoodID, day(walk.startsAt)))
  }

  /// Tries every way to fill the places.
  private func fill(_ places: [[String]], _ used: Set<String> = []) -> Bool {
    guard let first = places.first else { return true }
    return first.contains { !used.contains($0) && fill(Array(places.dropFirst()), used.union([$0])) }
  }

  private func hasCompanions(_ walk: Engagement, _ quota: Quota) -> Bool {
    var places: [[String]] = []
    for rule in quota.with {
      let who: [String]
      switch rule.who {
      case .persons(let persons):
        who = walk.participants.filter { $0 != walk.coordinatorID && fits($0, persons, walk) }
      case .guests(let categories):
        who = walk.guests.indices.filter { index in
          categories.contains { $0 == walk.guests[index].category }
        }.map { "guest \($0)" }
      }
      places += Array(repeating: who, count: rule.count)
    }
    return fill(places)
  }

  private func incident(_ walk: Engagement, _ quota: Quota) -> Incident? {
    guard case .incident(let kinds, _) = quota.holder else { return nil }
    let named = town.incidents.filter { kinds.contains($0.kind) }
    if let id = walk.incidentID { return named.first { $0.id == id } }
    return named.filter {
      $0.neighborhoodID != nil && $0.neighborhoodID == walk.neighborhoodID && $0.occurredAt <= walk.startsAt
    }.max { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
  }

  /// All but `overlaps`.
  private func codes(_ walk: Engagement, _ quota: Quota) -> [Obligation.Reason.Code] {
    guard walk.status == .completed else { return [.notCompleted] }
    var codes: [Obligation.Reason.Code] = []
    if walk.coordinatorID == nil || !walk.participants.contains(walk.coordinatorID ?? "") {
      codes.append(.coordinatorAbsent)
    }
    if walk.coordinatorID != nil, !fits(walk.coordinatorID, quota.coordinator, walk) {
      codes.append(.coordinatorNotEligible)
    }
    if let minutes = quota.minutes {
      if let end = walk.endsAt {
        if end.timeIntervalSince(walk.startsAt) < Double(minutes) * 60 { codes.append(.tooShort) }
      } else {
        codes.append(.noEnd)
      }
    }
    if !hasCompanions(walk, quota) { codes.append(.missingParticipants) }
    if case .incident(_, let within) = quota.holder, let incident = incident(walk, quota) {
      if walk.startsAt < incident.occurredAt { codes.append(.tooEarly) }
      if walk.startsAt > span(incident, within).until { codes.append(.tooLate) }
    }
    return codes
  }

  private func isOpen(_ walk: Engagement, _ quota: Quota) -> Bool {
    if case .incident = quota.holder { return incident(walk, quota) != nil }
    return true
  }

  private func quota(_ walk: Engagement) -> Quota? {
    if town.quotas.contains(where: { $0.activity == walk.activity }) {
      return town.quotas.first { $0.activity == walk.activity && isOpen(walk, $0) }
    }
    let below = town.quotas.filter { $0.activity.hasPrefix(walk.activity + ".") && isOpen(walk, $0) }
    if walk.incidentID != nil, let its = below.first(where: { incident(walk, $0) != nil }) { return its }
    let fitting = below.filter { fits(walk.coordinatorID, $0.coordinator, walk) }
    return fitting.first { codes(walk, $0).isEmpty } ?? fitting.first
  }

  private func allCodes(_ walk: Engagement, _ quota: Quota) -> [Obligation.Reason.Code] {
    var codes = self.codes(walk, quota)
    if walk.status == .completed, overlaps(walk) {
      let after = codes.firstIndex { $0 == .tooEarly || $0 == .tooLate } ?? codes.count
      codes.insert(.overlaps, at: after)
    }
    return codes
  }

  private func overlaps(_ walk: Engagement) -> Bool {
    town.engagements.contains { other in
      guard other.id != walk.id, other.status == .completed, let who = other.coordinatorID,
        who == walk.coordinatorID, let its = quota(other), codes(other, its).isEmpty,
        let end = walk.endsAt, let otherEnd = other.endsAt
      else { return false }
      return (other.startsAt, other.id) < (walk.startsAt, walk.id) && other.startsAt < end
        && walk.startsAt < otherEnd
    }
  }

  // MARK: - Obligations

  func obligations(_ from: LocalDay, _ until: LocalDay) -> [Found] {
    let (start, end) = (self.start(from), self.start(until.advanced(by: 1)))
    let owned = town.engagements.map { ($0, quota($0)) }
    return town.quotas.flatMap { quota in
      let mine = owned.filter { $0.1 == quota }.map(\.0)
      if case .incident(let kinds, let within) = quota.holder {
        return town.incidents.filter { kinds.contains($0.kind) && isOwed($0) }.compactMap {
          incident -> Found? in
          let span = span(incident, within)
          guard span.from < end, span.until > start else { return nil }
          let walks = mine.filter { self.incident($0, quota)?.id == incident.id }
          return found(quota, incident.id, "incident", span, 1, walks, neighborhood: incident.neighborhoodID)
        }
      }
      var spans: [Span] = []
      for day in (from..<until.advanced(by: 1)).all {
        if let span = quota.per.flatMap({ span($0, around: day) }), !spans.contains(span) {
          spans.append(span)
        }
      }
      return spans.flatMap { obligations(quota, $0, mine) }
    }.sorted { $0.id < $1.id }
  }

  private func isOwed(_ incident: Incident) -> Bool {
    let day = day(incident.knownAt ?? incident.occurredAt)
    return town.neighborhoods.contains {
      $0.id == incident.neighborhoodID && isActive($0, day) && !isPaused($0.id, day)
    }
  }

  private func isActive(_ place: Neighborhood, _ day: LocalDay) -> Bool {
    (place.activeFrom ?? day) <= day && day <= (place.activeUntil ?? day)
  }

  private func isActive(_ person: Person, _ day: LocalDay) -> Bool {
    (person.activeFrom ?? day) <= day && day <= (person.activeUntil ?? day)
  }

  private func isPaused(_ place: String, _ day: LocalDay) -> Bool {
    town.pauses.contains { $0.neighborhoodID == place && $0.from <= day && day <= ($0.through ?? day) }
  }

  private func isAway(_ person: String, _ day: LocalDay) -> Bool {
    town.absences.contains { $0.personID == person && $0.from <= day && day <= $0.through }
  }

  private func prorated(_ times: Int, _ days: Int, _ all: Int) -> Int {
    all == 0 ? 0 : Int((Double(times) * Double(days) / Double(all)).rounded(.toNearestOrAwayFromZero))
  }

  private func obligations(_ quota: Quota, _ span: Span, _ mine: [Engagement]) -> [Found] {
    let label = span.days.first?.description ?? ""
    let working = span.days.filter(works)
    let walks = mine.filter { span.from <= $0.startsAt && $0.startsAt < span.until }
    switch quota.holder {
    case .incident: return []
    case .agency: return [found(quota, "riverton-pd", label, span, quota.times, walks)]
    case .unit(let ids):
      return ids.map { id in
        let its = walks.filter { nearest(person($0.coordinatorID)?.unitID, ids) == id }
        return found(quota, id, label, span, quota.times, its)
      }
    case .neighborhood:
      return town.neighborhoods.filter { place in working.contains { isActive(place, $0) } }.map { place in
        let owed = working.filter { isActive(place, $0) && !isPaused(place.id, $0) }.count
        return found(
          quota, place.id, label, span, prorated(quota.times, owed, working.count),
          walks.filter { $0.neighborhoodID == place.id }, neighborhood: place.id)
      }
    case .person:
      let asked = quota.coordinator.assigned
      func isAssigned(_ person: Person, _ day: LocalDay) -> Bool {
        !asked || (town.assignments.map(\.neighborhoodID).contains { assigned(person.id, $0, day) })
      }
      return town.people.filter { person in
        fits(person.id, quota.coordinator) && span.days.contains { isActive(person, $0) }
          && span.days.contains { isAssigned(person, $0) }
      }.map { person in
        let owed = working.filter {
          isActive(person, $0) && !isAway(person.id, $0) && isAssigned(person, $0)
        }.count
        return found(
          quota, person.id, label, span, prorated(quota.times, owed, working.count),
          walks.filter { $0.coordinatorID == person.id })
      }
    }
  }

  private func nearest(_ unit: String?, _ ids: [String]) -> String? {
    var current = unit.flatMap { id in town.units.first { $0.id == id } }
    for _ in 0..<20 {
      guard let unit = current else { return nil }
      if ids.contains(unit.id) { return unit.id }
      current = town.units.first { $0.id == unit.parentID }
    }
    return nil
  }

  private func found(
    _ quota: Quota, _ holder: String, _ label: String, _ span: Span, _ required: Int, _ walks: [Engagement],
    neighborhood: String? = nil
  ) -> Found {
    let judged = walks.map { ($0.id, allCodes($0, quota)) }.sorted { $0.0 < $1.0 }
    let counted = judged.filter(\.1.isEmpty).count
    return Found(
      id: "\(quota.id)/\(holder)/\(label)", from: span.from, until: span.until, required: required,
      status: status(quota, span, required, counted),
      responsible: responsible(quota, holder, neighborhood, day(span.until.addingTimeInterval(-1))),
      engagements: judged.map { "\($0.0): " + $0.1.map(\.rawValue).joined(separator: " ") })
  }

  private func status(_ quota: Quota, _ span: Span, _ required: Int, _ counted: Int) -> Obligation.Status {
    if required == 0 { return .excused }
    if counted >= required { return .met }
    if case .incident(_, let within) = quota.holder {
      if now >= span.until { return .missed }
      return now.timeIntervalSince(span.from) >= Double(within) / 4 ? .atRisk : .open
    }
    if now >= settled(span.until) { return .missed }
    var fraction = now.timeIntervalSince(span.from) / span.until.timeIntervalSince(span.from)
    if quota.per == .workday {
      fraction = min(1, max(0, fraction))
    } else {
      let working = span.days.filter(works)
      fraction =
        working.isEmpty
        ? 0 : Double(working.filter { start($0.advanced(by: 1)) <= now }.count) / Double(working.count)
    }
    let done = Double(counted) / Double(required)
    return fraction >= town.rule.nudgeAt && done < fraction ? .atRisk : .open
  }

  private func settled(_ end: Date) -> Date {
    switch town.rule.settle {
    case .elapsed(let duration): return end.addingTimeInterval(Double(duration.components.seconds))
    case .workingDays(var count):
      // Periods end at midnight, so the same local time is the day's first instant.
      var day = day(end)
      for _ in 0..<4000 where count > 0 {
        day = day.advanced(by: 1)
        if works(day) { count -= 1 }
      }
      return count == 0 ? start(day) : town.calendar.instant(town.rule.settle, after: end)
    }
  }

  private func responsible(_ quota: Quota, _ holder: String, _ place: String?, _ day: LocalDay) -> [String] {
    let active = town.people.filter { isActive($0, day) }
    func level(_ person: Person) -> Int { RandomTown.ranks.firstIndex(of: person.rank) ?? -1 }
    func highest(_ people: [Person]) -> [Person] {
      people.filter { one in !people.contains { level($0) > level(one) } }
    }
    switch quota.holder {
    case .person: return [holder]
    case .agency: return highest(active.filter { $0.supervisorID == nil }).map(\.id).sorted()
    case .unit:
      return highest(active.filter { nearest($0.unitID, [holder]) != nil }).map(\.id).sorted()
    case .neighborhood, .incident:
      let leaders = highest(
        active.filter {
          fits($0.id, quota.coordinator) && (!quota.coordinator.assigned || assigned($0.id, place, day))
        })
      if leaders.contains(where: { level($0) >= 3 }) { return leaders.map(\.id).sorted() }
      return Set(leaders.compactMap { person($0.supervisorID)?.id }).sorted()
    }
  }
}
