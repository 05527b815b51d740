import Foundation

extension Digest {
  /// The roll call's own: everything of audience agency and public.
  package init(_ facts: DigestFacts) {
    let sections = Self.fitted(facts, Kind.allCases, isPublic: false)
    let quiet = sections.allSatisfy { $0.kind == .progress || $0.items.isEmpty } && facts.others.count == 0
    self.init(
      agency: facts.agency.plain.limited(to: Event.headlineLimit), language: facts.language.plain,
      shift: facts.shift, day: facts.briefing.day,
      audience: .agency, madeAt: facts.madeAt, since: facts.since,
      title: DigestText.title(shift: facts.shift.name).limited(to: Event.headlineLimit),
      occasion: "\(facts.briefing.day.spelled), \(facts.calendar.time(of: facts.briefing.at))",
      quietLine: quiet ? DigestText.quiet : nil, sections: sections, closing: DigestText.closing)
  }

  /// What may be read aloud on a citizen's porch: published answers and stories whose audience is the public,
  /// no names or hours of the agency's own (contract §8).
  package static func `public`(_ facts: DigestFacts) -> Digest {
    let sections = fitted(facts, [.answers, .stories], isPublic: true)
    return Digest(
      agency: facts.agency.plain.limited(to: Event.headlineLimit), language: facts.language.plain,
      shift: facts.shift, day: facts.briefing.day,
      audience: .public, madeAt: facts.madeAt, since: facts.since, title: DigestText.publicTitle,
      occasion: facts.briefing.day.spelled,
      quietLine: sections.allSatisfy(\.items.isEmpty) ? DigestText.publicQuiet : nil, sections: sections,
      closing: "")
  }

  /// The sections at the widest measures at which they fit one page: all are tightened by a step, the longest
  /// first, before any is tightened by two.
  private static func fitted(_ facts: DigestFacts, _ kinds: [Kind], isPublic: Bool) -> [Section] {
    var editor = DigestEditor(facts, isPublic: isPublic)
    var sections = kinds.map(editor.section)
    var heights = sections.map(PrintedHeight.init)
    for measure in DigestEditor.Measure.narrower {
      editor.measure = measure
      for index in sections.indices.sorted(by: { (heights[$1].lines, $0) < (heights[$0].lines, $1) }) {
        if PrintedHeight.fitOnePage(heights) { return sections }
        sections[index] = editor.section(kinds[index])
        heights[index] = PrintedHeight(sections[index])
      }
    }
    return sections
  }
}

extension DigestFacts {
  fileprivate var shift: NamedFacts {
    let name = NamedFacts(id: briefing.shift.id, name: briefing.shift.name).words
    return NamedFacts(id: briefing.shift.id, name: name)
  }
}
