/// The way from a file's root to a value: `feed.access[1].audience`.
struct SettingPath: Hashable, Sendable, CustomStringConvertible {
  enum Step: Hashable, Sendable {
    case key(String)
    case element(Int)
    /// Any element of a list, where a path says which keys may stand somewhere: `feed.access[].audience`.
    case anyElement
  }

  private(set) var steps: [Step] = []
  static let root = SettingPath()

  func key(_ key: String) -> SettingPath { adding(.key(key)) }
  func element(_ index: Int) -> SettingPath { adding(.element(index)) }

  /// Nil for the root.
  var parent: SettingPath? { steps.isEmpty ? nil : SettingPath(steps: steps.dropLast()) }

  /// The last key of the path; nil for an element of a list and for the root.
  var lastKey: String? {
    if case .key(let key) = steps.last { key } else { nil }
  }

  /// The same path for every element of the lists on its way.
  var pattern: SettingPath {
    SettingPath(
      steps: steps.map { step in
        if case .element = step { .anyElement } else { step }
      })
  }

  var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .element(let index): text += "[\(index)]"
      case .anyElement: text += "[]"
      case .key(let key):
        if SettingPath.isPlain(key) {
          text += text.isEmpty ? key : ".\(key)"
        } else {
          text += "[\(Wording.quoted(key))]"
        }
      }
    }
    return text
  }

  private func adding(_ step: Step) -> SettingPath { SettingPath(steps: steps + [step]) }

  private init(steps: some Sequence<Step>) { self.steps = Array(steps) }
  private init() {}

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= 40
      && key.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "-" || $0 == "$" }
  }
}
