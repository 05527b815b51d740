import RollCall

extension SettingsReader {
  /// The ladder. Without any rank it is empty, and the finding is there.
  func ladder(_ node: Node, leadersFrom: Node) -> RankLadder {
    let entries = node.required.filledList(
      #"a list of ranks from low to high, such as [ "officer", "sergeant", "chief" ]"#, Self.rank)
    Node.reportRepeated((entries ?? []).map { ($0.0, $0.1.id) })
    let ranks = (entries ?? []).map(\.1)
    let ids = ranks.map(\.id)
    let leader =
      ids.isEmpty
      ? leadersFrom.text(where: Rule.isForeignIdentifier)
      : leadersFrom.choice(of: ids, "a rank of the ladder: \(Wording.either(ids))")
    return RankLadder(ranks, leadersFrom: leader ?? UsualRanks.firstLeader(of: ids) ?? "")
  }

  /// A word, or `{ id, title, abbreviation }`; beside it the place of its id.
  private static func rank(_ node: Node) -> (Node, RankLadder.Rank)? {
    let (id, title, abbreviation) = (node["id"].required, node["title"], node["abbreviation"])
    if node.value?.members != nil {
      let names = (title.name(), abbreviation.name())
      return id.foreignIdentifier().map {
        (id, UsualRanks.rank($0, title: names.0, abbreviation: names.1))
      }
    }
    let expected = "a rank such as \"sergeant\" or { id, title, abbreviation }"
    return node.text(expected, where: Rule.isForeignIdentifier).map { (node, UsualRanks.rank($0)) }
  }
}

extension Node {
  /// An id that stands in the store.
  func foreignIdentifier() -> String? {
    text(Wording.foreignIdentifier, where: Rule.isForeignIdentifier)
  }

  /// Text that may be empty: a rank that is not printed.
  fileprivate func name() -> String? {
    text("text, or \"\" for nothing") { $0.isEmpty || Rule.isText($0) }
  }

  /// A finding for each id that stands in a list twice.
  static func reportRepeated(_ entries: [(node: Node, id: String)]) {
    var seen: [String: Node] = [:]
    for (node, id) in entries {
      if let first = seen[id] {
        node.report(
          found: "\(Wording.quoted(id)) a second time", expected: "it once; the first is \(first.path)")
      } else {
        seen[id] = node
      }
    }
  }
}
