/// The ranks of the agency, from low to high.
package struct RankLadder: Hashable, Sendable {
  package struct Rank: Hashable, Sendable {
    package let id: String
    /// As printed before a name, long: "Captain".
    package let title: String
    /// As printed before a name, short: "Capt."
    package let abbreviation: String

    package init(id: String, title: String, abbreviation: String) {
      self.id = id
      self.title = title
      self.abbreviation = abbreviation
    }
  }

  package let ranks: [Rank]
  /// The lowest rank that is a leader's.
  package let leadersFrom: String
  private let levels: [String: Int]

  /// `ranks` from low to high; `leadersFrom` is the id of one of them.
  package init(_ ranks: [Rank], leadersFrom: String) {
    self.ranks = ranks
    self.leadersFrom = leadersFrom
    levels = Dictionary(ranks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The place on the ladder from 0; nil for a rank that the configuration does not know.
  package func level(of rank: String) -> Int? { levels[rank] }

  package func isLeader(_ rank: String) -> Bool {
    guard let level = levels[rank], let threshold = levels[leadersFrom] else { return false }
    return level >= threshold
  }

  /// "Capt." for `captain`; the rank itself where the ladder does not know it.
  package func abbreviation(of rank: String) -> String {
    levels[rank].map { ranks[$0].abbreviation } ?? rank
  }

  package func title(of rank: String) -> String {
    levels[rank].map { ranks[$0].title } ?? rank
  }
}
