import RollCall

/// What the officers of the invented agency wrote for their colleagues: two a day, other words each week.
enum DemoNotes {
  struct Entry: Sendable {
    /// 0 for the first week.
    let week: Int
    /// 0 for Monday.
    let day: Int
    let time: TimeOfDay
    let author: String
    let place: String
    let body: String

    init(_ week: Int, _ day: Int, _ time: String, _ author: String, _ place: String, _ body: String) {
      self.week = week
      self.day = day
      self.time = TimeOfDay(time) ?? .midnight
      self.author = author
      self.place = place
      self.body = body
    }
  }

  static let entries = first + second + third

  private static let first = [
    Entry(
      0, 0, "11:20", "213", "riverside",
      "The man who sells phone cards at bay 4 knows every regular. Worth a hello."),
    Entry(
      0, 0, "20:30", "323", "mill-hill",
      "Three garages on Oak Row have new locks. The owners ask that we keep coming by."),
    Entry(
      0, 1, "12:10", "122", "riverside",
      "The playground light is back on. Two mothers thanked us; it was public works, after our call."),
    Entry(
      0, 1, "21:40", "324", "mill-hill",
      "Mr. Abbot at the corner store asks for a number to call that is not 911. Left him the desk's."),
    Entry(
      0, 2, "13:40", "214", "riverside",
      "Students at the bus terminal wanted to know how one becomes an officer. Brought them two leaflets."),
    Entry(
      0, 3, "12:40", "123", "mill-hill",
      "The school would like somebody in uniform at the bike rack when the day ends. Tuesdays and Fridays are best."
    ),
    Entry(
      0, 3, "23:58", "233", "riverside",
      "The bakery's night shift offers coffee to whoever walks by. They feel better when we do."),
    Entry(
      0, 4, "12:15", "212", "riverside",
      "The bench behind bay 2 is where the robberies start, say two drivers. Asked for it to be moved."),
    Entry(
      0, 5, "13:00", "123", "mill-hill",
      "Good talk at the diner: people want to hear what became of the garage break-ins."),
    Entry(
      0, 6, "15:10", "121", "mill-hill",
      "Forty people at the community lunch. Six signed up to look after each other's houses while away."),
  ]

  private static let second = [
    Entry(
      1, 0, "10:10", "214", "riverside",
      "Canal Street shops now ring each other when somebody tries the doors. It worked on Sunday."),
    Entry(
      1, 0, "20:40", "324", "mill-hill",
      "Mrs. Doyle on Oak Row has a camera that looks at the garages, and offers the pictures."),
    Entry(
      1, 1, "11:30", "122", "riverside",
      "The library will put a table out for us each Tuesday, from ten on. Come and sit down for a while."),
    Entry(
      1, 1, "19:00", "323", "mill-hill",
      "Boys from the skate park asked for our opinion on their ramp. Said we would look at it on Friday."),
    Entry(
      1, 2, "13:30", "213", "riverside",
      "The bench at bay 2 is gone, as the drivers had asked. They noticed, and say thank you."),
    Entry(
      1, 2, "21:10", "322", "mill-hill",
      "Walked with the night cleaner of the parking decks. Level 3 has no light; reported to the city."),
    Entry(
      1, 3, "12:30", "123", "mill-hill",
      "Two families from Mill Road speak Portuguese only. Ofc. Moreno does too, and will come along."),
    Entry(
      1, 4, "15:50", "121", "riverside",
      "The neighbors were glad to see so many of us after last night. They want to hear how it ends."),
    Entry(
      1, 4, "20:50", "324", "mill-hill",
      "The ramp is good, we told the boys. They showed us how it is done; nobody of us tried."),
    Entry(
      1, 5, "12:20", "213", "riverside",
      "The market's guard asks for the names of those who walk on Saturdays. Gave him ours."),
    Entry(
      1, 6, "11:30", "214", "riverside",
      "Soccer coach in the park could use a referee on the 3rd Sunday. Anybody?"),
  ]

  private static let third = [
    Entry(
      2, 0, "11:10", "213", "riverside",
      "The terminal's new lights are up. Drivers say the corner behind bay 2 feels different."),
    Entry(
      2, 0, "20:20", "323", "mill-hill",
      "No garage opened on Oak Row for two weeks. Mrs. Doyle has told everyone."),
    Entry(
      2, 1, "11:25", "123", "riverside",
      "First Tuesday at the library table: eleven people, two of them with questions about scams."),
    Entry(
      2, 1, "21:30", "324", "mill-hill",
      "Level 3 of the parking deck has light again. The cleaner says thank you."),
    Entry(
      2, 2, "13:25", "214", "riverside",
      "The neighbors ask for news of last Thursday. Told them what Investigations lets us say."),
    Entry(
      2, 3, "12:35", "122", "mill-hill", "The school's bike rack: nothing stolen since somebody stands there."
    ),
    Entry(
      2, 4, "12:10", "212", "riverside",
      "The phone-card seller at bay 4 keeps our names on a list. Whoever stays away is asked about."),
    Entry(
      2, 5, "12:40", "213", "riverside",
      "A girl at the market asked for a sticker, then for nine more, for her class. Bring some along."),
    Entry(
      2, 6, "15:00", "121", "mill-hill",
      "The lunch now has its own cooks. They would like to see officers of the night watch too."),
  ]
}
