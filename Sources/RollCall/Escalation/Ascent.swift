import Foundation

/// One step of a climb: who is told, who is passed over, and why each.
struct Ascent {
  struct Reached: Hashable {
    let person: Person
    let because: EscalationCase.Because
  }

  private let chain: ChainOfCommand
  private let facts: EscalationFacts
  private(set) var told: [Reached] = []
  private(set) var skipped: [EscalationCase.Skip] = []
  /// Everybody the case has come by, told or not. It only grows and nobody is queued twice: so every climb ends.
  private var seen: Set<String>
  private var queue: [(id: String, because: EscalationCase.Because)] = []
  /// Those from whom the climb goes on where the roster's own roads lead nowhere.
  private var trail: [Person] = []

  private init(_ chain: ChainOfCommand, _ facts: EscalationFacts, seen: Set<String>) {
    self.chain = chain
    self.facts = facts
    self.seen = seen
  }

  /// Step 0: those responsible, or where there is nobody, who stands in for the post.
  init(
    toResponsible snapshot: CaseSnapshot, _ quota: Quota, _ chain: ChainOfCommand, _ facts: EscalationFacts
  ) {
    self.init(chain, facts, seen: [])
    if snapshot.responsible.isEmpty {
      skipped.append(.init(id: "", name: quota.name, why: .vacant))
      let vacant = EscalationCase.Because.inPlaceOf(nil, .vacant)
      queue = chain.standIns(for: snapshot, quota).map { ($0, vacant) }
    } else {
      queue = snapshot.responsible.map(\.id).sorted().map { ($0, .responsible) }
    }
    run()
  }

  /// Step 0 of one of many at once: their captain.
  init(to gap: SystemicGap, _ chain: ChainOfCommand, _ facts: EscalationFacts) {
    self.init(chain, facts, seen: [])
    queue = [(gap.captain.id, .systemic)]
    run()
  }

  /// A later step: the supervisors of those told before, passing nobody in `seen` again.
  init(above last: [String], seen: Set<String>, _ chain: ChainOfCommand, _ facts: EscalationFacts) {
    self.init(chain, facts, seen: seen)
    for id in last.sorted() {
      guard let person = facts.organization.people[id] else { continue }
      trail.append(person)
      enqueue(above: person) { .supervises($0) }
    }
    run()
  }

  // MARK: -

  private mutating func run() {
    drain()
    // A cycle, or a road that ends below the top: on with the next filled rank, then with the head of the agency.
    if told.isEmpty, !headSeen {
      for person in trail {
        for id in chain.nextFilledRank(above: person, avoiding: seen) {
          queue.append((id, .inPlaceOf(facts.facts(of: person), .noSupervisor)))
        }
      }
      drain()
    }
    if told.isEmpty, !headSeen, let head = chain.head {
      queue.append((head.id, .inPlaceOf(trail.last.map(facts.facts(of:)), .noSupervisor)))
      drain()
    }
  }

  private var headSeen: Bool { chain.head.map { seen.contains($0.id) } ?? true }

  private mutating func drain() {
    while !queue.isEmpty {
      let (id, because) = queue.removeFirst()
      guard seen.insert(id).inserted else { continue }
      guard let person = facts.organization.people[id] else {
        skipped.append(.init(id: id, name: id, why: .unknown))
        continue
      }
      visit(person, because)
    }
  }

  private mutating func visit(_ person: Person, _ because: EscalationCase.Because) {
    if let why = hindrance(person) {
      skipped.append(.init(id: person.id, name: facts.organization.titled(person), why: why))
      trail.append(person)
      enqueue(above: person) { .inPlaceOf($0, why) }
      return
    }
    told.append(Reached(person: person, because: because))
    if facts.organization.isAbsent(person.id, on: chain.day) {
      enqueue(above: person) { .inPlaceOf($0, .away) }
    }
  }

  private func hindrance(_ person: Person) -> EscalationCase.Hindrance? {
    if !person.isActive(on: chain.day) { return .inactive }
    return person.hasAddress ? nil : .noAddress
  }

  private mutating func enqueue(
    above person: Person, _ because: (PersonFacts) -> EscalationCase.Because
  ) {
    let below = facts.facts(of: person)
    switch chain.above(person, avoiding: seen) {
    case .supervisor(let id): queue.append((id, because(below)))
    case .gap(let unknown, let next):
      if let unknown, seen.insert(unknown).inserted {
        skipped.append(.init(id: unknown, name: unknown, why: .unknown))
      }
      queue += next.map { ($0, .inPlaceOf(below, .noSupervisor)) }
    case .top: break
    }
  }
}
