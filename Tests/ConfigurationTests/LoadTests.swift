import Foundation
import RollCall
import Testing

@testable import Configuration

@Suite("Loading from a folder")
struct LoadTests {
  @Test("quotas.json5 is read from beside rollcall.json5, and paths are relative to them")
  func load() throws {
    try inFolder([
      "rollcall.json5": Samples.contract.replacing("/var/lib/rollcall/", with: ""),
      "quotas.json5": Samples.contractQuota,
    ]) {
      let settings = try Configuration.load(path: $0 + "/rollcall.json5")
      #expect(settings.store == $0 + "/engagement.db")
      #expect(settings.quotas.map(\.id) == ["shift-walk"])
    }
  }

  @Test("a file that is not there is named with the system's reason")
  func missing() throws {
    try inFolder(["rollcall.json5": Samples.least]) { folder in
      let error = #expect(throws: ConfigurationError.self) {
        try Configuration.load(path: folder + "/rollcall.json5")
      }
      #expect(
        error?.description
          == "\(folder)/quotas.json5: found no file that can be read (No such file or directory), expected the configuration"
      )
      let quotas = Array(
        Samples.contractQuota.replacing("lieutenant", with: "chief").replacing(", \"detective\"", with: "")
          .utf8)
      let settings = try Configuration.load(path: folder + "/rollcall.json5", defaultQuotas: quotas)
      #expect(settings.quotas.map(\.id) == ["shift-walk"])
      let folderAsFile = #expect(throws: ConfigurationError.self) {
        try Configuration.load(path: folder, defaultQuotas: quotas)
      }
      #expect(folderAsFile?.findings.first?.found == "no file that can be read (Is a directory)")
    }
  }

  @Test("complaints name the path that was given")
  func names() throws {
    try inFolder(["rollcall.json5": "{\n x: 1 }", "quotas.json5": "{"]) { folder in
      let error = #expect(throws: ConfigurationError.self) {
        try Configuration.load(path: folder + "/rollcall.json5")
      }
      #expect(error?.findings.map(\.file).first == folder + "/rollcall.json5")
      #expect(error?.findings.last?.description.hasPrefix(folder + "/quotas.json5:1: found the end") == true)
    }
  }

  @Test(
    "the folder of a path and its neighbors",
    arguments: [
      ("a.json5", ".", "b"), ("./a.json5", ".", "./b"), ("/a.json5", "/", "/b"), ("/x/a.json5", "/x", "/x/b"),
      ("x/a.json5", "x", "x/b"), ("../a.json5", "..", "../b"),
    ])
  func neighbors(_ path: String, _ folder: String, _ neighbor: String) {
    #expect(FilePath.folder(of: path) == folder)
    #expect(FilePath.beside(path, "b") == neighbor)
  }

  private func inFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body(folder.path())
  }
}
