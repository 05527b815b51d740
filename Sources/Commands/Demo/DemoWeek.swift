import RollCall

/// The agency's week: who walks when and with whom, the same each week but for what `DemoTimeline` changes.
enum DemoWeek {
  struct Entry: Sendable {
    /// Unlike any other of the week: "mon-1300".
    let id: String
    /// 0 for Monday to 6 for Sunday.
    let day: Int
    let time: TimeOfDay
    let minutes: Int
    let activity: String
    let place: String
    let people: [String]
    let met: Int?
    let spot: String?

    /// `people`: the coordinator first.
    init(
      _ id: String, _ minutes: Int, _ activity: String, _ place: String, _ people: [String], met: Int? = nil,
      at spot: String? = nil
    ) {
      let parts = id.split(separator: "-").map(String.init)
      self.id = id
      day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].firstIndex(of: parts[0]) ?? 0
      time = TimeOfDay("\(parts[1].prefix(2)):\(parts[1].suffix(2))") ?? .midnight
      self.minutes = minutes
      self.activity = activity
      self.place = place
      self.people = people
      self.met = met
      self.spot = spot
    }

    /// Entered the same morning; the rest is logged when it is over, as patrol does with a call type.
    var isPlanned: Bool { activity != "walk.officer" }
  }

  static let entries = riverside + millHill + weekend

  private static let riverside = [
    Entry("mon-0910", 25, "walk.officer", "riverside", ["213", "214"], met: 6),
    Entry("mon-1000", 50, "walk.cpu", "riverside", ["122", "123"], met: 14),
    Entry(
      "mon-1300", 34, "walk.squad", "riverside", ["212", "213"], met: 9, at: "Bus terminal and Canal Street"),
    Entry("mon-1615", 47, "walk.captain", "riverside", ["111", "213"], met: 11, at: "Shops on Canal Street"),
    Entry(
      "mon-2315", 30, "walk.safe_home", "riverside", ["232", "234"], met: 7, at: "Last buses at the terminal"),
    Entry("tue-0930", 38, "walk.shift", "riverside", ["211", "212", "214"], met: 8, at: "Senior center"),
    Entry("tue-1000", 55, "walk.cpu", "riverside", ["121", "122"], met: 17, at: "Library and playground"),
    Entry("tue-2305", 31, "walk.squad", "riverside", ["232", "233"], met: 5),
    Entry("wed-0920", 22, "walk.officer", "riverside", ["214", "213"], met: 4),
    Entry("wed-1000", 48, "walk.cpu", "riverside", ["122", "123"], met: 12),
    Entry(
      "wed-1215", 50, "walk.captain", "riverside", ["111", "214"], met: 15,
      at: "Lunch hour at the bus terminal"),
    Entry(
      "wed-2310", 35, "walk.shift", "riverside", ["231", "232", "234"], met: 6, at: "Late shift of the bakery"
    ),
    Entry(
      "thu-0810", 46, "walk.captain", "riverside", ["111", "212", "213"], met: 10,
      at: "School gate, Canal Street"),
    Entry("thu-1000", 52, "walk.cpu", "riverside", ["121", "123"], met: 16),
    Entry("thu-1315", 32, "walk.squad", "riverside", ["212", "214"], met: 9),
    Entry("thu-2330", 24, "walk.officer", "riverside", ["233", "232", "234"], met: 3),
    Entry(
      "fri-0830", 33, "walk.shift", "riverside", ["211", "212", "213"], met: 7,
      at: "School gate, Canal Street"),
    Entry("fri-1000", 51, "walk.cpu", "riverside", ["122", "123"], met: 13),
    Entry(
      "fri-2320", 40, "walk.safe_home", "riverside", ["231", "232"], met: 12, at: "Taverns on Water Street"),
  ]

  private static let millHill = [
    Entry("mon-1130", 49, "walk.cpu", "mill-hill", ["123", "122"], met: 11),
    Entry(
      "mon-1530", 46, "walk.captain", "mill-hill", ["112", "313"], met: 12,
      at: "Mill Hill school, end of the day"),
    Entry("mon-1720", 23, "walk.officer", "mill-hill", ["323", "324"], met: 5),
    Entry("mon-1930", 33, "walk.squad", "mill-hill", ["322", "323"], met: 8, at: "Garages behind Oak Row"),
    Entry("mon-2040", 34, "walk.shift", "mill-hill", ["321", "322", "324"], met: 7),
    Entry("tue-1130", 46, "walk.cpu", "mill-hill", ["123", "122"], met: 9),
    Entry("tue-1520", 46, "walk.captain", "mill-hill", ["112", "324"], met: 12),
    Entry("tue-1810", 21, "walk.officer", "mill-hill", ["324", "323"], met: 4),
    Entry("tue-2030", 35, "walk.shift", "mill-hill", ["321", "322", "324"], met: 6),
    Entry("wed-1130", 50, "walk.cpu", "mill-hill", ["123", "122"], met: 13),
    Entry(
      "wed-1540", 48, "walk.captain", "mill-hill", ["112", "324"], met: 10, at: "Repair shops on Mill Road"),
    Entry("wed-2005", 36, "walk.squad", "mill-hill", ["322", "324"], met: 7),
    Entry("thu-1130", 47, "walk.cpu", "mill-hill", ["123", "122"], met: 8),
    Entry("thu-1815", 31, "walk.squad", "mill-hill", ["322", "323"], met: 9, at: "Oak Row"),
    Entry("thu-1900", 26, "walk.officer", "mill-hill", ["323", "324"], met: 6),
    Entry(
      "thu-2045", 32, "walk.shift", "mill-hill", ["321", "322", "323"], met: 5,
      at: "Parking decks on Mill Road"),
    Entry("fri-1130", 48, "walk.cpu", "mill-hill", ["123", "122"], met: 10),
    Entry(
      "fri-1330", 45, "school_visit", "mill-hill", ["112", "123"], met: 26,
      at: "Mill Hill school, fifth grade"),
    Entry(
      "fri-1800", 40, "walk.porch", "mill-hill", ["322", "324"], met: 13, at: "Front porches of Oak Row"),
  ]

  /// No plan asks for these; they are posted like any other.
  private static let weekend = [
    Entry("sat-0930", 55, "walk.market", "riverside", ["212", "213", "122"], met: 31, at: "Saturday market"),
    Entry("sat-1100", 60, "coffee_with_a_cop", "mill-hill", ["121", "123"], met: 22, at: "Hilltop diner"),
    Entry(
      "sat-1830", 40, "walk.porch", "mill-hill", ["322", "323"], met: 15, at: "Front porches of Oak Row"),
    Entry(
      "sat-2315", 45, "walk.safe_home", "riverside", ["231", "232"], met: 18, at: "Taverns on Water Street"),
    Entry("sun-1000", 45, "walk.park", "riverside", ["212", "214"], met: 19, at: "River park, youth soccer"),
    Entry(
      "sun-1230", 75, "community_lunch", "mill-hill", ["112", "121"], met: 40, at: "Mill Hill community hall"),
    Entry(
      "sun-1830", 35, "walk.porch", "mill-hill", ["321", "324"], met: 12, at: "Front porches of Mill Road"),
    Entry(
      "sun-2320", 30, "walk.safe_home", "riverside", ["232", "233"], met: 6, at: "Last buses at the terminal"),
  ]
}
