/// A place of a file, whether something stands there or not. Asking it for a value says what is wrong with it and
/// goes on, so that one reading finds everything.
struct Node {
  /// Nil where nothing stands.
  let value: JSONValue?
  let path: SettingPath
  /// Whether the object or list around it stands there: what is missing in a thing that was left out is no finding.
  let holderIsThere: Bool
  let inspection: Inspection
  private var isRequired = false

  init(value: JSONValue?, path: SettingPath, holderIsThere: Bool, inspection: Inspection) {
    self.value = value
    self.path = path
    self.holderIsThere = holderIsThere
    self.inspection = inspection
  }

  var isThere: Bool { value != nil }

  /// The same place, where leaving it empty is a finding.
  var required: Node {
    var copy = self
    copy.isRequired = true
    return copy
  }

  /// The member of this object; from now on the key is known.
  subscript(key: String) -> Node {
    inspection.ask(for: key, in: path)
    return Node(
      value: value?.members?[key], path: path.key(key), holderIsThere: value?.members != nil,
      inspection: inspection)
  }

  func report(found: String? = nil, expected: String, nearest: String? = nil) {
    inspection.report(
      path, found: found ?? value?.told ?? Wording.nothing, expected: expected, nearest: nearest)
  }

  /// What `convert` makes of the value; nil, with a finding, where it makes nothing of it.
  func read<T>(_ expected: @autoclosure () -> String, _ convert: (JSONValue) -> T?) -> T? {
    guard let value else {
      if isRequired, holderIsThere { report(expected: expected()) }
      return nil
    }
    guard let result = convert(value) else {
      report(expected: expected())
      return nil
    }
    return result
  }

  // MARK: - Things with parts

  /// Itself, if it is an object or nothing.
  func object(_ expected: String) -> Node {
    _ = read(expected, \.members)
    return self
  }

  /// What `read` makes of each element. Nil where there is no list.
  func list<T>(_ expected: String, _ read: (Node) -> T?) -> [T]? {
    // Reading nothing once makes the keys of an element known, also where the list is empty.
    _ = read(
      Node(value: nil, path: path.element(0), holderIsThere: false, inspection: inspection))
    return self.read(expected, \.elements)?.enumerated().compactMap { index, element in
      read(Node(value: element, path: path.element(index), holderIsThere: true, inspection: inspection))
    }
  }

  /// A list with at least one element.
  func filledList<T>(_ expected: String, _ read: (Node) -> T?) -> [T]? {
    guard value?.elements?.isEmpty != true else {
      report(expected: expected)
      return nil
    }
    return list(expected, read)
  }

  /// The members of an object whose keys the agency chooses, in the order of the keys.
  func members<T>(_ expected: String, _ read: (_ key: String, _ node: Node) -> T?) -> [T] {
    inspection.allowAnyKey(in: path)
    let members = self.read(expected, \.members) ?? [:]
    return members.sorted { $0.key < $1.key }.compactMap { key, value in
      read(key, Node(value: value, path: path.key(key), holderIsThere: true, inspection: inspection))
    }
  }
}
