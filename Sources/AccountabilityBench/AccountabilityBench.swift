import Foundation
import RollCall

/// Judges one work week of the largest agency, from a cold store to all verdicts, beside the `sqlite3` shell that
/// reads the same rows once; then of twice and four times the agency, and with a year's history in the store.
///
///     swift run -c release accountability-bench [--people 35000] [--repetitions 5]
///
/// Each measurement is a process of its own, the two kinds by turns; figures are medians, speeds are ratios of one run.
struct AccountabilityBench {
  private let program: String
  private let people: Int
  private let repetitions: Int
  private let folder: String

  static func run(_ words: [String]) -> Int32 {
    do {
      if let place = words.firstIndex(of: "--judge"), words.indices.contains(place + 1) {
        print(try WorkWeek.judge(words[place + 1]))
        return 0
      }
      let bench = AccountabilityBench(
        program: "/proc/self/exe", people: try number("--people", words) ?? 35_000,
        repetitions: try number("--repetitions", words) ?? 5,
        folder: NSTemporaryDirectory() + "accountability-bench-\(ProcessInfo.processInfo.processIdentifier)")
      defer { try? FileManager.default.removeItem(atPath: bench.folder) }
      try bench.run()
      return 0
    } catch {
      print("accountability-bench: \(error)")
      return 1
    }
  }

  private func run() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    print("wall clock (processor time)     rollcall           sqlite3            ratio   peak memory")
    var times: [Double] = []
    for scale in [1, 2, 4] {
      let agency = BenchAgency(people: people * scale, history: false)
      times.append(try measure("\(scale)×: \(agency)", agency))
    }
    print(
      "growth of processor time: 2× the agency \(ratio(times[1], times[0])), 4× \(ratio(times[2], times[1])) of 2×"
    )
    let old = try measure("1×, and a year's history", BenchAgency(people: people, history: true))
    print("a year's history: \(ratio(old, times[0])) of the processor time without")
  }

  /// Seconds of processor time that judging takes.
  private func measure(_ name: String, _ agency: BenchAgency) throws -> Double {
    let store = "\(folder)/engagement.db"
    try agency.write(to: store)
    var (ours, shells): ([Measurement], [Measurement]) = ([], [])
    var sum: String?
    for _ in 0..<repetitions {
      let judged = try Measurement(of: [program, "--judge", store], cold: store)
      ours.append(judged)
      shells.append(
        try Measurement(of: ["/usr/bin/sqlite3", "-readonly", store, WorkWeek.rows], cold: store))
      guard sum == nil || sum == judged.output else { throw BenchError("the verdicts differ between runs") }
      sum = judged.output
    }
    let (mine, theirs) = (ours.median(\.seconds), shells.median(\.seconds))
    let processor = ours.median(\.processorSeconds)
    let figures = [seconds(mine, processor), seconds(theirs, shells.median(\.processorSeconds))]
    print(
      "\(name.padded(30))\(figures.joined())  \(ratio(mine, theirs).padded(6))"
        + "  \(Int(ours.median(\.peakMegabytes))) MB   \(sum ?? "")")
    return processor
  }

  private static func number(_ name: String, _ words: [String]) throws -> Int? {
    guard let place = words.firstIndex(of: name) else { return nil }
    guard words.indices.contains(place + 1), let number = Int(words[place + 1]), number > 0 else {
      throw BenchError("\(name) needs a number above 0")
    }
    return number
  }

  private func seconds(_ wall: Double, _ processor: Double) -> String {
    String(format: "%8.3f s (%.3f)", wall, processor)
  }
  private func ratio(_ one: Double, _ other: Double) -> String { String(format: "%.2f×", one / other) }
}

struct BenchError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Ends the process with this code.
func exitBench(_ code: Int32) -> Never { exit(code) }

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

extension [Measurement] {
  fileprivate func median(_ figure: (Measurement) -> Double) -> Double {
    let sorted = map(figure).sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
