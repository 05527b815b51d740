import Channels
import Configuration
import EventLog
import Foundation
import Platform
import RollCall
import Store

/// Makes the digests that are due: reads what was published since the shift's previous one, composes, writes the
/// files, and only then puts on record that they are there.
struct DigestDesk {
  let settings: Settings
  let store: EngagementStore
  let log: EventLog
  let organization: Organization
  let posts: EngagementPosts
  let text: EventText

  var timetable: DigestTimetable {
    DigestTimetable(shifts: settings.rollCallShifts, calendar: settings.calendar)
  }

  /// The roll calls whose digest is to be made now.
  func due(at now: Date) throws -> [Briefing] {
    timetable.due(at: now, made: try made(around: now))
  }

  /// When the next digest is due.
  func next(after now: Date) throws -> Date? { timetable.next(after: now, made: try made(around: now))?.at }

  private func made(around now: Date) throws -> Set<DigestKey> {
    let day = settings.calendar.day(of: now).advanced(by: -3)
    return Set(try log.digests(since: day).map { DigestKey(day: $0.day, shift: $0.shift) })
  }

  // MARK: -

  /// Announces today's planned walks of leaders, once a local day: with the day's first digest (contract §5).
  func announce(_ day: LocalDay, at now: Date) throws -> [LoggedEvent] {
    guard try log.fact(.plannedDay).flatMap({ LocalDay($0) }).map({ $0 < day }) ?? true else { return [] }
    let calendar = settings.calendar
    let planned = try store.planned(
      from: calendar.start(of: day), until: calendar.start(of: day.advanced(by: 1)))
    return try log.commit(at: now) { draft in
      try draft.remember(.plannedDay, day.description)
      for engagement in planned {
        try posts.publishLeaders(engagement, posts.facts(of: engagement), into: &draft)
      }
    }.events
  }

  /// Makes one digest: files first, each whole or not at all, then the record, the event and the mails together.
  func make(_ briefing: Briefing, progress: [ProgressRow], mail: Postbox, at now: Date) throws
    -> [LoggedEvent]
  {
    let upTo = log.newestID
    let facts = try facts(for: briefing, progress: progress, at: now)
    let digest = Digest(facts)
    let files = DigestFiles(digest, public: Digest.public(facts))
    try write(files)
    let paths = files.files.map { file in
      let name = file.path.split(separator: "/").last ?? ""
      let kind = name.dropFirst(DigestFiles.fileName(ofShift: briefing.shift.id).count + 1)
      return (kind: String(kind), path: "\(settings.digests.folder)/\(file.path)")
    }
    return try log.commit(at: now) { draft in
      try draft.recordDigest(day: briefing.day, shift: briefing.shift.id, upTo: upTo)
      try draft.publish(
        text.digestPublished(
          day: briefing.day, shift: NamedFacts(id: briefing.shift.id, name: briefing.shift.name), files: paths
        ))
      guard !digest.isQuiet else { return }
      for address in settings.digests.mailTo[briefing.shift.id] ?? [] {
        try mail.post(digest, to: address, in: draft)
      }
    }.events
  }

  /// The links last: `latest` never points to what is not there.
  private func write(_ files: DigestFiles) throws {
    let folder = settings.digests.folder
    for path in Set(
      (files.files.map(\.path) + files.links.map(\.path)).compactMap { $0.split(separator: "/").first })
    {
      try Folder.create(at: "\(folder)/\(path)", mode: 0o750)
    }
    for file in files.files { try AtomicFile.write(file.bytes, to: "\(folder)/\(file.path)", mode: 0o640) }
    for link in files.links { try AtomicFile.symlink(link.target, at: "\(folder)/\(link.path)") }
  }

  // MARK: - What a digest is made from

  private func facts(for briefing: Briefing, progress: [ProgressRow], at now: Date) throws -> DigestFacts {
    let previous = try log.latestDigest(of: briefing.shift.id)
    let since = DigestTimetable.span(since: previous?.madeAt, until: now).lowerBound
    var facts = DigestFacts(
      agency: settings.agency.name, language: settings.agency.language, calendar: settings.calendar,
      briefing: briefing, madeAt: now, since: since)
    facts.planWord = settings.words.quota
    facts.incidentActivities = settings.incidentActivities
    let planned = briefing.planned(in: settings.calendar)
    facts.planned = try store.planned(from: planned.lowerBound, until: planned.upperBound).map {
      Posted(try posts.facts(of: $0))
    }
    let news = try News(log: log, after: previous?.upTo ?? 0)
    facts.leaderPosts = news.leaders
    facts.notes = news.notes
    facts.others = news.others(startedSince: now.advanced(by: .seconds(-86400 * DigestFacts.daysKept)))
    facts.progress = progress
    facts.ownNeighborhoods = own(of: briefing.shift)
    for neighborhood in organization.neighborhoods.values {
      facts.purposes[neighborhood.id] = neighborhood.purpose
    }
    return facts
  }

  private func own(of shift: Shift) -> Set<String> {
    guard let units = shift.units else { return [] }
    return Set(
      organization.neighborhoods.values.filter { neighborhood in
        units.contains { organization.isUnit(neighborhood.unitID, withinOrSame: $0) }
      }.map(\.id))
  }
}

/// What was published since a digest, each subject once, as it stands now.
private struct News {
  private(set) var leaders: [Posted<EngagementFacts>] = []
  private(set) var notes: [Posted<NoteFacts>] = []
  private var completed: [EngagementFacts] = []

  init(log: EventLog, after id: Int) throws {
    let decoder = JSONDecoder()
    struct Envelope<Data: Decodable>: Decodable {
      let subject: String
      let data: Data
    }
    struct Withdrawable: Decodable { let withdrawn: Bool? }
    func latest<Content: Decodable & Hashable & Sendable>(
      _ types: [EventType], correction: EventType, as _: Content.Type
    ) throws -> [Posted<Content>] {
      var (found, order) = ([String: Posted<Content>](), [String]())
      for event in try log.events(after: id, types: types) {
        let data = Data(event.json)
        let subject = try decoder.decode(Envelope<Withdrawable>.self, from: data)
        if event.type.rawValue.hasSuffix(".withdrawn") || subject.data.withdrawn == true {
          found[subject.subject] = nil
          continue
        }
        let content = try decoder.decode(Envelope<Content>.self, from: data).data
        let isCorrection = event.type == correction && found[subject.subject]?.isCorrection != false
        if found[subject.subject] == nil { order.append(subject.subject) }
        found[subject.subject] = Posted(content, event: event.id, isCorrection: isCorrection)
      }
      return order.compactMap { found.removeValue(forKey: $0) }
    }
    let completedStatus = Engagement.Status.completed.rawValue
    leaders = try latest(
      [.leaderParticipated, .leaderCorrected, .leaderWithdrawn], correction: .leaderCorrected,
      as: EngagementFacts.self
    ).filter { $0.content.status == completedStatus }
    notes = try latest(
      [.noteShared, .noteCorrected, .noteWithdrawn], correction: .noteCorrected, as: NoteFacts.self)
    completed = try latest(
      [.engagementCompleted, .engagementWithdrawn], correction: .engagementCorrected, as: EngagementFacts.self
    ).map(\.content)
  }

  /// What was done without a leader.
  func others(startedSince earliest: Date) -> DigestFacts.Totals {
    let others = completed.filter {
      $0.leaders.isEmpty && Date(rfc3339: $0.startsAt).map { $0 >= earliest } ?? false
    }
    return .init(count: others.count, minutes: others.reduce(0) { $0 + ($1.minutes ?? 0) })
  }
}

extension Settings {
  /// The shifts as a timetable wants them.
  var rollCallShifts: [RollCall.Shift] {
    shifts.map {
      RollCall.Shift(
        id: $0.id, name: $0.name, rollCall: $0.rollCall, units: $0.units.isEmpty ? nil : $0.units)
    }
  }

  /// Activities of quotas whose holder is an incident.
  var incidentActivities: Set<String> {
    Set(quotas.compactMap { if case .incident = $0.holder { $0.activity } else { nil } })
  }
}
