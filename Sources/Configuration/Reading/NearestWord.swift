/// The word that was meant, for one that is not known.
enum NearestWord {
  /// Of `words` the one that takes the fewest slips of the keyboard to become `word`; nil where none is near. Case is
  /// no slip. Of two equally near the first.
  static func to(_ word: String, in words: some Sequence<String>) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let allowed = max(1, min(3, word.count / 3))
    let near = words.map { (word: $0, slips: slips(between: word, and: $0)) }.filter { $0.slips <= allowed }
    return near.min { $0.slips < $1.slips }?.word
  }

  /// How many characters are missing, too many, wrong or swapped with their neighbor (optimal string alignment).
  static func slips(between one: String, and other: String) -> Int {
    let (a, b) = (Array(one.lowercased()), Array(other.lowercased()))
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var older: [Int] = []
    var last = Array(0...b.count)
    for row in 1...a.count {
      var line = [row]
      for column in 1...b.count {
        var cost = min(last[column], line[column - 1]) + 1
        cost = min(cost, last[column - 1] + (a[row - 1] == b[column - 1] ? 0 : 1))
        if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
          cost = min(cost, older[column - 2] + 1)
        }
        line.append(cost)
      }
      older = last
      last = line
    }
    return last[b.count]
  }
}
