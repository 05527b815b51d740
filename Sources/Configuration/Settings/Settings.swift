import Foundation
import RollCall

/// The whole configuration: `rollcall.json5` with every default filled in and every path absolute, and the quotas of
/// `quotas.json5` (contract §2).
package struct Settings: Hashable, Sendable {
  package var agency: Agency
  /// The ranks, and from which on they are leaders.
  package var ladder: RankLadder
  package var workWeek: WorkWeek
  package var holidays: Set<LocalDay>
  /// In file order; may be empty.
  package var shifts: [Shift]
  /// Path of the engagement store.
  package var store: String
  /// Path of the daemon's own database.
  package var state: String
  package var sources: [Source]
  package var feed: Feed
  package var publicStories: PublicStories
  package var words: Words
  package var mail: Mail
  package var digests: Digests
  /// Addresses that hear of story candidates.
  package var communications: [String]
  package var escalation: Escalation
  package var retention: Retention
  /// How long an engagement must have been quiet before it is published (contract §5).
  package var publishAfter: Duration
  /// The folder that `photo.path` is relative to.
  package var pictures: String
  /// Names for people, by activity.
  package var activities: [String: String]
  /// In file order, which decides where an engagement logged under a parent activity belongs (contract §3).
  package var quotas: [Quota]

  /// The agency's own time.
  package var calendar: AgencyCalendar {
    AgencyCalendar(
      timeZone: agency.timeZone, weekStarts: workWeek.starts, workDays: workWeek.days, holidays: holidays)
  }

  /// What people read for an activity: its configured name, else its words from the last to the first, so that
  /// `walk.squad` is a "squad walk" and `coffee_with_a_cop` a "coffee with a cop".
  package func activityName(_ id: String) -> String {
    activities[id]
      ?? id.split(separator: ".").reversed().joined(separator: " ").replacing("_", with: " ")
  }
}

extension Settings {
  package struct Agency: Hashable, Sendable {
    /// Part of every event's source, `/rollcall/<id>`.
    package var id: String
    package var name: String
    package var timeZone: TimeZone
    /// BCP 47.
    package var language: String
  }

  package struct WorkWeek: Hashable, Sendable {
    /// The day on which the seven days begin.
    package var starts: Weekday
    /// At least one.
    package var days: Set<Weekday>
  }

  package struct Shift: Hashable, Sendable {
    /// Fit for a file name.
    package var id: String
    package var name: String
    /// When its briefing begins.
    package var rollCall: TimeOfDay
    /// Ids of the units whose shift it is; empty: the whole agency's.
    package var units: [String]
  }

  package struct Source: Hashable, Sendable {
    /// An id of the store's `source` table.
    package var id: String
    /// After this long without delivery it is silent.
    package var silentAfter: Span
  }

  package struct PublicStories: Hashable, Sendable {
    /// Where public stories are written; nil: nowhere.
    package var folder: String?
    /// Under which address readers find that folder.
    package var link: String?
  }

  package struct Words: Hashable, Sendable {
    /// What people read for "quota".
    package var quota: String
    /// What people read for "missed".
    package var missed: String
  }

  package struct Digests: Hashable, Sendable {
    package var folder: String
    /// By id of a shift, addresses that get its digest.
    package var mailTo: [String: [String]]
  }

  package struct Escalation: Hashable, Sendable {
    /// Of a period, the fraction past which an obligation that lags behind is at risk; 0 to 1.
    package var nudgeAt: Double
    /// After a period's end, how long records may still arrive before a quota is missed.
    package var settle: Span
    /// When each step is due after a case opened; ascending, at least one.
    package var steps: [Span]
    /// Between these times nothing is sent but incident clocks; nil: never quiet. May span midnight.
    package var quiet: Quiet?
  }

  package struct Quiet: Hashable, Sendable {
    package var from: TimeOfDay
    /// Never the same as `from`.
    package var until: TimeOfDay
  }

  /// How long the daemon's own records are kept.
  package struct Retention: Hashable, Sendable {
    package var events: Duration
    package var deliveries: Duration
  }
}
