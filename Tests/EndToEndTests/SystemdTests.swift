import Foundation
import TestSupport
import Testing

/// The shipped units, before systemd's own tools and under systemd itself.
@Suite("systemd")
struct SystemdTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  private static let units = folder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "systemd").path
  private static let hasAnalyze = Tools.has("systemd-analyze")

  @Test("the units are verified without a word", .enabled(if: hasAnalyze, "needs systemd-analyze"))
  func verify() async throws {
    let scratch = try Scratch()
    let said = try await ForeignProgram.run(
      [Tools.need("systemd-analyze"), "verify", "--man=no"] + Self.adapted(in: scratch))
    #expect(said.code == 0)
    #expect(said.output + said.errors == "")
  }

  @Test("the service is exposed to 2.0 at most", .enabled(if: hasAnalyze, "needs systemd-analyze"))
  func exposure() async throws {
    let scratch = try Scratch()
    let service = try #require(try Self.adapted(in: scratch).first { $0.hasSuffix(".service") })
    let said = try await ForeignProgram.run([
      Tools.need("systemd-analyze"), "security", "--offline=true", "--no-pager", "--threshold=20", service,
    ])
    #expect(said.code == 0, "\(said.output.suffix(200))")
  }

  @Test("the accounts can be made", .enabled(if: Tools.has("systemd-sysusers"), "needs systemd-sysusers"))
  func accounts() async throws {
    let said = try await ForeignProgram.run([
      Tools.need("systemd-sysusers"), "--dry-run", "\(Self.units)/rollcall.sysusers.conf",
    ])
    #expect(said.code == 0, "\(said.errors)")
    for account in ["'rollcall-command'", "'rollcall-writers'", "user 'rollcall'"] {
      #expect(said.errors.contains(account))
    }
  }

  @Test(
    "the folders can be made, and a second time",
    .enabled(
      if: Tools.has("systemd-sysusers", "systemd-tmpfiles") && geteuid() == 0, "needs systemd and root"))
  func folders() async throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.file("etc"), withIntermediateDirectories: true)
    for tool in [["systemd-sysusers"], ["systemd-tmpfiles", "--create"], ["systemd-tmpfiles", "--create"]] {
      let file = "rollcall.\(tool[0].dropFirst("systemd-".count)).conf"
      let said = try await ForeignProgram.run(
        [Tools.need(tool[0]), "--root=\(scratch.path)"] + tool.dropFirst() + ["\(Self.units)/\(file)"])
      #expect(said.code == 0, "\(said.errors)")
    }
    #expect(scratch.mode("etc/rollcall") == 0o2750)
    #expect(scratch.mode("var/lib/rollcall") == 0o751)
    #expect(scratch.mode("var/lib/rollcall/store") == 0o2770)
    #expect(scratch.mode("var/lib/rollcall/store/engagement.db") == 0o660)
    #expect(scratch.mode("var/lib/rollcall/state.db") == 0o600)
    #expect(scratch.mode("var/lib/rollcall/digests") == 0o750)
    #expect(scratch.mode("run/rollcall") == 0o755)
  }

  @Test("real systemd starts, activates by socket, watches, reloads and stops it", .timeLimit(.minutes(3)))
  func scenario() async throws {
    let scratch = try Scratch()
    let bin = URL(filePath: scratch.file("bin"))
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: URL(filePath: try Tools.built("rollcalld")), to: bin.appending(path: "rollcalld"))
    try FileManager.default.copyItem(
      at: URL(filePath: Self.units), to: URL(filePath: scratch.file("systemd")))
    let scripts = Self.folder.appending(path: "Scripts").path
    let run = try await ForeignProgram.run(
      [Tools.need("bash"), "\(scripts)/boot-systemd.sh", scratch.path, "\(scripts)/service-scenario.sh"],
      within: .seconds(150))
    if run.code == 77 { try Test.cancel("\(run.errors.trimmingCharacters(in: .whitespacesAndNewlines))") }
    let steps = Self.text(scratch.file("log")).split(separator: "\n").map(String.init)
    let failed = steps.filter { !$0.hasPrefix("ok ") }
    #expect(failed.isEmpty, "\(Self.text(scratch.file("journal")).suffix(6000))")
    let asked = try Self.count(of: "^ *step ", in: "\(scripts)/service-scenario.sh")
    #expect(steps.count == asked, "the scenario ended early")
    #expect(run.code == 0, "\(run.errors)")
  }

  /// Copies of service and socket in which the program's path is that of the one just built.
  private static func adapted(in scratch: Scratch) throws -> [String] {
    let built = try Tools.built("rollcalld")
    return try ["rollcalld.service", "rollcalld.socket"].map { name in
      let unit = try String(contentsOfFile: "\(units)/\(name)", encoding: .utf8)
      return try scratch.write(unit.replacing("/usr/local/bin/rollcalld", with: built), to: name)
    }
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private static func count(of pattern: String, in path: String) throws -> Int {
    let regex = try Regex(pattern).anchorsMatchLineEndings()
    return text(path).matches(of: regex).count
  }
}
