import RollCall

/// A set of event types, as bits: one for each type that the program knows, one for all others.
struct TypeSet: Hashable, Sendable {
  private let bits: UInt64

  static let all = TypeSet(bits: .max)

  private init(bits: UInt64) { self.bits = bits }

  func contains(_ label: EventLabel) -> Bool { bits & label.bit != 0 }

  func contains(_ type: String) -> Bool { bits & EventLabel.bit(of: type) != 0 }

  /// The types that are one of `names` or lie below one: "engagement" is a prefix of "engagement.completed", "engage"
  /// is not. "rollcall." before it and a dot after it make no difference. All types where no name is given.
  /// - throws: `Problem` with 400 for a name that no type has.
  init(named names: [String]) throws(Problem) {
    guard !names.isEmpty else {
      self = .all
      return
    }
    var bits: UInt64 = 0
    for name in names {
      let matching = Self.types(under: name)
      guard !matching.isEmpty else { throw .badRequest(FeedText.unknownType(name)) }
      for type in matching { bits |= EventLabel.bit(of: type) }
    }
    self.init(bits: bits)
  }

  /// The gap is listed so that asking for it is no error: it is sent whatever was asked for.
  private static func types(under name: String) -> [String] {
    var prefix = name.hasSuffix(".") ? name.dropLast() : name[...]
    let everything = EventType.allCases.map(\.rawValue) + [EventLabel.gapType]
    if prefix == "rollcall" { return everything }
    if prefix.hasPrefix("rollcall.") { prefix = prefix.dropFirst("rollcall.".count) }
    return everything.filter { $0 == prefix || $0.hasPrefix(prefix + ".") }
  }
}

/// What the framing needs of an event's type, prepared once for each type.
struct EventLabel: Sendable {
  static let gapType = "feed.gap"

  let bit: UInt64
  /// "\nevent: rollcall.TYPE\ndata: ", what stands between an id and the data in SSE.
  let line: [UInt8]

  init(_ type: String) {
    bit = Self.bit(of: type)
    line = Array("\nevent: rollcall.\(type)\ndata: ".utf8)
  }

  static func bit(of type: String) -> UInt64 { bits[type] ?? 1 << 63 }

  private static let bits = Dictionary(
    uniqueKeysWithValues: EventType.allCases.enumerated().map { ($1.rawValue, UInt64(1) << UInt64($0)) })
}

/// The labels of the types met so far.
struct EventLabels {
  private var labels = Dictionary(
    uniqueKeysWithValues: EventType.allCases.map { ($0.rawValue, EventLabel($0.rawValue)) })

  mutating func label(of type: String) -> EventLabel {
    if let known = labels[type] { return known }
    let label = EventLabel(type)
    labels[type] = label
    return label
  }
}
