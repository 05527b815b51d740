import Foundation
import RollCall
import Testing

@testable import Configuration

@Suite("The shipped files")
struct DefaultFilesTests {
  @Test("load without a word of complaint, in any folder")
  func load() throws {
    let settings = try Samples.read(
      Samples.shipped("rollcall.json5"), quotas: Samples.shipped("quotas.json5"), in: "/a/b")
    #expect(settings.store == "/a/b/engagement.db")
    #expect(settings.state == "/a/b/state.db")
    #expect(settings.feed.socket == "/a/b/feed.sock")
    #expect(settings.mail.folder == "/a/b/mail")
    #expect(settings.digests.folder == "/a/b/digests")
    #expect(settings.mail.transport == .maildir)
  }

  @Test("say the same where every commented default is taken in")
  func commentedDefaults() throws {
    let text = try Samples.shipped("rollcall.json5")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line).replacing(/^(\s*)\/\/(?=[a-zA-Z]+:)/) { $0.output.1 }
    }
    let taken = lines.joined(separator: "\n")
    #expect(taken.count < text.count - 30)
    #expect(try Samples.read(taken) == Samples.read(text))
  }

  @Test("mention every key there is")
  func everyKey() throws {
    let known = Configuration.knownKeys
    #expect(known.rollcall.contains("feed.access[].personHeader"))
    #expect(known.quotas.contains("quotas[].with[].guestCategory"))
    for (name, keys) in [("rollcall.json5", known.rollcall), ("quotas.json5", known.quotas)] {
      let text = try Samples.shipped(name)
      for key in keys {
        let word = key.split(separator: ".").last.map(String.init) ?? key
        // In quotas.json5 a rule's key may be explained in prose.
        #expect(text.contains(try Regex("\\b\(word)\\b")), "\(name) says nothing of \(key)")
      }
    }
  }

  @Test("expect the seven walks of the guide")
  func walks() throws {
    let quotas = try Samples.read(Samples.shipped("rollcall.json5"), quotas: Samples.shipped("quotas.json5"))
      .quotas
    let told = quotas.map { quota in
      "\(quota.id) \(quota.activity) \(quota.minutes ?? 0) min, \(quota.times) \(quota.per?.rawValue ?? "24h"), "
        + "\(quota.with.map(\.count).reduce(0, +)) more"
    }
    #expect(
      told == [
        "officer-walk walk.officer 20 min, 3 workWeek, 1 more",
        "squad-walk walk.squad 30 min, 3 workWeek, 1 more",
        "shift-walk walk.shift 30 min, 3 workWeek, 2 more",
        "district-walk walk.district 30 min, 2 month, 5 more",
        "captain-walk walk.captain 45 min, 3 workWeek, 1 more",
        "post-incident-walk walk.post_incident 0 min, 1 24h, 7 more",
        "cpu-walk walk.cpu 45 min, 1 workday, 1 more",
      ])
    #expect(quotas[5].holder == .incident(kinds: ["homicide", "shooting"], withinSeconds: 86400))
  }

  @Test("of quotas that share a coordinator, the one that asks for more people stands first")
  func order() throws {
    let quotas = try Samples.read(Samples.shipped("rollcall.json5"), quotas: Samples.shipped("quotas.json5"))
      .quotas
    var pairs = 0
    for (index, one) in quotas.enumerated() {
      for other in quotas[(index + 1)...] where one.coordinator == other.coordinator {
        pairs += 1
        #expect(one.with.count > other.with.count)
      }
    }
    #expect(pairs == 2)
  }
}
