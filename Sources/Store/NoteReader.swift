import Foundation
import Platform
import RollCall

extension EngagementStore {
  /// The note with this id; nil where there is none, or where its row makes no sense.
  package func note(_ id: String) throws -> Reading<Note?> {
    var problems: [RowProblem] = []
    let note = try connection.first(
      "SELECT id, author_id, neighborhood_id, engagement_id, written_at, body FROM note WHERE id = ?", id
    ) { row -> Note? in
      guard let writtenAt = Date(rfc3339: row.text(4)) else {
        problems.append(
          .init(
            table: "note", key: id,
            reason: "written_at '\(row.text(4))' is no instant of the calendar; the row is left out"))
        return nil
      }
      guard row.text(5).contains(where: { !$0.isWhitespace }) else {
        problems.append(.init(table: "note", key: id, reason: "body is empty; the row is left out"))
        return nil
      }
      return Note(
        id: row.text(0), authorID: row.text(1), neighborhoodID: row.optionalText(2),
        engagementID: row.optionalText(3),
        writtenAt: writtenAt, body: row.text(5))
    }
    return Reading(value: note ?? nil, problems: problems)
  }

  /// Ids of all notes, the oldest first.
  package func allNoteIDs() throws -> [String] {
    try connection.rows("SELECT id FROM note ORDER BY written_at, id") { $0.text(0) }
  }

  /// Ids of the notes that this person wrote.
  package func noteIDs(of author: String) throws -> [String] {
    try connection.rows("SELECT id FROM note WHERE author_id = ?", author) { $0.text(0) }
  }
}
