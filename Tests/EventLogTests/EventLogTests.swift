import EventLog
import Foundation
import Platform
import RollCall
import Testing

@Suite("The event log")
final class EventLogTests {
  private let path = NSTemporaryDirectory() + "rollcall-state-" + UUID().uuidString + ".db"
  private let noon = Date(seconds: 1_795_262_400)

  deinit { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }

  private func note(_ id: String, _ body: String = "Quiet evening.") -> Event {
    Event(.noteShared, subject: id, headline: "A note", text: body) { $0.field("id", id) }
  }

  private func json() throws -> [[String: Any]] {
    var found: [[String: Any]] = []
    try EventLogReader(path: path).events(after: 0, limit: 100) { _, _, _, json in
      found.append(try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]))
      return true
    }
    return found
  }

  @Test("numbers events without gaps, also after a commit that failed")
  func numbers() throws {
    struct Refused: Error {}
    let log = try EventLog(path: path, agency: "example-pd")
    _ = try log.commit(at: noon) { try $0.publish(self.note("N1")) }
    #expect(throws: Refused.self) {
      try log.commit(at: self.noon) { draft in
        try draft.publish(self.note("N2"))
        throw Refused()
      }
    }
    let last = try log.commit(at: noon) { try $0.publish(self.note("N3")) }
    #expect(last.events.map(\.id) == [2])
    #expect(try json().map { $0["id"] as? String } == ["1", "2"])
    #expect(try json().map { $0["subject"] as? String } == ["N1", "N3"])
  }

  @Test("an event is a CloudEvent as the contract gives it")
  func cloudEvent() throws {
    let log = try EventLog(path: path, agency: "example-pd")
    _ = try log.commit(at: noon) { try $0.publish(self.note("N1", "He said \"thanks\"\nand left.")) }
    let event = try #require(try json().first)
    #expect(event["specversion"] as? String == "1.0")
    #expect(event["source"] as? String == "/rollcall/example-pd")
    #expect(event["type"] as? String == "rollcall.note.shared")
    #expect(event["time"] as? String == "2026-11-21T12:00:00Z")
    #expect(event["datacontenttype"] as? String == "application/json")
    #expect(event["audience"] as? String == "agency")
    let data = try #require(event["data"] as? [String: Any])
    #expect(data["text"] as? String == "He said \"thanks\"\nand left.")
    #expect(data["headline"] as? String == "A note")
  }

  @Test("cursor and events are one transaction")
  func cursor() throws {
    struct Refused: Error {}
    let log = try EventLog(path: path, agency: "example-pd")
    _ = try log.commit(at: noon) { draft in
      try draft.publish(self.note("N1"))
      try draft.remember(.cursor, "7")
    }
    #expect(throws: Refused.self) {
      try log.commit(at: self.noon) { draft in
        try draft.remember(.cursor, "8")
        throw Refused()
      }
    }
    #expect(try log.fact(.cursor) == "7")
  }

  @Test("a withdrawal blanks everything published of the subject; numbers and types stay")
  func withdrawal() throws {
    let log = try EventLog(path: path, agency: "example-pd")
    for body in ["One", "Two"] {
      _ = try log.commit(at: noon) {
        try $0.publish(self.note("N1", body), family: .note, standing: .noteShared, fingerprint: 1)
      }
    }
    _ = try log.commit(at: noon) { draft in
      try draft.publish(self.note("N2"))
      try draft.publish(
        EventText.withdrawal(.noteWithdrawn, subject: "N1"), family: .note, standing: nil, fingerprint: 0)
    }
    let events = try json()
    #expect(events.map { ($0["data"] as? [String: Any])?["withdrawn"] as? Bool } == [true, true, nil, nil])
    #expect(
      events.map { $0["type"] as? String } == [
        "rollcall.note.shared", "rollcall.note.shared", "rollcall.note.shared", "rollcall.note.withdrawn",
      ])
    #expect(try log.publishedSubjects(.note).isEmpty)
  }

  @Test("a row that makes no sense is reported once")
  func problems() throws {
    let log = try EventLog(path: path, agency: "example-pd")
    for _ in 1...3 {
      _ = try log.commit(at: noon) { try $0.report(table: "person", key: "P1", reason: "rank 'admiral'") }
    }
    #expect(try json().count == 1)
  }

  @Test("a second process on the same state is refused")
  func locked() throws {
    let log = try EventLog(path: path, agency: "example-pd")
    #expect(throws: EventLogError.self) { try EventLog(path: self.path, agency: "example-pd") }
    #expect(log.newestID == 0)
  }
}

@Suite("The outbox")
final class OutboxTests {
  private let path = NSTemporaryDirectory() + "rollcall-state-" + UUID().uuidString + ".db"
  private let noon = Date(seconds: 1_795_262_400)

  deinit { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }

  private func mail(_ id: String, cases: [String] = []) -> OutgoingMail {
    OutgoingMail(
      messageID: "<\(id)@example.test>", person: "P1", recipient: "ana.silva@example.test",
      subject: "Two of three logged",
      message: Array("Subject: Two of three logged\n\n".utf8), cases: cases)
  }

  @Test("the same message is queued once, and leaves the queue when it is accepted")
  func once() throws {
    let log = try EventLog(path: path, agency: "example-pd")
    for _ in 1...2 { _ = try log.commit(at: noon) { try $0.enqueue(self.mail("a")) } }
    let due = try log.dueMail(at: noon, limit: 10)
    #expect(due.count == 1)
    try log.accepted(due[0], at: noon)
    #expect(try log.dueMail(at: noon, limit: 10).isEmpty)
    #expect(try log.deliveryCounts() == (0, 1, 0))
  }

  @Test("what is not accepted is tried again later and later, and given up at last")
  func retries() throws {
    let log = try EventLog(path: path, agency: "example-pd")
    let policy = RetryPolicy(giveUpAfter: .seconds(86400))
    _ = try log.commit(at: noon) { try $0.enqueue(self.mail("a")) }
    var (now, waits, isDead) = (noon, [Double](), false)
    while !isDead {
      let due = try #require(try log.dueMail(at: now, limit: 1).first)
      isDead = try log.notAccepted(due, because: "exit code 75", at: now, policy: policy)
      let next = try log.nextMail()
      #expect((next == nil) == isDead)
      if let next {
        waits.append(next.timeIntervalSince(now))
        now = next
      }
    }
    #expect(waits.first.map { $0 >= 60 && $0 <= 75 } == true)
    #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(waits.allSatisfy { $0 <= 4500 })
    #expect(now >= noon.addingTimeInterval(86400))
    #expect(try log.deliveryCounts() == (0, 0, 1))
  }

  @Test("the references of a mail are the earlier mails to that person about the same cases")
  func references() throws {
    let log = try EventLog(path: path, agency: "example-pd")
    _ = try log.commit(at: noon) { draft in
      try draft.enqueue(self.mail("a", cases: ["c1", "c2"]))
      try draft.enqueue(self.mail("b", cases: ["c2"]))
      try draft.enqueue(self.mail("c", cases: ["c3"]))
    }
    let found = try log.commit(at: noon) { draft in
      (
        try draft.references(cases: ["c1", "c2"], person: "P1"),
        try draft.references(cases: ["c1"], person: "P2")
      )
    }.value
    #expect(found.0 == ["<a@example.test>", "<b@example.test>"])
    #expect(found.1.isEmpty)
  }
}
