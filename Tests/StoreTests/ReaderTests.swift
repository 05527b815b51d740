import Foundation
import RollCall
import Store
import Testing

@Suite("Reading the store")
struct ReaderTests {
  private let ladder = RankLadder(
    ["officer", "sergeant"].map {
      .init(id: $0, title: $0.capitalized, abbreviation: $0 == "officer" ? "Ofc." : "Sgt.")
    },
    leadersFrom: "sergeant")

  private func store(_ sql: String = "") throws -> (TemporaryFolder, EngagementStore) {
    let folder = try TemporaryFolder()
    let path = folder.file("engagement.db")
    try Schema.create(at: path)
    try foreign(path, sampleRows + sql)
    return (folder, try EngagementStore(path: path))
  }

  @Test("an engagement comes with its participants, guests and pictures")
  func engagement() throws {
    let (_, store) = try store(
      """
      INSERT INTO guest (engagement_id, name, organization, category) VALUES ('E1', NULL, 'Public Works', 'city');
      INSERT INTO photo (id, engagement_id, path) VALUES ('F1', 'E1', 'a.jpg');
      """)
    let found = try #require(try store.engagement("E1").value)
    #expect(found.participants == ["P1", "P2"])
    #expect(found.guests == [Guest(organization: "Public Works", category: "city")])
    #expect(found.pictures == 1)
    #expect(found.minutes == 35)
    #expect(try store.engagement("none").value == nil)
  }

  struct Nonsense: CustomTestStringConvertible {
    let sql: String
    let table: String
    let key: String
    let words: String
    var testDescription: String { sql }
  }

  @Test(
    "a row that makes no sense is reported with table, key and reason, and the rest is read",
    arguments: [
      Nonsense(
        sql: "UPDATE engagement SET starts_at = '2026-02-31T10:00:00Z'", table: "engagement", key: "E1",
        words: "no instant"),
      Nonsense(
        sql: "UPDATE engagement SET ends_at = '2026-11-17T29:10:00Z'", table: "engagement", key: "E1",
        words: "taken as unknown"),
      Nonsense(
        sql: "UPDATE engagement SET ends_at = '2026-11-16T21:10:00Z'", table: "engagement", key: "E1",
        words: "before starts_at"),
      Nonsense(
        sql: "UPDATE person SET rank = 'admiral' WHERE id = 'P1'", table: "person", key: "P1",
        words: "'admiral'"),
      Nonsense(
        sql: "UPDATE person SET supervisor_id = 'P9' WHERE id = 'P1'", table: "person", key: "P1",
        words: "'P9'"),
      Nonsense(
        sql: "UPDATE person SET active_from = 'soon' WHERE id = 'P1'", table: "person", key: "P1",
        words: "active_from"),
      Nonsense(
        sql:
          "INSERT INTO pause (id, neighborhood_id, starts_on, ends_on) VALUES (3, 'riverside', '2026-11-01', '2026-11-31')",
        table: "pause", key: "3", words: "ends_on"),
      Nonsense(
        sql: "INSERT INTO incident (id, kind, occurred_at) VALUES ('I1', 'shooting', '2026-19-01T10:00:00Z')",
        table: "incident", key: "I1", words: "no instant"),
    ])
  func nonsense(_ example: Nonsense) throws {
    let (_, store) = try store(example.sql)
    let organization = try store.organization(ranks: ladder)
    let problems =
      organization.problems + (try store.incidents().problems)
      + (try EngagementStore.engagements(
        store.connection, from: Date(seconds: 0), until: Date(seconds: 4_000_000_000)
      ).problems)
    #expect(Set(problems.map { "\($0.table) \($0.key)" }) == ["\(example.table) \(example.key)"])
    #expect(problems.allSatisfy { $0.reason.contains(example.words) })
    #expect(organization.value.people.count == 2)
  }
}
