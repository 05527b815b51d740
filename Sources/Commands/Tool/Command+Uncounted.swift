import Configuration
import Foundation
import RollCall

extension Command {
  /// `uncounted`: what does not count, and what would make it count, from store and configuration alone.
  static let uncounted = Command(
    "uncounted", "list what was done and does not count, why, and what would make it count",
    options: [
      Option("--from", "DAY", "first day (default: six days before the last)"),
      Option("--until", "DAY", "last day (default: today)"),
      Option("--neighborhood", "ID", "only what was done there"),
      Option("--now", "INSTANT", "as if it were this instant (default: now)"),
    ],
    example: """
      rollcallctl uncounted --from 2026-11-16 --until 2026-11-22

      What was cancelled or voided, and what is still to come, is left out. With --json each has its `standing`:
      falls_short, not_owed, fits_none or unknown_activity.
      """
  ) { invocation in
    try invocation.refuseOperands()
    let (arguments, settings) = (invocation.arguments, try invocation.settings())
    let calendar = settings.calendar
    let now = try arguments.instant("--now") ?? Date()
    let until = try arguments.day("--until") ?? calendar.day(of: now)
    let from = try arguments.day("--from") ?? until.advanced(by: -6)
    guard from <= until else { throw Failure(.usage, "--until \(until) is before --from \(from)") }
    let reading = try QuotaReading(settings: settings, from: from, until: until)
    let place = arguments.value("--neighborhood")
    if let place, reading.organization.neighborhoods[place] == nil {
      throw Failure(.dataError, "--neighborhood: there is no neighborhood '\(place)' in the store")
    }
    let found = reading.assessor.uncounted(
      from: calendar.start(of: from), until: calendar.start(of: until.advanced(by: 1)), now: now
    ).filter { place == nil || $0.engagement.neighborhoodID == place }
    if invocation.wantsJSON {
      var json = JSONWriter(reserving: 1 << 14)
      json.array(found) { json, appraisal in appraisal.json(into: &json) }
      invocation.print(json: json.bytes)
    } else {
      let page = AppraisalPage(settings, reading.organization)
      for line in page.list(found) { invocation.terminal.say(line) }
    }
    return .ok
  }
}
