import Foundation
import RollCall
import TestSupport
import Testing

/// What README.md lists is what there is.
@Suite("README.md")
struct ReadmeTests {
  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private let lines: [Substring]

  init() throws {
    let text = try String(contentsOf: Self.package.appending(path: "README.md"), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test("lists every type of event, with its audience")
  func events() {
    var told: [String: String] = [:]
    for row in rows(ofTable: "type") {
      for type in Self.words(row[0]) { told[type] = row[1] }
    }
    let there = EventType.allCases.map { ($0.rawValue, $0.audience.name) }
    #expect(told == Dictionary(there, uniquingKeysWith: { first, _ in first }))
  }

  @Test("lists every command of the tool, and calls none missing that is there")
  func commands() async throws {
    let help = try await ForeignProgram.run([Tools.built("rollcallctl"), "--help"]).output
    let there = help.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(there.count > 10)
    #expect(rows(ofTable: "command").flatMap { Self.words($0[0]) } == there)
    let limits = lines.drop { !$0.hasPrefix("## Limits") }.joined(separator: " ")
    let missing = Self.words(
      try #require(limits.firstRange(of: "and the commands").map { limits[$0.upperBound...] }))
    #expect(Set(missing.prefix { $0 != "explain" }).isDisjoint(with: there))
  }

  @Test("lists every room")
  func rooms() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.package.appending(path: "Sources").path)
    #expect(Set(rows(ofTable: "room").flatMap { Self.words($0[0]) }) == Set(folders))
  }

  @Test("has one command that passes the tests, which .ci/run takes from here")
  func testCommand() {
    #expect(lines.filter { $0.hasPrefix("    ") && $0.contains("swift test") }.count == 1)
  }

  /// The rows below the table's head, whose first column is called `name`; each as its cells.
  private func rows(ofTable name: String) -> [[String]] {
    lines.drop { !$0.hasPrefix("| \(name) |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
      .map { row in
        row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }

  /// The words that stand in backticks.
  private static func words(_ text: some StringProtocol) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }
}
