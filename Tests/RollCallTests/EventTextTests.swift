import Foundation
import RollCall
import Testing

@Suite("Events: their words")
struct EventTextTests {
  private let text = EventText(AgencyCalendar(timeZone: .gmt), now: "2026-11-21T12:00:00Z")

  /// What an event's data says under these keys.
  private struct Words: Decodable {
    let headline: String
    let text: String

    init(_ event: Event) throws { self = try JSONDecoder().decode(Words.self, from: Data(event.data)) }
  }

  private func walk(_ leaders: [String], _ activity: String = "squad walk") -> EngagementFacts {
    EngagementFacts(
      id: "E1", activity: "walk", activityName: activity, status: "completed",
      neighborhood: NamedFacts(id: "riverside", name: "Riverside"), startsAt: "2026-11-17T16:10:00Z",
      minutes: 35,
      participants: leaders.map {
        PersonFacts(id: $0, name: $0, title: "Sgt.", rank: "sergeant", leader: true)
      })
  }

  @Test(
    "a leaders' headline says what it was, however many they are",
    arguments: [
      (["Bo Kelling"], "Sgt. Bo Kelling: squad walk in Riverside, 35 min"),
      (["Ana Silva", "Bo Kelling"], "Sgt. Ana Silva and Sgt. Bo Kelling: squad walk in Riverside, 35 min"),
      (
        ["Ana Silva", "Bo Kelling", "Cy Okafor"], "Sgt. Ana Silva and 2 more: squad walk in Riverside, 35 min"
      ),
    ])
  func headline(leaders: [String], headline: String) throws {
    let words = try Words(text.leaders(.leaderParticipated, walk(leaders)))
    #expect(words.headline == headline)
    #expect(leaders.allSatisfy { words.text.contains("Sgt. \($0)") })
  }

  @Test(
    "an article fits its noun",
    arguments: [("officer walk", "an officer walk"), ("squad walk", "a squad walk")])
  func article(activity: String, words: String) throws {
    let event = try Words(text.leaders(.leaderParticipated, walk(["Bo Kelling"], activity)))
    #expect(event.text == "Sgt. Bo Kelling took part in \(words) in Riverside, 35 min, Tue, Nov 17, 16:10.")
  }
}
