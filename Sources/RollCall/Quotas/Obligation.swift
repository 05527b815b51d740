import Foundation

/// One quota for one holder in one period, with its verdict (contract §3, *Obligation*).
package struct Obligation: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable, CaseIterable {
    case open
    case atRisk = "at_risk"
    case met, missed, waived, excused, unassessed
  }

  package enum HolderKind: String, Hashable, Sendable {
    case neighborhood, person, unit, agency, incident
  }

  package struct Holder: Hashable, Sendable {
    package let kind: HolderKind
    package let id: String
    package let name: String

    package init(kind: HolderKind, id: String, name: String) {
      self.kind = kind
      self.id = id
      self.name = name
    }
  }

  /// Why an engagement does not count: a code of the contract and the sentence people read, with the figures.
  package struct Reason: Hashable, Sendable {
    package enum Code: String, Hashable, Sendable, CaseIterable {
      case notCompleted = "not_completed"
      case coordinatorAbsent = "coordinator_absent"
      case coordinatorNotEligible = "coordinator_not_eligible"
      case noEnd = "no_end"
      case tooShort = "too_short"
      case missingParticipants = "missing_participants"
      case overlaps
      case tooEarly = "too_early"
      case tooLate = "too_late"
    }
    package let code: Code
    package let text: String

    package init(_ code: Code, _ text: String) {
      self.code = code
      self.text = text
    }
  }

  /// What an engagement of this obligation came to.
  package struct Tally: Hashable, Sendable {
    package let id: String
    package var counts: Bool { reasons.isEmpty }
    package let reasons: [Reason]

    package init(id: String, reasons: [Reason]) {
      self.id = id
      self.reasons = reasons
    }
  }

  /// `<quota>/<holder>/<period>`.
  package let id: String
  package let quota: String
  /// The quota's name.
  package let name: String
  package let holder: Holder
  /// Half-open.
  package let from: Date
  package let until: Date
  package let required: Int
  package let status: Status
  /// Ids of persons, in order.
  package let responsible: [String]
  /// In order of id.
  package let engagements: [Tally]
  package var counted: Int { engagements.count { $0.counts } }

  package init(
    id: String, quota: String, name: String, holder: Holder, from: Date, until: Date, required: Int,
    status: Status, responsible: [String], engagements: [Tally]
  ) {
    self.id = id
    self.quota = quota
    self.name = name
    self.holder = holder
    self.from = from
    self.until = until
    self.required = required
    self.status = status
    self.responsible = responsible
    self.engagements = engagements
  }

  /// The same with another status, which only the daemon knows: waived, unassessed.
  package func with(status: Status) -> Obligation {
    Obligation(
      id: id, quota: quota, name: name, holder: holder, from: from, until: until, required: required,
      status: status,
      responsible: responsible, engagements: engagements)
  }
}
