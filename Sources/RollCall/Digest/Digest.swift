import Foundation

/// What a roll call reads: one page, in the contract's order (contract §8), ready to be set as text, HTML and
/// JSON. Every string in it is plain: no control characters, no line breaks, no marks that turn the direction
/// of writing.
package struct Digest: Hashable, Sendable {
  /// The sections there are, in their fixed order.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case today, leaders, answers, stories, progress
  }

  /// Where an item comes from.
  package struct Source: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case engagement, note, story, feedback
    }
    package let kind: Kind
    package let id: String
    /// The number of the event that published it.
    package let event: Int?

    package init(_ kind: Kind, id: String, event: Int? = nil) {
      self.kind = kind
      self.id = id
      self.event = event
    }
  }

  /// How far one quota has come: to be drawn as a bar beside its figures.
  package struct Bar: Hashable, Sendable {
    package let name: String
    package let counted: Int
    /// At least 1.
    package let required: Int
    /// "this week".
    package let period: String
    /// The period's last day.
    package let through: LocalDay

    package init(name: String, counted: Int, required: Int, period: String, through: LocalDay) {
      self.name = name
      self.counted = counted
      self.required = required
      self.period = period
      self.through = through
    }
  }

  package struct Item: Hashable, Sendable {
    /// 1 to 70 characters.
    package let headline: String
    /// At most 45 words; may be empty. Where there are bars, it says the same as they do.
    package let text: String
    package let sources: [Source]
    package let bars: [Bar]

    package init(headline: String, text: String, sources: [Source] = [], bars: [Bar] = []) {
      self.headline = headline.limited(to: Event.headlineLimit)
      self.text = text
      self.sources = sources
      self.bars = bars
    }

    /// Words of `text`, contract §8.
    package static let wordLimit = 45
  }

  package struct Section: Hashable, Sendable {
    package let kind: Kind
    package let heading: String
    /// A sentence before the items.
    package let lead: String?
    /// At most five.
    package let items: [Item]
    /// Items stand for several records each, because there were too many to be read one by one.
    package let isGrouped: Bool

    /// Over so many items a section is grouped, contract §8.
    package static let itemLimit = 5
  }

  package let agency: String
  package let language: String
  package let shift: NamedFacts
  package let day: LocalDay
  package let audience: Audience
  package let madeAt: Date
  package let since: Date
  /// "Day watch roll call".
  package let title: String
  /// "Tuesday, November 17, 2026, 06:45".
  package let occasion: String
  /// One sentence in place of all news, where there is none.
  package let quietLine: String?
  /// Each kind once, in order, also those without items; of the public variant, only those that can be
  /// public.
  package let sections: [Section]
  /// What stands at the foot of the page.
  package let closing: String

  /// Nothing new for this roll call: no mail needs to be sent.
  package var isQuiet: Bool { quietLine != nil }
  package var key: DigestKey { DigestKey(day: day, shift: shift.id) }
}
