import Configuration
import Foundation
import RollCall

extension Command {
  /// `digest`: what a roll call reads, from the files that the daemon made.
  static let digest = Command(
    "digest", "print a roll-call digest", operands: "[SHIFT]",
    options: [
      Option("--day", "DAY", "of this day (default: the newest)"),
      Option("--html", "the HTML page"),
      Option("--public", "the variant that can be read aloud on a citizen's porch"),
    ]
  ) { invocation in
    let settings = try invocation.settings()
    let arguments = invocation.arguments
    guard arguments.operands.count <= 1 else { throw Failure(.usage, "one shift is enough") }
    let shift = try arguments.operands.first ?? DigestFile.newestShift(settings)
    guard settings.shifts.contains(where: { $0.id == shift }) else {
      let known = settings.shifts.map(\.id).joined(separator: ", ")
      throw Failure(
        .usage, "there is no shift '\(shift)'; the configuration knows \(known.isEmpty ? "none" : known)")
    }
    let folder = try arguments.day("--day").map(\.description) ?? "latest"
    let ending = (arguments.has("--public") ? "public." : "") + (arguments.has("--html") ? "html" : "txt")
    let kind = invocation.wantsJSON ? "json" : ending
    let path = "\(settings.digests.folder)/\(folder)/\(shift).\(kind)"
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure(
        .noInput,
        "\(path): there is no such digest yet; it is made at the shift's roll call while rollcalld runs")
    }
    invocation.terminal.write(Array(bytes))
    return .ok
  }
}

private enum DigestFile {
  /// The shift whose latest digest was written last.
  static func newestShift(_ settings: Settings) throws(Failure) -> String {
    let dated = settings.shifts.compactMap { shift -> (String, Date)? in
      let path = "\(settings.digests.folder)/latest/\(shift.id).txt"
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let attributes = try? FileManager.default.attributesOfItem(atPath: real)
      return (attributes?[.modificationDate] as? Date).map { (shift.id, $0) }
    }
    guard let newest = dated.max(by: { $0.1 < $1.1 }) else {
      throw Failure(
        .noInput,
        "\(settings.digests.folder): there is no digest yet; the first is made at the next roll call")
    }
    return newest.0
  }
}
