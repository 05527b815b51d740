import Foundation
import TestSupport
import Testing

@Suite("A year of accountability")
struct YearTests {
  /// Two months each in the suite; `ROLLCALL_YEAR_SEEDS=20` lives twenty whole years.
  static let years: [(seed: UInt64, days: Int)] = {
    let asked = ProcessInfo.processInfo.environment["ROLLCALL_YEAR_SEEDS"].flatMap(UInt64.init)
    return asked.map { (0..<$0).map { ($0, 365) } } ?? [(0, 60), (1, 60)]
  }()

  @Test(
    "no case is lost, none told twice, no step out of order, all who heard of a miss hear its end",
    arguments: years)
  func holds(_ seed: UInt64, _ days: Int) async throws {
    var year = try Year(seed: seed, days: days)
    let summary = try await year.live()
    #expect(summary.cases.count > days / 4, "seed \(seed): \(summary)")
    for state in ["cleared", "exhausted"] { #expect(summary.count(state) > 0, "seed \(seed): \(summary)") }
    if ProcessInfo.processInfo.environment["ROLLCALL_YEAR_SEEDS"] != nil { print("seed \(seed): \(summary)") }
  }
}
