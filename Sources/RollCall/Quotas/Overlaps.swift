import Foundation

/// `overlaps` (contract §3): one coordinator cannot lead two engagements at once, so the later one does not count. An
/// earlier one that itself only overlaps a third still stands in the way: the rule asks for no *other* reason.
struct Overlaps: Sendable {
  private struct Span: Sendable {
    let engagement: Int
    let id: String
    let start: Int
    let end: Int

    func precedes(_ other: Span) -> Bool {
      start != other.start ? start < other.start : inByteOrder(id, other.id)
    }
  }

  /// One coordinator's engagements that may stand in another's way, in order of start and id, each with the place of
  /// the one of the latest end up to it.
  private struct Diary: Sendable {
    var spans: [Span] = []
    var latest: [Int] = []

    func blocker(of span: Span) -> Int? {
      let count = spans.partitionPoint { $0.precedes(span) && $0.start < span.end }
      guard count > 0, spans[latest[count - 1]].end > span.start else { return nil }
      return spans[latest[count - 1]].engagement
    }
  }

  /// By the engagement's number: the number of the one it overlaps.
  private(set) var blockers: [Int: Int] = [:]

  /// `places` by engagement: what is against each but overlaps, nil where it belongs to no quota.
  init(_ engagements: [Engagement], _ places: [Allotment.Place?]) {
    var (diaries, judged) = ([String: Diary](), [(coordinator: String, span: Span)]())
    for (number, engagement) in engagements.enumerated() where engagement.status == .completed {
      guard let place = places[number], let coordinator = engagement.coordinatorID,
        let end = engagement.endsAt
      else { continue }
      let span = Span(
        engagement: number, id: engagement.id, start: engagement.startsAt.seconds, end: end.seconds)
      judged.append((coordinator, span))
      if place.reasons.isEmpty { diaries[coordinator, default: Diary()].spans.append(span) }
    }
    diaries = diaries.mapValues(Self.sorted)
    for (coordinator, span) in judged {
      if let blocker = diaries[coordinator]?.blocker(of: span) { blockers[span.engagement] = blocker }
    }
  }

  private static func sorted(_ diary: Diary) -> Diary {
    let spans = diary.spans.sorted { $0.precedes($1) }
    var latest: [Int] = []
    for index in spans.indices {
      if let before = latest.last, spans[before].end >= spans[index].end {
        latest.append(before)
      } else {
        latest.append(index)
      }
    }
    return Diary(spans: spans, latest: latest)
  }
}

extension Array {
  /// How many elements satisfy `isBefore`, all of which stand before those that do not.
  fileprivate func partitionPoint(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
