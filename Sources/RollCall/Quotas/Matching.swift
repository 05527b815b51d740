/// Different people for different places: the largest choice in which nobody is taken twice (contract §3,
/// `missing_participants`: "a matching, not first come first served"). Augmenting paths, after Kuhn (1955).
struct Matching {
  /// So many places for any of these candidates.
  struct Want {
    var count: Int
    var candidates: [Int]
  }

  private let wants: [Want]
  private var taken: [Int: Int] = [:]

  /// How many places of each want can be filled at once. Earlier wants are filled first; a later one never takes a
  /// place from an earlier one, only another candidate for it.
  static func filled(_ wants: [Want]) -> [Int] {
    var matching = Matching(wants: wants)
    return wants.indices.map { want in
      var filled = 0
      while filled < wants[want].count {
        var tried = [Bool](repeating: false, count: wants.count)
        guard matching.place(want, &tried) else { break }
        filled += 1
      }
      return filled
    }
  }

  private init(wants: [Want]) { self.wants = wants }

  /// Finds one more candidate for a want, moving others where they can be moved. Each want is tried once, so the
  /// depth is at most the number of wants, however many people came.
  private mutating func place(_ want: Int, _ tried: inout [Bool]) -> Bool {
    tried[want] = true
    for candidate in wants[want].candidates where taken[candidate] == nil {
      taken[candidate] = want
      return true
    }
    for candidate in wants[want].candidates {
      guard let owner = taken[candidate], !tried[owner], place(owner, &tried) else { continue }
      taken[candidate] = want
      return true
    }
    return false
  }
}
