import Foundation
import Testing

@testable import RollCall

/// Why an engagement does not count, and what would make it count.
@Suite struct AppraisalTests {
  static let quotas: [Quota] = [
    .named("officer-walk", "walk.officer", ["officer"], minutes: 20),
    .named("squad-walk", "walk.squad", ["sergeant"], minutes: 30, with: [.persons(1, ["officer"])]),
    .named("shift-walk", "walk.shift", ["lieutenant"], minutes: 30, with: [.persons(1, ["sergeant"])]),
    .afterIncident(coordinator: .init(unitKinds: ["community_policing"])),
  ]

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let engagement: Engagement
    let standing: Appraisal.Standing
    var quota: String?
    let remedies: [String]

    init(
      _ name: String, _ engagement: Engagement, _ standing: Appraisal.Standing, quota: String? = nil,
      _ remedies: String...
    ) {
      testDescription = name
      self.engagement = engagement
      self.standing = standing
      self.quota = quota
      self.remedies = remedies
    }
  }

  static let cases = [
    Case("one that counts needs nothing", .walk(with: ["kelling"]), .counts, quota: "shift-walk"),
    Case(
      "a record of the dispatch system that names no coordinator",
      .walk(
        activity: "walk", by: nil, minutes: 35, with: ["kelling", "silva"]), .fitsNone,
      "If Sgt. Bo Kelling (kelling) led it, name them as the coordinator: it then counts for Squad walk.",
      "If Ofc. Ana Silva (silva) led it, name them as the coordinator: it then counts for Officer walk.",
      "If it followed a homicide or shooting, name that incident (Post-incident walk)."),
    Case(
      "nobody who took part could have led it", .walk(activity: "walk", by: nil, with: ["frey"]), .fitsNone,
      "Record who led it, if it was an officer (Officer walk), a sergeant (Squad walk) or a lieutenant (Shift walk).",
      "If it followed a homicide or shooting, name that incident (Post-incident walk)."),
    Case(
      "whoever led it, something is still missing",
      .walk(activity: "walk", by: nil, minutes: 25, with: ["kelling"]), .fitsNone,
      "If Sgt. Bo Kelling (kelling) led it, name them as the coordinator: it then belongs to Squad walk, but still 25 min, 30 required; no officer present.",
      "If it followed a homicide or shooting, name that incident (Post-incident walk)."),
    Case(
      "too short and alone", .walk(activity: "walk.squad", by: "kelling", minutes: 22), .fallsShort,
      quota: "squad-walk",
      "If it lasted longer than recorded, correct its start or end: 30 min are required.",
      "If somebody took part who is not recorded, add them: no officer present."),
    Case(
      "no end, and a coordinator who is not among those who took part",
      .walk(activity: "walk.officer", by: "silva", minutes: nil, attended: false), .fallsShort,
      quota: "officer-walk",
      "If Ofc. Ana Silva (silva) took part, add them to those who did; if not, name as coordinator who led it.",
      "Record when it ended: 20 min are required."),
    Case(
      "logged as another walk than it was", .walk(activity: "walk.squad", by: "silva"), .fallsShort,
      quota: "squad-walk",
      "Record who led it, if it was a sergeant (Squad walk).",
      "If somebody took part who is not recorded, add them: no officer present.",
      "If it was an Officer walk, log it as walk.officer: it then counts."),
    Case(
      "planned, and its time has passed", .walk(status: .planned, with: ["kelling"]), .fallsShort,
      quota: "shift-walk", "If it took place, record it as completed."),
    Case(
      "still to come", .walk(status: .planned, at: "2026-11-19T15:00:00Z", with: ["kelling"]), .toCome,
      quota: "shift-walk", "It is still to come: it counts once it is recorded as completed."),
    Case("called off", .walk(status: .cancelled), .calledOff, quota: "shift-walk"),
    Case(
      "nowhere", .walk(in: nil, with: ["kelling"]), .notOwed, quota: "shift-walk",
      "It names no neighborhood: record where it was."),
    Case(
      "in a neighborhood that the store does not know", .walk(in: "atlantis", with: ["kelling"]), .notOwed,
      quota: "shift-walk",
      "The store has no neighborhood atlantis: correct where it was, or add the neighborhood."),
    Case(
      "an activity of its own", .walk(activity: "coffee"), .unknownActivity,
      "No quota speaks of coffee. If it is another activity, correct it; if it should count, give it a quota."
    ),
    Case(
      "a post-incident walk without an incident", .walk(activity: "walk.after", by: "dietz"), .fitsNone,
      "If it followed a homicide or shooting, name that incident (Post-incident walk)."),
  ]

  static func town(_ engagements: Engagement...) -> Town {
    var town = Town()
    town.quotas = quotas
    town.engagements = engagements
    return town
  }

  @Test("its standing, its quota, and what would make it count", arguments: cases)
  func standing(_ found: Case) throws {
    let appraisal = try #require(
      Self.town(found.engagement).assessor.appraisal(of: "e1", now: "2026-11-18T17:00:00Z"))
    #expect(appraisal.standing == found.standing)
    #expect(appraisal.verdict.quota == found.quota)
    #expect(appraisal.remedies == found.remedies)
  }

  @Test("each rule has its verdict and its figures, those that are met too")
  func rules() throws {
    let town = Self.town(.walk(activity: "walk.squad", by: "kelling", minutes: 22, with: ["silva"]))
    let check = try #require(
      town.assessor.appraisal(of: "e1", now: "2026-11-18T17:00:00Z")?.checks.first)
    #expect(check.quota.id == "squad-walk")
    #expect(
      check.rules.map { "\($0.isMet ? "met" : "not") \($0.code.rawValue): \($0.text)" } == [
        "met coordinator_absent: the coordinator took part",
        "met coordinator_not_eligible: the coordinator is a sergeant",
        "not too_short: 22 min, 30 required", "met missing_participants: 1 of 1 officer present",
        "met overlaps: no other of the same coordinator at the same time",
      ])
  }

  @Test("one that fits none is held against each quota that speaks of its activity")
  func everyQuota() throws {
    let town = Self.town(.walk(activity: "walk", by: nil))
    let checks = try #require(town.assessor.appraisal(of: "e1", now: "2026-11-18T17:00:00Z")).checks
    #expect(checks.map(\.quota.id) == Self.quotas.map(\.id))
  }

  @Test("somebody who is not to be named is given by number")
  func unnamed() throws {
    var town = Self.town(.walk(activity: "walk", by: nil, with: ["kelling", "hidden"]))
    town.people.append(
      Person(id: "hidden", name: "Vic Vane", rank: "officer", supervisorID: "kelling", isNamed: false))
    let remedies = try #require(town.assessor.appraisal(of: "e1", now: "2026-11-18T17:00:00Z")).remedies
    #expect(remedies.contains { $0.hasPrefix("If hidden led it") })
    #expect(!remedies.contains { $0.contains("Vane") })
  }

  @Test("what an appraisal finds and what the verdict says agree, on random agencies", arguments: 1...40)
  func agreement(seed: Int) throws {
    let town = RandomTown(seed: UInt64(seed)).town
    let assessor = town.assessor
    for engagement in town.engagements {
      let appraisal = try #require(assessor.appraisal(of: engagement.id, now: "2026-11-18T17:00:00Z"))
      let verdict = appraisal.verdict
      #expect((appraisal.standing == .counts) == verdict.counts)
      guard let quota = verdict.quota else { continue }
      let check = try #require(appraisal.checks.first)
      #expect(check.quota.id == quota)
      let against = Set(check.rules.filter { !$0.isMet }.map(\.code))
      #expect(against == Set(verdict.reasons.map(\.code)), "\(engagement)")
      #expect(verdict.counts || appraisal.standing == .calledOff || !appraisal.remedies.isEmpty)
    }
  }

  @Test("what it advises to name, named, counts", arguments: 1...40)
  func adviceHolds(seed: Int) throws {
    let town = RandomTown(seed: UInt64(seed)).town
    for engagement in town.engagements where engagement.coordinatorID == nil {
      let appraisal = try #require(town.assessor.appraisal(of: engagement.id, now: "2026-11-18T17:00:00Z"))
      for person in engagement.participants
      where appraisal.remedies.contains(where: {
        $0.contains("(\(person)) led it") && $0.contains("then counts")
      }) {
        var mended = town
        mended.engagements = town.engagements.map {
          $0.id == engagement.id ? $0.with(coordinator: person, status: .completed) : $0
        }
        let reasons = mended.codes(of: engagement.id)
        #expect(reasons.isEmpty || reasons == [.overlaps])
      }
    }
  }

  @Test("uncounted lists in order of start what could have counted")
  func list() {
    let town = Self.town(
      .walk("late", minutes: 5), .walk("early", at: "2026-11-16T15:00:00Z", minutes: 5),
      .walk("good", at: "2026-11-16T18:00:00Z", with: ["kelling"]), .walk("void", status: .void),
      .walk("next", status: .planned, at: "2026-11-20T15:00:00Z"),
      .walk("before", at: "2026-11-15T15:00:00Z", minutes: 5))
    let found = town.assessor.uncounted(
      from: "2026-11-16T05:00:00Z", until: "2026-11-23T05:00:00Z", now: "2026-11-18T17:00:00Z")
    #expect(found.map(\.engagement.id) == ["early", "late"])
  }
}

extension Quota {
  fileprivate static func named(
    _ id: String, _ activity: String, _ ranks: [String], minutes: Int, with: [Companions] = []
  ) -> Quota {
    var quota = Quota.walk(
      id, activity: activity, minutes: minutes, coordinator: .init(ranks: ranks), with: with)
    quota.name = id.replacingOccurrences(of: "-", with: " ").capitalizedFirst
    return quota
  }
}
