import Defaults
import Foundation
import Platform
import RollCall
import Store

/// Where the demo lies: everything that an installed agency would have, in one folder.
struct DemoFolder: Sendable {
  /// Absolute.
  let path: String
  /// It is left there at the end.
  let isKept: Bool
  let socket: String
  /// A folder for the socket alone, where the path of the demo's own would be too long for one.
  let socketFolder: String?

  var configuration: String { "\(path)/rollcall.json5" }
  var store: String { "\(path)/engagement.db" }
  var mail: String { "\(path)/mail" }
  var digests: String { "\(path)/digests" }

  /// Makes the folder: `named` by the user, else a temporary one.
  /// - throws: `Failure` 73 where it cannot be made, or where something is in it already.
  init(named: String?, keep: Bool) throws {
    if let named {
      path = URL(fileURLWithPath: named).standardizedFileURL.path
      try Self.makeEmpty(path)
    } else {
      path = try Self.temporary(lasting: keep)
    }
    isKept = keep || named != nil
    let beside = "\(path)/feed.sock"
    if beside.utf8.count <= Self.longestSocket {
      (socket, socketFolder) = (beside, nil)
    } else {
      let folder = try Self.temporary(in: "/tmp")
      (socket, socketFolder) = ("\(folder)/feed.sock", folder)
    }
  }

  /// Bytes of a Unix socket's path, sockaddr_un(7).
  static let longestSocket = 107

  /// Writes the configuration and an empty store.
  func furnish() throws {
    for (file, text) in [(configuration, settings), ("\(path)/quotas.json5", Defaults.quotas)] {
      try AtomicFile.write(Array(text.utf8), to: file, mode: 0o640)
    }
    try Schema.create(at: store)
  }

  /// Takes away what is not to be kept. A kept configuration names its socket's folder: that stays with it.
  func clear() {
    guard !isKept else { return }
    for folder in [path, socketFolder].compactMap({ $0 }) {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  // MARK: -

  private static func makeEmpty(_ path: String) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else {
        throw Failure(.cannotCreate, "\(path) is there already, and is no folder; give another --dir")
      }
      do {
        guard try Folder.names(in: path).isEmpty else {
          throw Failure(
            .cannotCreate, "\(path) is there already, and not empty; nothing was changed, give another --dir")
        }
      } catch let error as FileError { throw Failure(.cannotCreate, "\(error)") }
    }
    do { try Folder.create(at: path, mode: 0o750) } catch { throw Failure(.cannotCreate, "\(error)") }
  }

  /// In $TMPDIR, else in memory where nothing is to be kept (a thousand writes then wait for no disk), else in /tmp.
  private static func temporary(lasting: Bool) throws -> String {
    let named = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    let memory = !lasting && access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp"
    return try temporary(in: named.isEmpty ? memory : URL(fileURLWithPath: named).standardizedFileURL.path)
  }

  private static func temporary(in folder: String) throws -> String {
    var template = Array("\(folder)/rollcall-demo-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else {
      throw Failure(
        .cannotCreate, "\(FileError(action: "make a temporary folder in", path: folder, code: errno))")
    }
    return made
  }

  /// What the invented agency adapts. The rest is as the program brings it; its quotas are the guide's seven walks.
  private var settings: String {
    """
    // The configuration of an invented agency, written by `rollcallctl demo`.
    // `rollcallctl init FOLDER` writes one to begin with, in which every setting is explained.
    {
      agency: { id: "riverbend-pd", name: "\(DemoAgency.name)", timeZone: "\(DemoAgency.timeZone)" },
      ranks: ["civilian", "officer", "detective", "sergeant", "lieutenant", "captain", "commander", "chief"],
      leadersFrom: "sergeant",
      shifts: [
        { id: "day", name: "Day watch", rollCall: "06:45" },
        { id: "evening", name: "Evening watch", rollCall: "14:45" },
        { id: "night", name: "Night watch", rollCall: "22:45" },
      ],
      store: "engagement.db",
      state: "state.db",
      activities: {
        "walk.cpu": "community policing unit walk",
        "walk.post_incident": "post-incident walk",
        "walk.safe_home": "safe-home walk",
        // Without a quota, and meant to be: what is named here is known.
        "walk.market": "market walk",
        "walk.park": "park walk",
        "walk.porch": "porch walk",
        "coffee_with_a_cop": "coffee with a cop",
        "community_lunch": "community lunch",
        "school_visit": "school visit",
      },
      // One second, so that what is tried out by hand shows at once; usually ten.
      publishAfter: "1s",
      feed: { socket: \(Self.quoted(socketFolder == nil ? "feed.sock" : socket)), mode: "0600" },
      mail: { transport: "maildir", folder: "mail", from: "Roll call <rollcall@example.gov>" },
      digests: { folder: "digests", mailTo: { day: ["day-watch@example.gov"] } },
      escalation: {
        settle: "48h",
        steps: ["0h", "1wd", "2wd", "4wd"],
        quiet: { from: "21:00", until: "06:00" },
      },
    }

    """
  }

  private static func quoted(_ text: String) -> String {
    var json = JSONWriter()
    json.value(text)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
