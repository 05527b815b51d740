import Foundation
import Testing

@testable import RollCall

@Suite struct OverlapTests {
  static func at(_ time: String) -> Date { Date(stringLiteral: "2026-11-17T\(time):00Z") }

  private func town(_ engagements: Engagement..., quota: Quota = .walk(minutes: 20)) -> Town {
    Town(engagements: engagements, quotas: [quota])
  }

  @Test("the later of two walks of one coordinator does not count, and says by how much")
  func later() {
    let town = town(.walk("a", at: Self.at("15:00")), .walk("b", at: Self.at("15:18")))
    #expect(town.codes(of: "a") == [])
    let reasons = town.assessor.verdict(of: "b")?.reasons
    #expect(reasons == [.init(.overlaps, "12 min at the same time as a, which the same person coordinated")])
  }

  @Test("of two that start together the smaller id counts")
  func together() {
    let town = town(.walk("b"), .walk("a"))
    #expect(town.codes(of: "a") == [])
    #expect(town.codes(of: "b") == [.overlaps])
  }

  @Test("one that overlaps still stands in the way of the next: a chain loses all but the first")
  func chain() {
    let town = town(
      .walk("a", at: Self.at("15:00")), .walk("b", at: Self.at("15:20")), .walk("c", at: Self.at("15:40")))
    #expect(["a", "b", "c"].map(town.codes) == [[], [.overlaps], [.overlaps]])
  }

  @Test("one with another reason against it stands in nobody's way, and is told of the overlap itself")
  func otherReason() {
    let town = town(
      .walk("a", at: Self.at("15:00"), minutes: 15), .walk("b", at: Self.at("15:10")),
      .walk("c", at: Self.at("15:20"), minutes: 10))
    #expect(["a", "b", "c"].map(town.codes) == [[.tooShort], [], [.tooShort, .overlaps]])
  }

  @Test("walks that touch do not overlap; a walk without an end overlaps nothing")
  func edges() {
    let town = town(
      .walk("a", at: Self.at("15:00")), .walk("b", at: Self.at("15:30")),
      .walk("c", at: Self.at("15:45"), minutes: nil), quota: .walk())
    #expect(["a", "b", "c"].map(town.codes) == [[], [], []])
  }

  @Test("other coordinators, planned walks and walks of no quota are in nobody's way")
  func strangers() {
    let town = town(
      .walk("a", by: "kelling"), .walk("b", status: .planned), .walk("c", activity: "coffee"),
      .walk("d", at: Self.at("15:10")))
    #expect(town.codes(of: "d") == [])
    #expect(town.assessor.verdict(of: "c")?.quota == nil)
  }

  @Test("an engagement of another quota, and from before the days asked for, stands in the way")
  func acrossQuotas() {
    var town = town(
      .walk("long", activity: "coffee", at: "2026-11-15T15:00:00Z", minutes: 60 * 48),
      .walk("b", at: "2026-11-17T14:00:00Z"))
    town.quotas.append(.walk("coffee", activity: "coffee", per: .month, for: .agency))
    #expect(town.codes(of: "b") == [.overlaps])
  }

  @Test("a late start beside a long early one finds it past the short ones between")
  func longest() {
    let town = town(
      .walk("a", at: Self.at("13:00"), minutes: 300), .walk("b", at: Self.at("13:10"), minutes: 20),
      .walk("c", at: Self.at("17:30")))
    #expect(town.assessor.verdict(of: "c")?.reasons.first?.text.contains("as a,") == true)
  }
}
