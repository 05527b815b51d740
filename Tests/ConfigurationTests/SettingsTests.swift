import Foundation
import RollCall
import Testing

@testable import Configuration

@Suite("Settings")
struct SettingsTests {
  @Test("the example of the contract says what it shows")
  func contractExample() throws {
    let settings = try Samples.read(Samples.contract, quotas: Samples.contractQuota)
    #expect(settings.agency.id == "riverton-pd")
    #expect(settings.agency.timeZone.identifier == "America/New_York")
    #expect(
      settings.ladder.ranks.map(\.abbreviation) == [
        "", "Ofc.", "Det.", "Sgt.", "Lt.", "Capt.", "Cmdr.", "Chief",
      ])
    #expect(settings.ladder.leadersFrom == "sergeant")
    #expect(settings.calendar.isWorkingDay(try #require(LocalDay("2026-11-25"))))
    #expect(!settings.calendar.isWorkingDay(try #require(LocalDay("2026-11-26"))))
    #expect(settings.shifts.map { "\($0.id) \($0.name) \($0.rollCall)" }.last == "night Night watch 22:45")
    #expect(settings.sources == [Settings.Source(id: "cad", silentAfter: .elapsed(.seconds(36 * 3600)))])
    #expect(settings.feed.mode == 0o660)
    #expect(
      settings.feed.access.map(\.peer) == [.group("rollcall-command"), .group("rollcall"), .user("www-data")])
    #expect(
      settings.feed.access.map(\.grant) == [
        .audience(.command), .audience(.agency), .personHeader("X-Remote-User"),
      ])
    #expect(settings.publicStories.link == "https://police.example.gov/stories/")
    #expect(settings.words == Settings.Words(quota: "walk plan", missed: "not logged"))
    #expect(settings.mail.transport == .sendmail)
    #expect(settings.mail.command == ["/usr/sbin/sendmail", "-i"])
    #expect(settings.digests.mailTo == ["day": ["day-watch@example.gov"]])
    #expect(settings.escalation.quiet?.from.description == "21:00")
    #expect(settings.escalation.steps.map(\.description) == ["0h", "1wd", "3wd", "5wd"])
    #expect(settings.retention.events == .seconds(400 * 86400))
  }

  @Test("the quota of the contract says what it shows")
  func contractQuota() throws {
    let quotas = try Samples.read(Samples.contract, quotas: Samples.contractQuota).quotas
    let expected = Quota(
      id: "shift-walk", name: "Shift walk", activity: "walk.shift", minutes: 30,
      coordinator: Quota.PersonRule(ranks: ["lieutenant"], unitKinds: ["patrol"], assigned: true),
      with: [
        Quota.Companions(who: .persons(Quota.PersonRule(ranks: ["sergeant"]))),
        Quota.Companions(who: .persons(Quota.PersonRule(ranks: ["officer", "detective"]))),
      ], times: 3, per: .workWeek, holder: .neighborhood)
    #expect(quotas == [expected])
  }

  @Test("agency, ranks, store and state are enough; files stand beside the state")
  func defaults() throws {
    let settings = try Samples.read(Samples.least)
    #expect(settings.agency.name == "x-pd")
    #expect(settings.agency.language == "en")
    #expect(settings.ladder.leadersFrom == "sergeant")
    #expect(settings.shifts.isEmpty && settings.sources.isEmpty && settings.feed.access.isEmpty)
    #expect(settings.feed.socket == "/srv/rollcall/feed.sock")
    #expect(settings.feed.group == nil)
    #expect(settings.mail.folder == "/srv/rollcall/mail")
    #expect(settings.mail.from == "Roll call <rollcall@localhost>")
    #expect(settings.mail.envelopeFrom == "rollcall@localhost")
    #expect(settings.pictures == "/srv/rollcall/pictures")
    #expect(settings.publicStories.folder == nil)
    #expect(settings.publishAfter == .seconds(10))
    #expect(settings.escalation.nudgeAt == 0.6)
    #expect(settings.escalation.quiet == nil)
    #expect(settings.words == Settings.Words(quota: "expectation", missed: "not logged"))
  }

  @Test(
    "a relative path is relative to the file",
    arguments: [
      ("s.db", "/srv/rollcall/s.db"), ("./s.db", "/srv/rollcall/s.db"),
      ("sub/s.db", "/srv/rollcall/sub/s.db"),
      ("../s.db", "/srv/rollcall/../s.db"), ("/s.db", "/s.db"),
    ])
  func paths(_ written: String, _ resolved: String) throws {
    #expect(try Samples.read(Samples.least.replacing("s.db", with: written)).state == resolved)
  }

  @Test("a command with a slash is a path, one without is looked for in PATH")
  func command() throws {
    func words(_ program: String) throws -> [String] {
      try Samples.read(Samples.least(with: "mail: { command: [\"\(program)\", \"-t\"] }")).mail.command
    }
    #expect(try words("./fake") == ["/srv/rollcall/fake", "-t"])
    #expect(try words("sendmail") == ["sendmail", "-t"])
  }

  @Test(
    "who leads where the file does not say",
    arguments: [
      (#"["officer", "sergeant", "chief"]"#, "sergeant"), (#"["officer", "captain", "chief"]"#, "captain"),
      (#"["wachtmeister", "polizeidirektor"]"#, "polizeidirektor"),
    ])
  func leaders(_ ranks: String, _ first: String) throws {
    let text = Samples.least.replacing(#"["officer", "sergeant", "chief"]"#, with: ranks)
    #expect(try Samples.read(text).ladder.leadersFrom == first)
  }

  @Test("ranks may bear their own titles and abbreviations")
  func ranks() throws {
    let ranks =
      #"["officer", { id: "cpl2", title: "Corporal", abbreviation: "Cpl." }, { id: "captain", title: "Head" }, "deputy_chief"]"#
    let ladder = try Samples.read(Samples.least.replacing(#"["officer", "sergeant", "chief"]"#, with: ranks))
      .ladder
    #expect(ladder.ranks.map(\.title) == ["Officer", "Corporal", "Head", "Deputy Chief"])
    #expect(ladder.ranks.map(\.abbreviation) == ["Ofc.", "Cpl.", "Head", "Deputy Chief"])
    #expect(ladder.leadersFrom == "captain")
  }

  @Test(
    "activities have names",
    arguments: [
      ("walk", "walk"), ("walk.squad", "squad walk"), ("coffee_with_a_cop", "coffee with a cop"),
      ("walk.squad.night", "night squad walk"), ("walk.cpu", "unit walk"),
    ])
  func activityNames(_ id: String, _ name: String) throws {
    let settings = try Samples.read(Samples.least(with: "activities: { \"walk.cpu\": \"unit walk\" }"))
    #expect(settings.activityName(id) == name)
  }

  @Test(
    "JSON5 is understood: comments, single quotes, trailing commas, other numbers, escapes, a byte order mark"
  )
  func json5() throws {
    let text = """
      \u{feff}/* before */ {\r
        'agency': { "id": 'x-pd', name: "Caf\\u00e9 \\x26 Co", timeZone: "UTC", }, // after
        ranks: ["officer", 'chief',], store: "e.db", state: "s.db",
        escalation: { nudgeAt: +.5, }, \u{c}
      }
      """
    let settings = try Samples.read(text)
    #expect(settings.agency.name == "Café & Co")
    #expect(settings.escalation.nudgeAt == 0.5)
  }
}
