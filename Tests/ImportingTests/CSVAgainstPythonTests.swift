import Foundation
import Testing

@testable import Importing

@Suite("CSV beside CPython's csv module")
struct CSVAgainstPythonTests {
  private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let script = """
    import csv, io, json, sys
    cases = json.load(open(sys.argv[1], encoding="utf-8"))
    rows = [[row for row in csv.reader(io.StringIO(text, newline="")) if row] for text in cases]
    json.dump(rows, open(sys.argv[2], "w", encoding="utf-8"))
    """

  @Test("2,000 random files are read alike", .enabled(if: python != nil, "needs python3"))
  func alike() throws {
    var numbers = SeededNumbers(seed: 12)
    let texts = (0..<2000).map { _ in Self.text(&numbers) }
    let expected = try Self.readByPython(texts)
    var compared = 0
    for (text, rows) in zip(texts, expected) {
      // CPython lets a quote stand open at the end of the file; here it is a problem.
      guard let own = try? CSVReaderTests.read(text, size: 1 + Int(numbers.next() % 9)) else { continue }
      #expect(own == rows, "\(text.debugDescription)")
      compared += 1
    }
    #expect(compared > 1000)
  }

  private static func text(_ numbers: inout SeededNumbers) -> String {
    let pieces = ["a", "é", ",", ",", "\"", "\"", "\n", "\r\n", "\r", " ", "\"x\"", "\"\"", "\"q\nq\","]
    return (0..<Int.random(in: 0...24, using: &numbers))
      .map { _ in pieces[Int.random(in: pieces.indices, using: &numbers)] }.joined()
  }

  private static func readByPython(_ texts: [String]) throws -> [[[String]]] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-csv-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "in.json"), folder.appending(path: "out.json"))
    try JSONEncoder().encode(texts).write(to: input)
    let process = Process()
    process.executableURL = URL(filePath: try #require(python))
    process.arguments = ["-c", script, input.path, output.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try JSONDecoder().decode([[[String]]].self, from: try Data(contentsOf: output))
  }
}
