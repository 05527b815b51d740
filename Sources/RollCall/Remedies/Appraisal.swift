import Foundation

/// One engagement looked at closely: where it belongs, rule by rule what was found, and what would make it count.
package struct Appraisal: Sendable {
  package enum Standing: String, Hashable, Sendable, CaseIterable {
    case counts
    /// Planned or in progress, and its time has not passed yet.
    case toCome = "to_come"
    /// Cancelled or voided: nobody wants it to count.
    case calledOff = "called_off"
    /// It belongs to a quota, whose rules it does not meet.
    case fallsShort = "falls_short"
    /// It meets its quota's rules, but there and then nothing is owed: no holder, or no period.
    case notOwed = "not_owed"
    /// Quotas speak of its activity, and it fits none: mostly it names no coordinator.
    case fitsNone = "fits_none"
    /// No quota speaks of its activity.
    case unknownActivity = "unknown_activity"
  }

  package let engagement: Engagement
  package let verdict: Verdict
  package let standing: Standing
  /// The quota it belongs to, alone; of one that belongs to none, each that speaks of its activity.
  package let checks: [QuotaCheck]
  /// What would make it count, as sentences, the likeliest first; empty where it counts, or cannot any more.
  package let remedies: [String]

  package init(
    engagement: Engagement, verdict: Verdict, standing: Standing, checks: [QuotaCheck], remedies: [String]
  ) {
    self.engagement = engagement
    self.verdict = verdict
    self.standing = standing
    self.checks = checks
    self.remedies = remedies
  }
}

extension Assessor {
  /// What is to be said of an engagement at `now`; nil where the facts do not hold it.
  package func appraisal(of id: String, now: Date) -> Appraisal? {
    guard let (engagement, place, blocker) = judged(id), let verdict = verdict(of: id) else { return nil }
    let standing = standing(engagement, verdict, now)
    let whatIf = WhatIf(self, engagement)
    let checks =
      place.map { [whatIf.inspection(of: $0, blocker).check] }
      ?? whatIf.quotasOfActivity.map { whatIf.inspection(of: whatIf.place(in: $0), nil).check }
    return Appraisal(
      engagement: engagement, verdict: verdict, standing: standing, checks: checks,
      remedies: Remedies(whatIf, place, verdict, standing).sentences)
  }

  /// The obligation that an engagement is of, whether it counts there or not; nil where it is of none. Exact where the
  /// facts hold what `FactsNeeded` asks for `obligationDay`.
  package func obligation(of id: String, now: Date) -> Obligation? {
    guard let wanted = verdict(of: id)?.obligation, let day = obligationDay(of: id) else { return nil }
    return obligations(from: day, until: day, now: now).first { $0.id == wanted }
  }

  /// A day of that obligation's period: the engagement's own, or where it is of an incident the day of its clock's start.
  package func obligationDay(of id: String) -> LocalDay? {
    judged(id).map { engagement, place, _ in
      place?.incident.map { calendar.day(of: holders.incidents[$0].clockStart) } ?? day(of: engagement)
    }
  }

  /// Every engagement of the facts that starts in `[from, until)` and does not count though it could have, in order of
  /// start: what was called off or is still to come is left out.
  package func uncounted(from: Date, until: Date, now: Date) -> [Appraisal] {
    facts.engagements.filter { from <= $0.startsAt && $0.startsAt < until }
      .sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
      .compactMap { engagement in
        guard verdict(of: engagement.id)?.counts == false else { return nil }
        return appraisal(of: engagement.id, now: now)
      }
      .filter { ![.counts, .toCome, .calledOff].contains($0.standing) }
  }

  private func standing(_ engagement: Engagement, _ verdict: Verdict, _ now: Date) -> Appraisal.Standing {
    if verdict.counts { return .counts }
    switch engagement.status {
    case .cancelled, .void: return .calledOff
    case .planned, .inProgress:
      if max(engagement.startsAt, engagement.endsAt ?? engagement.startsAt) >= now { return .toCome }
    case .completed: break
    }
    if verdict.quota != nil { return verdict.reasons.isEmpty ? .notOwed : .fallsShort }
    return WhatIf(self, engagement).quotasOfActivity.isEmpty ? .unknownActivity : .fitsNone
  }
}
