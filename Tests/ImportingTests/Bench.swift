import Foundation
import Platform
import RollCall

@testable import Importing

/// Bytes handed out in small pieces, so that every border between two pieces is crossed.
final class Pieces: ByteSource {
  private var rest: ArraySlice<UInt8>
  private let size: Int

  init(_ bytes: [UInt8], size: Int = 1 << 16) {
    rest = bytes[...]
    self.size = size
  }

  convenience init(_ text: String, size: Int = 1 << 16) { self.init(Array(text.utf8), size: size) }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = rest.prefix(min(size, buffer.count))
    buffer.copyBytes(from: piece)
    rest = rest.dropFirst(piece.count)
    return piece.count
  }
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    // SplitMix64 (Steele, Lea, Flood 2014).
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// The project's folder, and what lies beside it.
enum Folders {
  static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The sample of real data, where somebody has put it into a folder above; nil elsewhere.
  static var sanDiego: URL? {
    var folder = project
    while folder.path != "/" {
      let candidate = folder.appending(path: "shared/data/san_diego")
      if FileManager.default.fileExists(atPath: candidate.appending(path: "calls_sample.csv").path) {
        return candidate
      }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }
}

/// An engagement store of its own for one test, removed with it.
final class TestStore {
  let path: String
  let connection: Connection
  private let folder: URL

  static let ranks = RankLadder(
    ["officer", "sergeant", "captain"].map { .init(id: $0, title: $0, abbreviation: $0) },
    leadersFrom: "sergeant")

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "engagement.db").path
    connection = try Connection(path: path, access: .create)
    let schema = Folders.project.appending(path: "Sources/Store/SQL/v1_store.sql")
    try connection.execute(try String(contentsOf: schema, encoding: .utf8))
    try connection.execute(
      """
      INSERT INTO person (id, name, rank) VALUES ('101', 'Ana Silva', 'officer'), ('102', 'Bo Kelling', 'sergeant'),
        ('103', 'Cy Peel', 'officer'), ('104', 'Di Vollmer', 'captain');
      INSERT INTO neighborhood (id, name, beats) VALUES ('riverside', 'Riverside', '521 522'), ('hill', 'Hill', '531');
      """)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A query's rows, cells joined by bars.
  func rows(_ sql: String) throws -> [String] {
    try connection.rows("SELECT concat FROM (\(sql))") { $0.text(0) }
  }

  func run(_ sql: String) throws { try connection.execute(sql) }

  /// Everything that a program may read, as one text.
  func dump() throws -> [String] {
    try rows(
      """
      SELECT 'e|' || id || '|' || activity || '|' || coalesce(neighborhood_id, '') || '|' || coalesce(coordinator_id, '')
        || '|' || status || '|' || starts_at || '|' || coalesce(ends_at, '') || '|' || coalesce(community_count, '')
        || '|' || coalesce(place, '') AS concat FROM engagement
      UNION ALL SELECT 'p|' || engagement_id || '|' || person_id FROM participant
      UNION ALL SELECT 'i|' || id || '|' || kind || '|' || coalesce(neighborhood_id, '') || '|' || occurred_at || '|'
        || coalesce(known_at, '') FROM incident
      UNION ALL SELECT 's|' || id || '|' || coalesce(delivered_at, '') || '|' || coalesce(covers_until, '') FROM source
      ORDER BY 1
      """)
  }
}

/// A small export with everything in it, and its mapping.
enum Sample {
  static let now = Date(rfc3339: "2026-11-21T12:00:00Z") ?? .distantPast

  static let mapping = """
    { timeZone: "America/New_York", timeFormats: [ "%Y-%m-%d %H:%M:%S" ], empty: [ "NA" ],
      columns: { reference: "ref", type: "type", disposition: "disp", startsAt: "start", endsAt: "end", beat: "beat",
        place: "{street}", callSigns: "units", communityCount: "met" },
      activities: { FOOT: "walk" }, incidents: { "187": "homicide", "246*": "shooting" }, notEngagement: [ "MTG" ],
      dispositions: { CAN: "cancelled", U: "unfounded" } }
    """

  static let header = "ref,type,disp,start,end,beat,street,units,met\n"

  static func mapping(_ text: String = mapping) throws -> CADMapping {
    try CADMapping(json5: Array(text.utf8), file: "test.json5")
  }

  @discardableResult
  static func load(
    _ rows: String, into store: TestStore, at now: Date = now, mapping text: String = mapping,
    header: String = header
  ) throws -> ImportReport {
    let importer = CADImporter(
      store: store.path, mapping: try mapping(text), ranks: TestStore.ranks, now: now)
    return try importer.run(Pieces(header + rows), file: "test.csv")
  }
}
