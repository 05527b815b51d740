import Testing

@testable import Configuration

@Suite("A bad rollcall.json5 is explained")
struct BadSettingsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let member: String
    let complaints: [String]

    /// `complaints` without the file's name and line, which is always `rollcall.json5:2: `.
    init(_ member: String, _ complaints: String...) {
      self.member = member
      self.complaints = complaints.map { "rollcall.json5:2: " + $0 }
    }

    var testDescription: String { member }
  }

  @Test(
    "one member that is wrong",
    arguments: [
      Case(#"feed: { mode: "07770" }"#, #"feed.mode: found "07770", expected octal digits such as "0660""#),
      Case(#"feed: { mode: 660 }"#, #"feed.mode: found 660, expected octal digits such as "0660""#),
      Case(#"feed: { mode: "0668" }"#, #"feed.mode: found "0668", expected octal digits such as "0660""#),
      Case(
        "feed: []",
        "feed: found an empty list, expected an object: { socket, mode, group, access }"),
      Case(
        #"feed: { mdoe: "0660" }"#,
        "feed.mdoe: found a key that is not known here, expected socket, mode, group or access; did you mean mode?"
      ),
      Case(
        #"mode: "0660""#,
        "mode: found a key that is not known here, expected agency, ranks, leadersFrom, shifts, store, state, workWeek, holidays, sources, feed, public, words, mail, digests, communications, escalation, retention, publishAfter, pictures or activities; did you mean feed.mode?"
      ),
      Case(
        "shfits: []",
        "shfits: found a key that is not known here, expected agency, ranks, leadersFrom, shifts, store, state, workWeek, holidays, sources, feed, public, words, mail, digests, communications, escalation, retention, publishAfter, pictures or activities; did you mean shifts?"
      ),
      Case(
        "xyzzy: 1",
        "xyzzy: found a key that is not known here, expected agency, ranks, leadersFrom, shifts, store, state, workWeek, holidays, sources, feed, public, words, mail, digests, communications, escalation, retention, publishAfter, pictures or activities"
      ),
      Case(
        #"feed: { access: [{ group: "a", audience: "agency" }, { user: "b", audience: "comand" }] }"#,
        #"feed.access[1].audience: found "comand", expected public, agency or command; did you mean "command"?"#
      ),
      Case(
        #"feed: { access: [{ audience: "agency" }, { group: "a", user: "b", audience: "agency" }] }"#,
        "feed.access[0]: found neither group nor user, expected one of them",
        "feed.access[1]: found both group and user, expected one of them"),
      Case(
        #"feed: { access: [{ group: "a", personHeader: "X-User" }, { user: "b", personHeader: "X User" }] }"#,
        "feed.access[0].personHeader: found a personHeader for a group, expected it with user: one account, that of the proxy",
        #"feed.access[1].personHeader: found "X User", expected the name of a header such as "X-Remote-User""#
      ),
      Case(
        #"leadersFrom: "sargeant""#,
        #"leadersFrom: found "sargeant", expected a rank of the ladder: officer, sergeant or chief; did you mean "sergeant"?"#
      ),
      Case(
        "leadersFrom: 3",
        "leadersFrom: found 3, expected a rank of the ladder: officer, sergeant or chief"),
      Case(
        #"workWeek: { starts: "Monday", days: [] }"#,
        "workWeek.days: found an empty list, expected a list of at least one day of the week",
        #"workWeek.starts: found "Monday", expected monday, tuesday, wednesday, thursday, friday, saturday or sunday; did you mean "monday"?"#
      ),
      Case(
        #"holidays: ["2026-02-30", 5]"#,
        #"holidays[0]: found "2026-02-30", expected a day such as "2026-11-26""#,
        #"holidays[1]: found 5, expected a day such as "2026-11-26""#),
      Case(
        #"shifts: [{ id: "day", rollCall: "06:45" }, { id: "day", rollCall: "25:00" }]"#,
        #"shifts[1].rollCall: found "25:00", expected a time of day such as "06:45""#,
        #"shifts[1].id: found "day" a second time, expected it once; the first is shifts[0].id"#),
      Case(
        #"shifts: [{ id: "day watch" }]"#,
        #"shifts[0].id: found "day watch", expected an id of letters without accents, digits, - and _, without blanks, dots and slashes"#,
        #"shifts[0].rollCall: found nothing, expected a time of day such as "06:45""#),
      Case(
        #"shifts: [{ id: "day", rollCall: "06:45" }], digests: { mailTo: { dya: ["a@b.example"], day: ["-a@b"] } }"#,
        #"digests.mailTo.day[0]: found "-a@b", expected an address such as "desk@example.gov""#,
        #"digests.mailTo.dya: found the shift "dya", expected the id of a shift: day; did you mean "day"?"#),
      Case(
        "digests: { mailTo: { day: [] } }",
        #"digests.mailTo.day: found the shift "day", expected no shift, as shifts is empty"#),
      Case(
        #"sources: [{ silentAfter: "36 h" }]"#,
        "sources[0].id: found nothing, expected an id that is not empty, without line ends or blanks around it",
        #"sources[0].silentAfter: found "36 h", expected a span such as "36h" or "3wd" (units s, m, h, d, and wd for working days)"#
      ),
      Case(
        #"public: { folder: "~/public", link: "police.example.gov" }"#,
        #"public.folder: found "~/public", expected a path such as "state.db" or "/var/lib/rollcall/state.db" (~ is not understood)"#,
        #"public.link: found "police.example.gov", expected a link such as "https://police.example.gov/stories/""#
      ),
      Case(
        #"words: { quota: "" }"#,
        #"words.quota: found "", expected text that is not empty, without line ends"#),
      Case(
        #"mail: { transport: "sendmial", from: "Roll call", envelopeFrom: "A <a@b.example>", command: [] }"#,
        #"mail.from: found "Roll call", expected an address such as "Roll call <rollcall@example.gov>""#,
        #"mail.transport: found "sendmial", expected sendmail, maildir or none; did you mean "sendmail"?"#,
        #"mail.command: found an empty list, expected the program and its words, such as [ "/usr/sbin/sendmail", "-i" ]"#,
        #"mail.envelopeFrom: found "A <a@b.example>", expected an address such as "desk@example.gov""#),
      Case(
        #"mail: { retry: { first: "2h", longest: "1h", giveUp: "3wd" }, timeout: "0s" }"#,
        #"mail.timeout: found "0s", expected a span from "1s" to "1h", in s, m, h or d"#,
        #"mail.retry.giveUp: found "3wd", expected a span from "1s" to "60d", in s, m, h or d"#,
        #"mail.retry.longest: found "1h", expected no less than first (2h)"#),
      Case(
        #"communications: "press@example.gov""#,
        #"communications: found "press@example.gov", expected a list of addresses such as [ "desk@example.gov" ]"#
      ),
      Case(
        #"escalation: { nudgeAt: 1.5, settle: 48, steps: ["0h", "3wd", "1wd", "2x"] }"#,
        "escalation.nudgeAt: found 1.5, expected a fraction of the period from 0 to 1, such as 0.6",
        #"escalation.settle: found 48, expected a span such as "36h" or "3wd" (units s, m, h, d, and wd for working days)"#,
        #"escalation.steps[2]: found "1wd", expected a step surely later than the one before it, "3wd""#,
        #"escalation.steps[3]: found "2x", expected a span such as "36h" or "3wd" (units s, m, h, d, and wd for working days)"#
      ),
      Case(
        "escalation: { nudgeAt: NaN, steps: [] }",
        "escalation.nudgeAt: found NaN, expected a fraction of the period from 0 to 1, such as 0.6",
        #"escalation.steps: found an empty list, expected a list of at least one span, such as [ "0h", "1wd", "3wd", "5wd" ]"#
      ),
      Case(
        #"escalation: { steps: ["0h", "0h"], quiet: { from: "21:00" } }"#,
        #"escalation.steps[1]: found "0h", expected a step surely later than the one before it, "0h""#,
        #"escalation.quiet.until: found nothing, expected a time of day such as "06:45""#),
      Case(
        #"escalation: { quiet: { from: "21:00", until: "21:00" } }"#,
        #"escalation.quiet.until: found "21:00", expected another time than from"#),
      Case(
        #"retention: { events: "0d", deliveries: null }"#,
        #"retention.events: found "0d", expected a span from "1d" to "36500d", in s, m, h or d"#,
        #"retention.deliveries: found null, expected a span from "1d" to "36500d", in s, m, h or d"#),
      Case(
        #"publishAfter: "2h""#,
        #"publishAfter: found "2h", expected a span from "0h" to "1h", in s, m, h or d"#),
      Case(
        #"activities: { "walk squad": "x", walk: 1 }"#,
        "activities.walk: found 1, expected text that is not empty, without line ends",
        #"activities["walk squad"]: found "walk squad", expected an activity such as walk.squad, without blanks and slashes"#
      ),
      Case(
        "words: {}, words: {}",
        "words: found this key a second time, expected it once; the first is on line 2"),
    ])
  func member(_ sample: Case) {
    #expect(Samples.complaints(Samples.least(with: sample.member)) == sample.complaints)
  }
}
