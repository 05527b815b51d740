import Foundation
import RollCall

/// What an import last brought of one reference, as `import_record` keeps it: what a person changed since is told
/// apart from what CAD changed since by comparing with this.
struct Imported: Equatable {
  var engagement: ImportedEngagement?
  var incident: ImportedIncident?
}

struct ImportedEngagement: Codable, Equatable {
  var activity: String
  var neighborhood: String?
  var coordinator: String?
  var status: String
  var startsAt: String
  var endsAt: String?
  var communityCount: Int?
  var place: String?
  /// Ids of persons in alphabetical order, the coordinator among them.
  var people: [String]
  /// As the row gave it, so that a beat that no neighborhood has any more is told from a beat that changed.
  var beat: String?

  /// The columns of `engagement` in the order of the statements.
  var columns: [String?] {
    [activity, neighborhood, coordinator, status, startsAt, endsAt, communityCount.map(String.init), place]
  }

  static let voided = "void"

  var json: [UInt8] {
    JSONWriter.object { json in
      json.field("activity", activity)
      json.field("neighborhood", neighborhood)
      json.field("coordinator", coordinator)
      json.field("status", status)
      json.field("startsAt", startsAt)
      json.field("endsAt", endsAt)
      json.field("communityCount", communityCount)
      json.field("place", place)
      json.field("people", people)
      json.field("beat", beat)
    }
  }
}

struct ImportedIncident: Codable, Equatable {
  var kind: String
  var neighborhood: String?
  var occurredAt: String
  var knownAt: String?
  var beat: String?

  /// The columns of `incident` in the order of the statements.
  var columns: [String?] { [kind, neighborhood, occurredAt, knownAt] }

  /// The kind of an incident that turned out to be none: no quota names it.
  static let reclassified = "reclassified"

  var json: [UInt8] {
    JSONWriter.object { json in
      json.field("kind", kind)
      json.field("neighborhood", neighborhood)
      json.field("occurredAt", occurredAt)
      json.field("knownAt", knownAt)
      json.field("beat", beat)
    }
  }
}

/// Three versions of a row's columns: what the file says now, what it said last, what the store says.
struct ThreeWay {
  private(set) var columns: [String?]
  /// Which columns a person had changed before the file changed them as well.
  private(set) var kept: Set<Int> = []
  private(set) var changed: Set<Int> = []

  /// A column follows the file where the file changed and the store still says what the file said last. A row that
  /// no import wrote (`last` is nil) is somebody's own.
  init(file: [String?], last: [String?]?, store: [String?]) {
    columns = store
    for index in file.indices where file[index] != last?[index] || last == nil {
      guard file[index] != store[index] else { continue }
      if let last, last[index] == store[index] {
        columns[index] = file[index]
        changed.insert(index)
      } else {
        kept.insert(index)
      }
    }
  }
}
