import Foundation

/// A missed obligation on its way up the chain of command, from opening to an answer (contract §4).
///
/// A state machine: one mutating function for each thing that happened, each returning what is to be done about it. It
/// keeps the rule it was opened under; who holds a post is looked up when a step fires.
package struct EscalationCase: Hashable, Sendable, Codable {
  /// The obligation's.
  package let id: String
  package let rule: FrozenRule
  package let openedAt: Date
  /// Where it is one of many at once: then the climb begins with the captain.
  package let systemic: SystemicGap?
  /// As last judged.
  package internal(set) var snapshot: CaseSnapshot
  /// In the order fired: the n-th is step n.
  package internal(set) var steps: [Step] = []
  /// Answers, acknowledgements and waivers, in the order made.
  package internal(set) var statements: [Statement] = []
  /// Everything that happened to the case, in order, as sentences: what `explain CASE` prints.
  package internal(set) var timeline: [Entry] = []
  var state: State = .climbing
  /// When it was last reopened; the climb's delays then run from here.
  var resumedAt: Date?
  /// What those told before are still to hear.
  var news: News?

  /// Where the case stands.
  enum State: Hashable, Sendable, Codable {
    case climbing
    /// `done_not_logged`: waits for the record, then goes on as it was.
    indirect case held(until: Date, then: State)
    case answered
    case acknowledged
    case waived
    case exhausted(End)
    indirect case cleared(Clearing, before: State)
  }

  /// Why nobody further up will be told.
  enum End: String, Hashable, Sendable, Codable {
    /// The head of the agency was told, or there is nobody else up to them.
    case top
    /// All configured steps have fired.
    case steps
    /// Not one person could be told.
    case nobody
  }

  /// Why a case is cleared.
  package enum Clearing: String, Hashable, Sendable, Codable {
    case met, excused
    /// The incident turned out to be none, or the place or person owes nothing any more.
    case gone
    /// The period was moved and is not over yet.
    case notDue = "not_due"
  }

  enum News: String, Hashable, Sendable, Codable {
    case cleared, reopened
  }

  package struct Step: Hashable, Sendable, Codable {
    package let number: Int
    package let dueAt: Date
    package let firedAt: Date
    package let told: [Telling]
    package let skipped: [Skip]
  }

  /// Somebody who was told, and why they were.
  package struct Telling: Hashable, Sendable, Codable {
    package let person: PersonFacts
    package let because: Because
  }

  package enum Because: Hashable, Sendable, Codable {
    case responsible
    /// Many cases at once in their command.
    case systemic
    case supervises(PersonFacts)
    /// Whoever would have been told first is nil where nobody fills the post.
    case inPlaceOf(PersonFacts?, Hindrance)
  }

  /// Somebody who should have been told.
  package struct Skip: Hashable, Sendable, Codable {
    /// Empty for a post that nobody fills; its name is then the quota's.
    package let id: String
    package let name: String
    package let why: Hindrance
  }

  package enum Hindrance: String, Hashable, Sendable, Codable {
    case inactive
    case noAddress = "no_address"
    /// The roster names somebody whom it does not know.
    case unknown
    case vacant
    /// Told as well, not waited for.
    case away
    case noSupervisor = "no_supervisor"
  }

  package struct Entry: Hashable, Sendable, Codable {
    package let at: Date
    package let text: String
  }

  init(
    _ snapshot: CaseSnapshot, rule: FrozenRule, systemic: SystemicGap? = nil, facts: EscalationFacts,
    now: Date
  ) {
    id = snapshot.id
    self.rule = rule
    self.snapshot = snapshot
    openedAt = now
    self.systemic = systemic
    note(facts.text.opened(snapshot), now)
    if let systemic { note(facts.text.whole(systemic), now) }
  }

  // MARK: - For readers

  /// `open`, `held`, `answered`, `acknowledged`, `waived`, `exhausted` or `cleared`.
  package var stateName: String {
    switch state {
    case .climbing: "open"
    case .held: "held"
    case .answered: "answered"
    case .acknowledged: "acknowledged"
    case .waived: "waived"
    case .exhausted: "exhausted"
    case .cleared: "cleared"
    }
  }

  /// Whether the obligation's status is to be shown as `waived`.
  package var isWaived: Bool { state == .waived }
  package var isCleared: Bool { if case .cleared = state { true } else { false } }
  /// Whether time alone can still bring something about.
  package var isClimbing: Bool {
    switch state {
    case .climbing, .held: true
    case .answered, .acknowledged, .waived, .exhausted, .cleared: false
    }
  }

  /// Everybody told, once each, in the order told.
  package var told: [PersonFacts] { steps.flatMap { $0.told.map(\.person) } }

  mutating func note(_ text: String, _ now: Date) { timeline.append(Entry(at: now, text: text)) }
}

/// One JSON text a case, for the daemon's own database.
extension EscalationCase {
  package init(stored json: [UInt8]) throws { self = try StoredJSON.decode(Self.self, json) }
  package func stored() throws -> [UInt8] { try StoredJSON.encode(self) }
}

/// Values as the daemon keeps them: instants in RFC 3339, keys in order so that equal values are equal bytes.
enum StoredJSON {
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ json: [UInt8]) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(type, from: Data(json))
  }
}
