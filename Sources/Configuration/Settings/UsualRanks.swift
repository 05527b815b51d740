import RollCall

/// Titles and abbreviations of ranks whose configuration gives only their word.
enum UsualRanks {
  /// A civilian's name is printed without a title.
  private static let known: [String: (title: String, abbreviation: String)] = [
    "civilian": ("", ""),
    "cadet": ("Cadet", "Cadet"),
    "officer": ("Officer", "Ofc."),
    "deputy": ("Deputy", "Dep."),
    "trooper": ("Trooper", "Tpr."),
    "agent": ("Agent", "Agent"),
    "detective": ("Detective", "Det."),
    "investigator": ("Investigator", "Inv."),
    "corporal": ("Corporal", "Cpl."),
    "sergeant": ("Sergeant", "Sgt."),
    "lieutenant": ("Lieutenant", "Lt."),
    "captain": ("Captain", "Capt."),
    "inspector": ("Inspector", "Insp."),
    "major": ("Major", "Maj."),
    "commander": ("Commander", "Cmdr."),
    "colonel": ("Colonel", "Col."),
    "undersheriff": ("Undersheriff", "Undersheriff"),
    "sheriff": ("Sheriff", "Sheriff"),
    "chief": ("Chief", "Chief"),
  ]

  /// Where neither is known, the words of the id: `deputy_chief` is a "Deputy Chief".
  static func rank(_ id: String, title: String? = nil, abbreviation: String? = nil) -> RankLadder.Rank {
    let usual = known[id.lowercased()]
    let long = title ?? usual?.title ?? capitalized(id)
    // A title of the agency's own goes with no usual abbreviation.
    let short = abbreviation ?? (title == nil ? usual?.abbreviation : nil) ?? long
    return RankLadder.Rank(id: id, title: long, abbreviation: short)
  }

  /// From which rank on people lead, where the configuration does not say: the first of the words that mean it, else
  /// the head alone. Nil without ranks.
  static func firstLeader(of ranks: [String]) -> String? {
    let leaders = [
      "sergeant", "lieutenant", "captain", "inspector", "major", "commander", "colonel", "undersheriff",
      "sheriff",
      "chief",
    ]
    return leaders.first(where: ranks.contains) ?? ranks.last
  }

  private static func capitalized(_ id: String) -> String {
    id.split { "_- ".contains($0) }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }
}
