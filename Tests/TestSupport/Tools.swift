import Foundation

/// Programs of this machine, and those that this package has built.
package enum Tools {
  /// The program's absolute path, as a shell would find it; nil where it is not installed.
  package static func path(of name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return (folders.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"])
      .map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  package static func has(_ names: String...) -> Bool { names.allSatisfy { path(of: $0) != nil } }

  /// - throws: `Unmet` where it is not installed.
  package static func need(_ name: String) throws -> String {
    guard let path = path(of: name) else { throw Unmet("\(name) is not installed") }
    return path
  }

  /// Whether a program is there, and ends with the code 0: to be asked before a test, not in one, for it blocks.
  package static func succeeds(_ name: String, _ words: String...) -> Bool {
    guard let path = path(of: name),
      let process = try? Spawn(words: [path] + words, environment: [:], folder: nil).start()
    else { return false }
    var status: Int32 = 0
    return waitpid(process, &status, 0) == process && status == 0
  }

  /// One of this package's own programs, beside the bundle of tests that is running.
  /// - throws: `Unmet` where it was not built.
  package static func built(_ name: String) throws -> String {
    let bundle = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folders =
      [bundle.map { URL(filePath: $0).deletingLastPathComponent() }].compactMap { $0 }
      + [package.appending(path: ".build/debug")]
    guard let found = folders.map({ $0.appending(path: name).path }).first(where: { access($0, X_OK) == 0 })
    else { throw Unmet("\(name) is not built beside the tests") }
    return found
  }
}
