import Foundation
import Testing

@testable import RollCall

/// What must hold of every agency, tried on agencies drawn by lot.
@Suite struct PropertyTests {
  static let days: (LocalDay, LocalDay) = ("2026-10-20", "2026-11-05")

  private func forEachTown(_ count: UInt64 = 60, _ check: (UInt64, Town) -> Void) {
    for seed in 1000..<(1000 + count) { check(seed, RandomTown(seed: seed).town) }
  }

  private func all(_ town: Town, now: Date = "2026-10-30T12:00:00Z") -> [Obligation] {
    town.obligations(Self.days.0, Self.days.1, now: now)
  }

  @Test("an engagement stands under one obligation at most, the one that its verdict names")
  func once() {
    forEachTown { seed, town in
      let assessor = town.assessor
      var seen: [String: String] = [:]
      for obligation in all(town) {
        for tally in obligation.engagements {
          #expect(seen.updateValue(obligation.id, forKey: tally.id) == nil, "seed \(seed), \(tally.id)")
          let verdict = assessor.verdict(of: tally.id)
          #expect(verdict?.obligation == obligation.id, "seed \(seed), \(tally.id)")
          #expect(verdict?.reasons == tally.reasons)
        }
      }
      let ids = Set(all(town).map(\.id))
      for engagement in town.engagements {
        guard let id = assessor.verdict(of: engagement.id)?.obligation, ids.contains(id) else { continue }
        #expect(seen[engagement.id] == id, "seed \(seed), \(engagement.id)")
      }
    }
  }

  @Test("nobody owes more than the quota's times, and ids come once and in order")
  func bounds() {
    forEachTown { seed, town in
      let obligations = all(town)
      for obligation in obligations {
        let times = town.quotas.first { $0.id == obligation.quota }?.times ?? 0
        #expect((0...times).contains(obligation.required), "seed \(seed), \(obligation.id)")
        #expect(obligation.from < obligation.until)
      }
      #expect(zip(obligations, obligations.dropFirst()).allSatisfy { $0.id < $1.id }, "seed \(seed)")
    }
  }

  @Test("the order of rows changes nothing")
  func order() {
    forEachTown { seed, town in
      var lot = Seeded(seed)
      var shuffled = town
      shuffled.people.shuffle(using: &lot)
      shuffled.units.shuffle(using: &lot)
      shuffled.neighborhoods.shuffle(using: &lot)
      shuffled.assignments.shuffle(using: &lot)
      shuffled.absences.shuffle(using: &lot)
      shuffled.pauses.shuffle(using: &lot)
      shuffled.incidents.shuffle(using: &lot)
      shuffled.engagements.shuffle(using: &lot)
      #expect(all(shuffled) == all(town), "seed \(seed)")
    }
  }

  @Test("one more participant never makes participants missing")
  func moreParticipants() {
    forEachTown { seed, town in
      let organization = town.facts.organization
      let roster = Roster(organization)
      var lot = Seeded(seed)
      for quota in town.quotas {
        let rules = CountingRules(quota, roster, organization)
        for walk in town.engagements {
          let day = town.calendar.day(of: walk.startsAt)
          let before = rules.reasons(against: walk, on: day, nil).contains(.missingParticipants)
          let more = walk.joined(by: lot.one(of: town.people).id)
          let after = rules.reasons(against: more, on: day, nil).contains(.missingParticipants)
          #expect(before || !after, "seed \(seed), \(quota.id), \(walk.id)")
        }
      }
    }
  }

  @Test("before the next change nothing changes")
  func alarm() {
    forEachTown { seed, town in
      let assessor = town.assessor
      var now: Date = "2026-10-27T11:00:00Z"
      for _ in 0..<12 {
        guard let next = assessor.nextChange(after: now) else { return }
        #expect(next > now)
        let days = assessor.unsettledDays(at: now)
        func statuses(_ at: Date) -> [String: Obligation.Status] {
          let found = assessor.obligations(from: days.lowerBound, until: days.upperBound, now: at)
          return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.status) })
        }
        #expect(statuses(now) == statuses(next.addingTimeInterval(-1)), "seed \(seed), \(now.rfc3339)")
        now = next
      }
    }
  }

  @Test("older obligations than the unsettled days' do not change by time alone")
  func settledStay() {
    forEachTown { seed, town in
      let assessor = town.assessor
      let now: Date = "2026-11-03T12:00:00Z"
      let unsettled = assessor.unsettledDays(at: now)
      func old(_ at: Date) -> [Obligation] {
        assessor.obligations(from: "2026-10-01", until: unsettled.lowerBound.advanced(by: -1), now: at)
          .filter { $0.until <= town.calendar.start(of: unsettled.lowerBound) }
      }
      #expect(old(now) == old("2027-11-03T12:00:00Z"), "seed \(seed)")
    }
  }

  @Test("the facts needed are enough")
  func factsNeeded() {
    forEachTown(200) { seed, town in
      let needed = FactsNeeded(
        quotas: town.quotas, incidents: town.incidents, calendar: town.calendar, from: "2026-10-28",
        until: "2026-10-30")
      var less = town
      let named = town.engagements.filter { $0.incidentID.map(needed.incidents.contains) ?? false }
      less.engagements = town.engagements.filter { walk in
        let reaches = max(walk.startsAt, walk.endsAt ?? walk.startsAt) >= needed.from
        return (reaches && walk.startsAt < needed.until) || named.contains(walk)
          || named.contains { $0.coordinatorID == walk.coordinatorID && $0.meets(walk) }
      }
      #expect(
        less.obligations("2026-10-28", "2026-10-30") == town.obligations("2026-10-28", "2026-10-30"),
        "seed \(seed)")
    }
  }
}

extension Engagement {
  fileprivate func joined(by person: String) -> Engagement {
    Engagement(
      id: id, activity: activity, neighborhoodID: neighborhoodID, coordinatorID: coordinatorID,
      status: status,
      startsAt: startsAt, endsAt: endsAt, incidentID: incidentID,
      participants: participants.contains(person) ? participants : participants + [person], guests: guests)
  }

  fileprivate func meets(_ other: Engagement) -> Bool {
    guard let endsAt, let end = other.endsAt else { return false }
    return startsAt < end && other.startsAt < endsAt
  }
}
