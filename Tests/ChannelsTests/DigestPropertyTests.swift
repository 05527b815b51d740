import Channels
import Foundation
import RollCall
import Testing

/// What holds of every digest, whatever other programs wrote into the store.
@Suite struct DigestPropertyTests {
  @Test(
    "headlines, words, sections, lines and the page stay within the contract's limits", arguments: 0..<80)
  func limits(_ seed: Int) {
    var random = RandomFacts(seed: UInt64(seed))
    let facts = random.facts()
    for digest in [Digest(facts), .public(facts)] {
      let order = digest.sections.map(\.kind)
      #expect(order == (digest.audience == .public ? [.answers, .stories] : Digest.Kind.allCases))
      for section in digest.sections {
        #expect(section.items.count <= 5)
        for item in section.items {
          #expect((1...70).contains(item.headline.count), "\(item.headline)")
          #expect(item.text.split(whereSeparator: \.isWhitespace).count <= 45, "\(item.text)")
        }
      }
      let text = DigestTextPage(digest).text
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.allSatisfy { $0.count <= 72 && !$0.hasSuffix(" ") })
      #expect(lines.count <= 72, "one page at ten points")
      let escapes = text.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
      #expect(escapes.isEmpty)
      #expect(
        !text.unicodeScalars.contains {
          (0x202a...0x202e).contains($0.value) || (0x2066...0x2069).contains($0.value)
        })
    }
  }

  @Test("a record's text never becomes markup", arguments: 0..<20)
  func markup(_ seed: Int) throws {
    var random = RandomFacts(seed: UInt64(seed))
    let html = DigestHTMLPage(Digest(random.facts())).html.text
    #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"))
    #expect(
      html.components(separatedBy: "<section").count == html.components(separatedBy: "</section>").count)
    #expect(
      html.components(separatedBy: "<style>").count == 2
        && html.components(separatedBy: "</style>").count == 2)
    #expect(html.components(separatedBy: "<title>").count == 2)
  }

  @Test("the JSON is JSON, and says what the page says", arguments: 0..<20)
  func json(_ seed: Int) throws {
    var random = RandomFacts(seed: UInt64(seed))
    let digest = Digest(random.facts())
    let object = try JSONSerialization.jsonObject(with: Data(DigestJSON(digest).bytes)) as? [String: Any]
    let sections = try #require(object?["sections"] as? [[String: Any]])
    let headlines = sections.flatMap {
      ($0["items"] as? [[String: Any]] ?? []).map { $0["headline"] as? String }
    }
    #expect(headlines == digest.sections.flatMap(\.items).map(\.headline))
    #expect(object?["quiet"] as? Bool == digest.isQuiet)
  }

  @Test("the same facts make the same bytes in whatever order they come", arguments: 0..<10)
  func order(_ seed: Int) {
    var random = RandomFacts(seed: UInt64(seed))
    let facts = random.facts()
    var shuffled = facts
    shuffled.leaderPosts.reverse()
    shuffled.planned.reverse()
    shuffled.notes.reverse()
    shuffled.stories.reverse()
    shuffled.answers.reverse()
    #expect(
      DigestFiles(Digest(facts), public: .public(facts)).files
        == DigestFiles(Digest(shuffled), public: .public(shuffled)).files)
  }
}

/// Facts as hostile as a store can be, from a seed.
struct RandomFacts {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

  private mutating func number(_ range: Range<Int>) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return range.lowerBound + Int(state % UInt64(range.count))
  }

  private mutating func word() -> String {
    let words = [
      "walk", "Riverside", "<script>alert(1)</script>", "</style></title>", "&amp;", "\"'><img src=x>",
      "\u{202e}evil",
      "\u{1b}[2J", "\u{0}", "línea", "نص", "警察署の散歩", "👨‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}", "a\r\nb", "\u{2028}",
      String(repeating: "x", count: number(1..<120)), "of", "the", "<b>", "\u{200b}",
    ]
    return words[number(0..<words.count)]
  }

  private mutating func text(_ most: Int) -> String {
    if number(0..<40) == 0 { return String(repeating: "W", count: 10_000) }
    return (0..<number(0..<most)).map { _ in word() }.joined(separator: " ")
  }

  private mutating func some<Value>(_ most: Int, _ make: (inout Self, Int) -> Value) -> [Value] {
    let count = number(0..<2) == 0 ? number(0..<4) : number(0..<most)
    return (0..<count).map { make(&self, $0) }
  }

  private mutating func place() -> NamedFacts? {
    let number = number(0..<14)
    return number == 0
      ? nil : NamedFacts(id: "n\(number)", name: number < 10 ? "Place \(number) \(word())" : "P\(number)")
  }

  private mutating func person() -> PersonFacts {
    let number = number(0..<12)
    return PersonFacts(
      id: "\(number)", name: number < 4 ? word() : "Sam Number\(number)", title: "Sgt.", rank: "sergeant",
      leader: number % 2 == 0)
  }

  private mutating func engagement(_ id: String, _ status: String, from: Int, until: Int) -> Posted<
    EngagementFacts
  > {
    let people = some(6) { random, _ in random.person() }
    let facts = EngagementFacts(
      id: id, activity: number(0..<3) == 0 ? "coffee" : "walk.squad",
      activityName: number(0..<5) == 0 ? text(20) : "squad walk",
      status: status, neighborhood: place(), place: text(12),
      startsAt: DigestSamples.quiet.madeAt.addingTimeInterval(Double(number(from..<until))).rfc3339,
      minutes: number(0..<3) == 0 ? nil : number(0..<9) == 0 ? .max : number(0..<200),
      communityCount: number(0..<9) == 0 ? .max : number(0..<50), coordinator: people.first,
      participants: people,
      unnamed: number(0..<3), organizations: some(4) { random, _ in random.text(5) })
    return Posted(facts, event: 1, isCorrection: number(0..<5) == 0)
  }

  mutating func facts() -> DigestFacts {
    var facts = DigestSamples.quiet
    let base = facts.madeAt
    facts.agency = "Riverton \(text(4))"
    facts.progress = []
    facts.planned = some(40) { random, index in
      random.engagement("p\(index)", "planned", from: 0, until: 40_000)
    }
    facts.leaderPosts = some(40) { random, index in
      random.engagement("e\(index)", "completed", from: -700_000, until: 0)
    }
    facts.notes = some(30) { random, index in
      Posted(
        NoteFacts(
          id: "n\(index)", author: random.person(), neighborhood: random.place(),
          writtenAt: base.addingTimeInterval(Double(random.number(-90_000..<0))).rfc3339,
          body: random.text(80)))
    }
    facts.stories = some(12) { random, index in
      Posted(
        StoryFacts(
          id: "s\(index)", title: random.text(12), text: random.text(300), neighborhood: random.place(),
          publishedAt: base.addingTimeInterval(-Double(index))), audience: index % 2 == 0 ? .public : .agency)
    }
    facts.answers = some(12) { random, index in
      Posted(
        AnswerFacts(
          id: "f\(index)", question: random.text(20), answer: random.text(90), neighborhood: random.place(),
          partner: random.text(4), ticket: random.text(3), answeredAt: base.addingTimeInterval(-Double(index))
        ),
        audience: index % 3 == 0 ? .public : .agency)
    }
    for _ in 0..<number(0..<12) {
      guard let place = place() else { continue }
      facts.progress += DigestSamples.progress(of: place, (0..<6).map { _ in number(0..<5) })
    }
    if number(0..<2) == 0 { facts.ownNeighborhoods = ["n1", "n2", "n11"] }
    return facts
  }
}
