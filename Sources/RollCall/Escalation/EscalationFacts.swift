import Foundation

/// What the escalation decides from: the agency as it is now, the rules, and the records that obligations refer to.
package struct EscalationFacts: Sendable {
  package let organization: Organization
  package let calendar: AgencyCalendar
  package let rule: EscalationRule
  /// By id: the quotas that the obligations were judged by.
  package let quotas: [String: Quota]
  /// By id: those the obligations name. One that is not here is shown by its id alone.
  package let engagements: [String: Engagement]
  /// By id: those the obligations of incidents are held by.
  package let incidents: [String: Incident]
  package let words: AlertWords

  package init(
    organization: Organization, calendar: AgencyCalendar, rule: EscalationRule, quotas: [Quota],
    engagements: [String: Engagement] = [:], incidents: [String: Incident] = [:],
    words: AlertWords = AlertWords()
  ) {
    self.organization = organization
    self.calendar = calendar
    self.rule = rule
    self.quotas = Dictionary(quotas.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.engagements = engagements
    self.incidents = incidents
    self.words = words
  }

  /// The sentences, in the agency's words.
  package var text: AlertText { AlertText(words: words, calendar: calendar, ranks: organization.ranks) }

  func chain(at now: Date) -> ChainOfCommand { ChainOfCommand(organization, on: calendar.day(of: now)) }

  func facts(of person: Person) -> PersonFacts {
    PersonFacts(
      id: person.id, name: person.name, title: organization.ranks.abbreviation(of: person.rank),
      rank: person.rank, leader: organization.ranks.isLeader(person.rank))
  }

  /// Somebody who can be written to today.
  func reachable(_ id: String, at now: Date) -> Person? {
    guard let person = organization.people[id], person.isActive(on: calendar.day(of: now)), person.hasAddress
    else { return nil }
    return person
  }

  func snapshot(of obligation: Obligation) -> CaseSnapshot {
    CaseSnapshot(
      obligation, neighborhood: neighborhood(of: obligation),
      responsible: obligation.responsible.map { id in
        organization.people[id].map(facts(of:))
          ?? PersonFacts(id: id, name: id, title: "", rank: "", leader: false)
      }, engagements: engagements)
  }

  private func neighborhood(of obligation: Obligation) -> String? {
    switch obligation.holder.kind {
    case .neighborhood: obligation.holder.id
    case .incident: incidents[obligation.holder.id]?.neighborhoodID
    case .person, .unit, .agency: nil
    }
  }
}

extension Person {
  var hasAddress: Bool { email.map { $0.utf8.contains(UInt8(ascii: "@")) } ?? false }
}
