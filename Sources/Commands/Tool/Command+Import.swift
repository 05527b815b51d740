import Configuration
import Foundation
import Importing
import RollCall
import Store

extension Command {
  /// `import cad FILE --map MAP`: records of the dispatch system into the store.
  static let importRecords = Command(
    "import", "take a CAD export into the store; again and again, if it comes again and again",
    operands: "cad FILE",
    options: [
      Option("--map", "MAP", "the mapping file: columns, times, call types (samples in Config/cad)"),
      Option("--now", "INSTANT", "when it was delivered (default: now)"),
    ]
  ) { invocation in
    guard invocation.arguments.operands.count == 2, invocation.arguments.operands[0] == "cad" else {
      throw Failure(
        .usage, "say what to import: `rollcallctl import cad FILE --map MAP`; `-` reads standard input")
    }
    guard let map = invocation.arguments.value("--map") else { throw Failure(.usage, "--map is needed") }
    let settings = try? invocation.settings()
    let store = try invocation.arguments.value("--store") ?? invocation.settings().store
    guard FileManager.default.fileExists(atPath: store) else { throw StoreError.absent(store) }
    // The daemon's triggers come with adoption; an import before its first start must be journaled too.
    try Schema.create(at: store)
    let now = try invocation.arguments.instant("--now") ?? Date()
    let mapping = try CADMapping(file: mappingPath(map, besides: invocation.configurationPath))
    let importer = CADImporter(store: store, mapping: mapping, ranks: settings?.ladder, now: now)
    let report = try importer.run(file: invocation.arguments.operands[1]) { rows in
      invocation.terminal.progress("\(rows) rows read")
    }
    invocation.terminal.progress("")
    if invocation.wantsJSON {
      invocation.print(json: report.json)
    } else {
      invocation.terminal.say(report.text)
    }
    return report.hasProblems ? .dataError : .ok
  }
}

/// A mapping file by its path, or by its name where `init` has laid it: `san-diego` is `cad/san-diego.json5` beside the
/// configuration.
private func mappingPath(_ word: String, besides configuration: String) -> String {
  let folder = URL(fileURLWithPath: configuration).deletingLastPathComponent().path
  let candidates = [word, word + ".json5", "\(folder)/cad/\(word).json5", "\(folder)/cad/\(word)"]
  return candidates.first { FileManager.default.fileExists(atPath: $0) } ?? word
}
