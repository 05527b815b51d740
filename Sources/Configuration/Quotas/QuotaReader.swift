import RollCall

/// Reads `quotas.json5` (contract §2, §3).
struct QuotaReader {
  let root: Node
  /// The ranks that rules may name; an empty ladder, because there is no good one, lets all pass.
  let ladder: RankLadder

  /// The quotas that could be read, in file order. What is wrong with the others the inspection knows.
  func quotas() -> [Quota] {
    let file = root.object("an object: { quotas: [ … ] }")
    let entries = file["quotas"].required.list("a list of quotas") { entry in
      let quota = entry.object("an object: { id, name, activity, times, per, for, … }")
      return read(quota).map { (quota["id"], $0) }
    }
    Node.reportRepeated((entries ?? []).map { ($0.0, $0.1.id) })
    return (entries ?? []).map(\.1)
  }

  private func read(_ quota: Node) -> Quota? {
    let id = quota["id"].required.text(Wording.identifier, where: Rule.isIdentifier)
    let name = quota["name"].text()
    let activity = activity(quota["activity"].required)
    let minutes = quota["minutes"].integer(1...1440)
    let coordinator = PersonRuleReader(ladder: ladder).rule(quota["coordinator"])
    let with = quota["with"].list(
      "a list such as [ { count: 1, rank: [ \"officer\" ] } ]", PersonRuleReader(ladder: ladder).companions)
    let times = quota["times"].integer(1...10_000)
    let per = quota["per"].choice(of: Quota.Period.allCases.map(\.rawValue)).flatMap(Quota.Period.init)
    guard let holder = holder(quota, coordinator: coordinator), let id, let activity else { return nil }
    return Quota(
      id: id, name: name ?? id.replacing("-", with: " "), activity: activity, minutes: minutes,
      coordinator: coordinator ?? Quota.PersonRule(), with: with ?? [], times: times ?? 1, per: per,
      holder: holder)
  }

  private func activity(_ node: Node) -> String? {
    let expected = "an activity such as \"walk.squad\", without blanks and slashes"
    guard let activity = node.text(expected, where: Rule.isActivity) else { return nil }
    if let word = EnforcementWords.first(in: activity) {
      node.report(
        expected: "an engagement with the community: \(word) is enforcement, which is never given a quota")
    }
    return activity
  }

  // MARK: - For whom

  private func holder(_ quota: Node, coordinator: Quota.PersonRule?) -> Quota.Holder? {
    let node = quota["for"].required
    let kinds = quota["incidents"].filledList(#"a list of kinds such as [ "homicide", "shooting" ]"#) {
      $0.foreignIdentifier()
    }
    let within = quota["within"].duration(.minutes(1) ... .days(366))
    let units = quota["units"].filledList("a list of ids of units") { $0.foreignIdentifier() }
    let holders = ["neighborhood", "person", "unit", "agency", "incident"]
    guard let holder = node.choice(of: holders) else { return nil }

    require(quota, ["incidents", "within"], of: "incident", by: holder)
    require(quota, ["units"], of: "unit", by: holder)
    checkPeriod(quota, by: holder)
    switch holder {
    case "incident":
      return .incident(kinds: kinds ?? [], withinSeconds: Int((within ?? .zero).components.seconds))
    case "unit": return .unit(ids: units ?? [])
    case "agency": return .agency
    case "person":
      checkLeaders(node, coordinator)
      return .person
    default: return .neighborhood
    }
  }

  /// Keys that one kind of holder needs and no other knows.
  private func require(_ quota: Node, _ keys: [String], of owner: String, by holder: String) {
    for key in keys {
      let isThere = quota[key].isThere
      if holder == owner, !isThere {
        quota[key].report(expected: "\(key), as the quota is for each \(owner)")
      } else if holder != owner, isThere {
        quota[key].report(expected: "no \(key), as the quota is not for each \(owner) (for: \"\(holder)\")")
      }
    }
  }

  private func checkPeriod(_ quota: Node, by holder: String) {
    if holder != "incident" {
      if !quota["per"].isThere {
        quota["per"].report(expected: Wording.either(Quota.Period.allCases.map(\.rawValue)))
      }
      return
    }
    for key in ["times", "per"] where quota[key].isThere {
      quota[key].report(expected: "no \(key): each incident is owed one, within its span")
    }
  }

  /// Below the leaders nobody has a score (contract §3).
  private func checkLeaders(_ node: Node, _ coordinator: Quota.PersonRule?) {
    let admitted = coordinator?.ranks ?? ladder.ranks.map(\.id)
    guard let coordinator, let low = admitted.first(where: { !ladder.isLeader($0) }), !ladder.ranks.isEmpty
    else {
      return
    }
    node.report(
      found: coordinator.ranks == nil
        ? "\"person\" with a coordinator of any rank"
        : "\"person\" with a coordinator of the rank \"\(low)\"",
      expected:
        "a coordinator of leaders' ranks alone, such as { rank: { atLeast: \"\(ladder.leadersFrom)\" } }: "
        + "a line officer has no score")
  }
}
