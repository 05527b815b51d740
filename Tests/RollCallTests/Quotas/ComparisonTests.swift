import Foundation
import Testing

@testable import RollCall

/// Two readings of contract §3 must agree on agencies drawn by lot.
@Suite struct ComparisonTests {
  @Test("the assessor and the naive count agree, obligation by obligation", arguments: [0, 1, 2, 3])
  func agreement(_ quarter: UInt64) {
    for seed in (quarter * 75)..<(quarter * 75 + 75) {
      let town = RandomTown(seed: seed).town
      var lot = Seeded(seed ^ 0xABCD)
      let from = lot.one(of: RandomTown.days)
      let until = from.advanced(by: lot.number(0...12))
      let now = town.calendar.start(of: from).addingTimeInterval(Double(lot.number(-100...300) * 1800))
      let found = town.obligations(from, until, now: now).map(Self.plain)
      let expected = NaiveCount(town: town, now: now).obligations(from, until)
      #expect(found == expected, "seed \(seed): \(Self.difference(found, expected))")
    }
  }

  private static func plain(_ obligation: Obligation) -> NaiveCount.Found {
    NaiveCount.Found(
      id: obligation.id, from: obligation.from, until: obligation.until, required: obligation.required,
      status: obligation.status, responsible: obligation.responsible,
      engagements: obligation.engagements.map {
        "\($0.id): " + $0.reasons.map(\.code.rawValue).joined(separator: " ")
      })
  }

  private static func difference(_ found: [NaiveCount.Found], _ expected: [NaiveCount.Found]) -> String {
    let (one, other) = (Set(found), Set(expected))
    let (extra, lacking) = (Array(one.subtracting(other).prefix(2)), Array(other.subtracting(one).prefix(2)))
    return "only found \(extra), only expected \(lacking)"
  }
}
