/// One file under examination: what was asked of it, and what is wrong with it.
///
/// Which keys are known is nowhere written down: a key is known because reading asked for it.
final class Inspection {
  let document: Document
  private(set) var findings: [Finding] = []
  /// For each kind of object, the keys that were asked for, in this order.
  private(set) var known: [SettingPath: [String]] = [:]
  /// Objects whose keys the agency chooses.
  private var open: Set<SettingPath> = []

  init(_ document: Document) { self.document = document }

  var root: Node { Node(value: document.root, path: .root, holderIsThere: true, inspection: self) }

  func ask(for key: String, in path: SettingPath) {
    let pattern = path.pattern
    if known[pattern]?.contains(key) != true { known[pattern, default: []].append(key) }
  }

  func allowAnyKey(in path: SettingPath) { open.insert(path.pattern) }

  func report(_ path: SettingPath, found: String, expected: String, nearest: String? = nil) {
    findings.append(
      Finding(
        file: document.file, line: document.outline.line(of: path), keyPath: path.description, found: found,
        expected: expected, nearest: nearest))
  }

  /// After everything was asked: keys nobody asked for, keys written twice; and all findings by line.
  func conclude() -> [Finding] {
    reportUnknownKeys(in: document.root, at: .root)
    for again in document.outline.repetitions {
      findings.append(
        Finding(
          file: document.file, line: again.line, keyPath: again.path.description,
          found: "this key a second time",
          expected: "it once; the first is on line \(again.firstLine)"))
    }
    return findings.enumerated().sorted { one, other in
      (one.element.line ?? 0, one.offset) < (other.element.line ?? 0, other.offset)
    }.map(\.element)
  }

  /// `feed.access[].audience` and so on, every key there is.
  var knownKeys: [String] {
    known.flatMap { path, keys in keys.map { path.key($0).description } }.sorted()
  }

  private func reportUnknownKeys(in value: JSONValue, at path: SettingPath) {
    for (index, element) in (value.elements ?? []).enumerated() {
      reportUnknownKeys(in: element, at: path.element(index))
    }
    guard let members = value.members else { return }
    let keys = known[path.pattern]
    for (key, member) in members.sorted(by: { $0.key < $1.key }) {
      if let keys, !keys.contains(key), !open.contains(path.pattern) {
        report(
          path.key(key), found: "a key that is not known here", expected: Wording.either(keys),
          nearest: NearestWord.to(key, in: keys) ?? elsewhere(key))
      } else {
        reportUnknownKeys(in: member, at: path.key(key))
      }
    }
  }

  /// Where else this key is known: one that stands in the wrong object.
  private func elsewhere(_ key: String) -> String? {
    known.filter { $0.value.contains(key) }.map { $0.key.key(key).description }.min()
  }
}
