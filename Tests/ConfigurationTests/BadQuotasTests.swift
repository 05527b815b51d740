import RollCall
import Testing

@testable import Configuration

@Suite("A bad quotas.json5 is explained")
struct BadQuotasTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let members: String
    let complaints: [String]

    /// `complaints` without `quotas.json5:2: quotas[0]`, which begins each.
    init(_ members: String, _ complaints: String...) {
      self.members = members
      self.complaints = complaints.map { "quotas.json5:2: quotas[0]" + $0 }
    }

    var testDescription: String { members }
  }

  @Test(
    "one quota that is wrong",
    arguments: [
      Case(
        #"for: "agency""#,
        ".per: found nothing, expected workday, workWeek, month, quarter or year"),
      Case(
        #"per: "month""#,
        ".for: found nothing, expected neighborhood, person, unit, agency or incident"),
      Case(
        #"per: "week", for: "neighbourhood""#,
        #".per: found "week", expected workday, workWeek, month, quarter or year"#,
        #".for: found "neighbourhood", expected neighborhood, person, unit, agency or incident; did you mean "neighborhood"?"#
      ),
      Case(
        #"per: "month", for: "agency", minutes: 0, times: 0.5"#,
        ".minutes: found 0, expected a whole number from 1 to 1440",
        ".times: found 0.5, expected a whole number from 1 to 10000"),
      Case(
        #"per: "month", for: "agency", minuets: 30, coordinator: { rnak: ["chief"] }"#,
        ".coordinator.rnak: found a key that is not known here, expected rank, unitKind, notUnitKind or assigned; did you mean rank?",
        ".minuets: found a key that is not known here, expected id, name, activity, minutes, coordinator, with, times, per, for, incidents, within or units; did you mean minutes?"
      ),
      Case(
        #"per: "month", for: "unit""#,
        ".units: found nothing, expected units, as the quota is for each unit"),
      Case(
        #"per: "month", for: "unit", units: []"#,
        ".units: found an empty list, expected a list of ids of units"),
      Case(
        #"per: "month", for: "agency", units: ["D1"]"#,
        #".units: found a list, expected no units, as the quota is not for each unit (for: "agency")"#),
      Case(
        #"for: "incident""#,
        ".incidents: found nothing, expected incidents, as the quota is for each incident",
        ".within: found nothing, expected within, as the quota is for each incident"),
      Case(
        #"for: "incident", incidents: ["shooting"], within: "1wd", times: 2, per: "month""#,
        #".within: found "1wd", expected a span from "1m" to "366d", in s, m, h or d"#,
        ".times: found 2, expected no times: each incident is owed one, within its span",
        #".per: found "month", expected no per: each incident is owed one, within its span"#),
      Case(
        #"per: "month", for: "agency", within: "24h""#,
        #".within: found "24h", expected no within, as the quota is not for each incident (for: "agency")"#),
      Case(
        #"per: "month", for: "person""#,
        #".for: found "person" with a coordinator of any rank, expected a coordinator of leaders' ranks alone, such as { rank: { atLeast: "sergeant" } }: a line officer has no score"#
      ),
      Case(
        #"per: "month", for: "person", coordinator: { rank: ["sergeant", "officer"] }"#,
        #".for: found "person" with a coordinator of the rank "officer", expected a coordinator of leaders' ranks alone, such as { rank: { atLeast: "sergeant" } }: a line officer has no score"#
      ),
      Case(
        #"per: "month", for: "person", coordinator: { rank: { atLeast: "officer" } }"#,
        #".for: found "person" with a coordinator of the rank "officer", expected a coordinator of leaders' ranks alone, such as { rank: { atLeast: "sergeant" } }: a line officer has no score"#
      ),
      Case(
        #"per: "month", for: "agency", coordinator: { rank: ["sergant"] }"#,
        #".coordinator.rank[0]: found "sergant", expected a rank of the ladder: officer, sergeant or chief; did you mean "sergeant"?"#
      ),
      Case(
        #"per: "month", for: "agency", coordinator: { rank: "sergeant" }"#,
        #".coordinator.rank: found "sergeant", expected a list such as [ "sergeant" ], or { atLeast: "sergeant" }"#
      ),
      Case(
        #"per: "month", for: "agency", coordinator: { rank: [] }"#,
        #".coordinator.rank: found an empty list, expected a list such as [ "sergeant" ], or { atLeast: "sergeant" }"#
      ),
      Case(
        #"per: "month", for: "agency", coordinator: { rank: { atMost: "chief" } }"#,
        ".coordinator.rank.atLeast: found nothing, expected a rank of the ladder: officer, sergeant or chief",
        ".coordinator.rank.atMost: found a key that is not known here, expected atLeast"),
      Case(
        #"per: "month", for: "agency", coordinator: { unitKind: ["Patrol"], assigned: "yes" }"#,
        #".coordinator.unitKind[0]: found "Patrol", expected executive, patrol, investigations, community_policing, administration, support or specialized; did you mean "patrol"?"#,
        #".coordinator.assigned: found "yes", expected true or false"#),
      Case(
        #"per: "month", for: "agency", coordinator: { unitKind: ["patrol"], notUnitKind: ["patrol", "support"] }"#,
        ".coordinator.notUnitKind: found every kind that unitKind names, expected a rule that somebody can fit"
      ),
      Case(
        #"per: "month", for: "agency", coordinator: "chief""#,
        #".coordinator: found "chief", expected an object: { rank, unitKind, notUnitKind, assigned }"#),
      Case(
        #"per: "month", for: "agency", with: [{ count: 0 }, { guestCategory: "media", rank: ["officer"] }]"#,
        ".with[0].count: found 0, expected a whole number from 1 to 1000",
        ".with[1].rank: found a list, expected no rank beside guestCategory: a guest is not of the agency"),
      Case(
        #"per: "month", for: "agency", with: [{ guestCategory: [] }, { guestCategory: 5 }]"#,
        #".with[0].guestCategory: found an empty list, expected a word or a list of words such as [ "city_official", "counselor" ]"#,
        #".with[1].guestCategory: found 5, expected a word or a list of words such as [ "city_official", "counselor" ]"#
      ),
      Case(
        #"per: "month", for: "agency", with: { rank: ["officer"] }"#,
        #".with: found an object, expected a list such as [ { count: 1, rank: [ "officer" ] } ]"#),
    ])
  func quota(_ sample: Case) {
    #expect(Samples.complaints(Samples.least, quotas: Samples.quota(sample.members)) == sample.complaints)
  }

  @Test(
    "enforcement is never given a quota",
    arguments: [
      ("traffic_stop", "stop"), ("citation", "citation"), ("arrests", "arrest"), ("walk.search", "search"),
      ("search-warrant", "search"), ("patrol.tows", "tow"), ("field_interview", "field interview"),
      ("summonses", "summons"), ("Ticket.parking", "ticket"), ("trafficStop", "stop"),
      ("pat-down", "pat down"),
      ("searches", "search"), ("citations.issued", "citation"),
    ])
  func enforcement(_ activity: String, _ word: String) {
    let text = "{ quotas: [{ id: \"q\", activity: \"\(activity)\", per: \"month\", for: \"agency\" }] }"
    #expect(
      Samples.complaints(Samples.least, quotas: text) == [
        "quotas.json5:1: quotas[0].activity: found \"\(activity)\", expected an engagement with the community: \(word) "
          + "is enforcement, which is never given a quota"
      ])
  }

  @Test(
    "engagement is no enforcement, whatever letters it is made of",
    arguments: [
      "walk", "walk.post_incident", "coffee_with_a_cop", "town_hall", "research_panel", "unstoppable",
      "press_interview",
      "field_day", "school-visit", "warranted_thanks", "citizen_academy", "finest_hour",
    ])
  func engagement(_ activity: String) throws {
    let text = "{ quotas: [{ id: \"q\", activity: \"\(activity)\", per: \"month\", for: \"agency\" }] }"
    let quotas = try Samples.read(Samples.least, quotas: text).quotas
    #expect(quotas == [Quota(id: "q", name: "q", activity: activity, per: .month, holder: .agency)])
  }

  @Test("ids that stand twice or break addresses, and keys that stand twice")
  func ids() {
    let text = """
      { quotas: [
        { id: "a", activity: "walk", per: "month", for: "agency" },
        { id: "a", activity: "walk", per: "month", for: "agency" },
        { id: "a/b", activity: "walk", per: "month",
          for: "agency", per: "year" },
        { activity: "wa lk", per: "month", for: "agency" },
      ] }
      """
    #expect(
      Samples.complaints(Samples.least, quotas: text) == [
        #"quotas.json5:3: quotas[1].id: found "a" a second time, expected it once; the first is quotas[0].id"#,
        #"quotas.json5:4: quotas[2].id: found "a/b", expected an id of letters without accents, digits, - _ . and ~, without blanks and slashes"#,
        "quotas.json5:5: quotas[2].per: found this key a second time, expected it once; the first is on line 4",
        "quotas.json5:6: quotas[3].id: found nothing, expected an id of letters without accents, digits, - _ . and ~, without blanks and slashes",
        #"quotas.json5:6: quotas[3].activity: found "wa lk", expected an activity such as "walk.squad", without blanks and slashes"#,
      ])
  }

  @Test("every form of a rule is read")
  func forms() throws {
    let text = """
      { quotas: [
        { id: "p", name: "Each leader", activity: "coffee", per: "quarter", for: "person",
          coordinator: { rank: { atLeast: "sergeant" } } },
        { id: "u", activity: "school_visit", times: 2, per: "year", for: "unit", units: ["D1", "D 2"],
          with: [{}, { guestCategory: "teacher" }, { count: 2, guestCategory: ["pupil", "parent"] },
                 { notUnitKind: ["patrol"], assigned: true }] },
        { id: "i", activity: "briefing", for: "incident", incidents: ["shooting"], within: "72h" },
      ] }
      """
    let quotas = try Samples.read(Samples.least, quotas: text).quotas
    #expect(quotas.map(\.name) == ["Each leader", "u", "i"])
    #expect(quotas[0].coordinator.ranks == ["sergeant", "chief"])
    #expect(quotas[0].holder == .person)
    #expect(quotas[1].holder == .unit(ids: ["D1", "D 2"]))
    #expect(
      quotas[1].with == [
        Quota.Companions(who: .persons(Quota.PersonRule())),
        Quota.Companions(who: .guests(categories: ["teacher"])),
        Quota.Companions(count: 2, who: .guests(categories: ["pupil", "parent"])),
        Quota.Companions(who: .persons(Quota.PersonRule(notUnitKinds: ["patrol"], assigned: true))),
      ])
    #expect(quotas[2].holder == .incident(kinds: ["shooting"], withinSeconds: 72 * 3600))
    #expect(quotas[2].per == nil)
  }

  @Test("a ladder that is wrong brings no complaints about the ranks of quotas")
  func badLadder() {
    let text = Samples.least.replacing(#"["officer", "sergeant", "chief"]"#, with: "[]")
    let quotas = Samples.quota(#"per: "month", for: "person", coordinator: { rank: ["sergeant"] }"#)
    #expect(
      Samples.complaints(text, quotas: quotas) == [
        #"rollcall.json5:1: ranks: found an empty list, expected a list of ranks from low to high, such as [ "officer", "sergeant", "chief" ]"#
      ])
  }
}
