import RollCall

extension SettingsReader {
  /// Bytes of a Unix socket's path, without the zero that ends it (unix(7), `sun_path`).
  private static let longestSocketPath = 107

  func feed(_ node: Node, state: String) -> Settings.Feed {
    let feed = node.object("an object: { socket, mode, group, access }")
    return Settings.Feed(
      socket: socket(feed["socket"]) ?? FilePath.beside(state, "feed.sock"),
      mode: feed["mode"].text(#"octal digits such as "0660""#, where: Rule.isFileMode)
        .flatMap { UInt32($0, radix: 8) } ?? 0o660,
      group: feed["group"].text("the name of a group", where: Rule.isForeignIdentifier),
      access: feed["access"].list("a list such as [ { group: \"rollcall\", audience: \"agency\" } ]", access)
        ?? [])
  }

  /// Only a path that is too long by itself is refused: a relative one may be reached from its folder.
  private func socket(_ node: Node) -> String? {
    let expected = "the path of a socket, at most \(Self.longestSocketPath) bytes, such as \"feed.sock\""
    return node.text(expected) {
      Rule.isPath($0) && !$0.hasSuffix("/") && $0.utf8.count <= Self.longestSocketPath
    }
    .map { FilePath.resolved($0, in: folder) }
  }

  private func access(_ node: Node) -> Settings.Access? {
    let entry = node.object(#"an object: { group: "rollcall", audience: "agency" }"#)
    let (group, user) = (entry["group"], entry["user"])
    let (audience, header) = (entry["audience"], entry["personHeader"])
    let groupName = group.text("the name of a group", where: Rule.isForeignIdentifier)
    let userName = user.text("the name of a user", where: Rule.isForeignIdentifier)
    let level = audience.choice(of: Audience.allCases.map(\.name)).flatMap(Audience.init(name:))
    let headerName = header.text(#"the name of a header such as "X-Remote-User""#, where: Rule.isHeaderName)

    guard entry.value?.members != nil else { return nil }
    guard entry.hasOne(of: group, user), entry.hasOne(of: audience, header) else { return nil }
    if header.isThere, group.isThere {
      header.report(
        found: "a personHeader for a group", expected: "it with user: one account, that of the proxy")
      return nil
    }
    let peer = groupName.map(Settings.Access.Peer.group) ?? userName.map(Settings.Access.Peer.user)
    let grant =
      level.map(Settings.Access.Grant.audience) ?? headerName.map(Settings.Access.Grant.personHeader)
    guard let peer, let grant else { return nil }
    return Settings.Access(peer: peer, grant: grant)
  }
}

extension Node {
  /// Whether exactly one of two keys stands in this object; else a finding.
  fileprivate func hasOne(of one: Node, _ other: Node) -> Bool {
    let names = [one, other].compactMap(\.path.lastKey)
    switch (one.isThere, other.isThere) {
    case (true, false), (false, true): return true
    case (true, true): report(found: "both \(names.joined(separator: " and "))", expected: "one of them")
    case (false, false): report(found: "neither \(names.joined(separator: " nor "))", expected: "one of them")
    }
    return false
  }
}
