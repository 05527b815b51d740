import Foundation

/// The incidents of the kinds that one quota names, so that a walk finds the one it belongs to (contract §3).
struct IncidentBook: Sendable {
  /// All incidents of the facts, in order of id; the numbers below are places in it.
  let incidents: [Incident]
  let withinSeconds: Int
  private let ofKind: [String: Int]
  /// Per neighborhood, oldest first.
  private let inNeighborhood: [String: [Int]]

  init(_ incidents: [Incident], kinds: [String], withinSeconds: Int) {
    self.incidents = incidents
    self.withinSeconds = withinSeconds
    let named = incidents.indices.filter { kinds.contains(incidents[$0].kind) }
    ofKind = Dictionary(named.map { (incidents[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    var inNeighborhood: [String: [Int]] = [:]
    // Of two at one instant the one with the greater id is the newer: incidents are sorted by id, the sort is stable.
    for number in named.sorted(by: { incidents[$0].occurredAt < incidents[$1].occurredAt }) {
      if let neighborhood = incidents[number].neighborhoodID {
        inNeighborhood[neighborhood, default: []].append(number)
      }
    }
    self.inNeighborhood = inNeighborhood
  }

  /// The numbers of all that the quota names.
  var named: [Int] { ofKind.values.sorted() }

  /// The incident that the engagement itself names, if it is of the quota's kinds.
  func named(by engagement: Engagement) -> Int? { engagement.incidentID.flatMap { ofKind[$0] } }

  /// The incident in `incident_id` if it is of the named kinds, none if it is not; without one, the newest in the
  /// engagement's neighborhood that occurred at or before its start.
  func incident(of engagement: Engagement) -> Int? {
    if engagement.incidentID != nil { return named(by: engagement) }
    guard let known = engagement.neighborhoodID.flatMap({ inNeighborhood[$0] }) else { return nil }
    var (low, high) = (0, known.count)
    while low < high {
      let middle = (low + high) / 2
      if incidents[known[middle]].occurredAt <= engagement.startsAt {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low > 0 ? known[low - 1] : nil
  }

  /// When the next of the named kinds occurred in the same neighborhood; from then on walks that name none are its.
  func successor(of number: Int) -> Date? {
    let incident = incidents[number]
    guard let neighborhood = incident.neighborhoodID, let known = inNeighborhood[neighborhood] else {
      return nil
    }
    return known.lazy.map { incidents[$0].occurredAt }.first { $0 > incident.occurredAt }
  }
}
