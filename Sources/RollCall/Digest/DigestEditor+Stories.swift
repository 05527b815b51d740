import Foundation

/// You said, we did; stories and notes.
extension DigestEditor {
  func answers() -> (items: [Digest.Item], isGrouped: Bool) {
    guard answered.count > measure.items else { return (answered.map(answer), false) }
    let groups = byNeighborhood(answered, \.content.neighborhood)
    return (
      items(of: groups, atMost: measure.items, one: answer, item: answersThere, rest: answersElsewhere), true
    )
  }

  private func answer(_ post: Posted<AnswerFacts>) -> Digest.Item {
    isPublic ? publicAnswer(post) : internalAnswer(post)
  }

  private func internalAnswer(_ post: Posted<AnswerFacts>) -> Digest.Item {
    let question = post.content.question.plain
    let partner = post.content.partner?.plain ?? ""
    let ticket = post.content.ticket?.plain ?? ""
    let handed = partner.isEmpty ? "" : DigestText.partner(partner, ticket: ticket.isEmpty ? nil : ticket)
    // The partner is told even where the answer must be cut.
    let words = measure.words - handed.wordCount - 1
    let text = post.content.answer.plain.sentence.limited(words: max(words, 8))
    return item(
      question.isEmpty ? DigestText.unspecifiedQuestion : question, joined(corrected(post), text, handed),
      [post.source])
  }

  /// The question is worded for the agency alone; the answer is what the community was told.
  private func publicAnswer(_ post: Posted<AnswerFacts>) -> Digest.Item {
    item(
      DigestText.publicAnswer(in: post.content.neighborhood?.words), post.content.answer.plain.sentence,
      [post.source])
  }

  private func answersThere(_ group: Group<Posted<AnswerFacts>>) -> Digest.Item {
    let lines = group.members.map { (isPublic ? $0.content.answer : $0.content.question).plain }
    return item(
      DigestText.answers(group.members.count, in: group.name), excerpts(lines), group.members.map(\.source))
  }

  private func answersElsewhere(_ groups: [Group<Posted<AnswerFacts>>]) -> Rest {
    let posts = groups.flatMap(\.members)
    return (
      DigestText.counted(posts.count, "answer"),
      groups.map(\.name).joined(separator: ", ").sentence, posts.map(\.source)
    )
  }

  // MARK: - Stories and notes

  func storiesAndNotes() -> (items: [Digest.Item], isGrouped: Bool) {
    guard stories.count + notes.count > measure.items else {
      return (stories.map(story) + notes.map(note), false)
    }
    let groups = byNeighborhood(notes, \.content.neighborhood)
    let forNotes = groups.isEmpty ? 0 : max(1, min(groups.count, measure.items - stories.count))
    let told = titled(stories, atMost: measure.items - forNotes)
    return (
      told + items(of: groups, atMost: forNotes, one: note, item: notesThere, rest: notesElsewhere), true
    )
  }

  private func titled(_ stories: [Posted<StoryFacts>], atMost limit: Int) -> [Digest.Item] {
    guard stories.count > limit else { return stories.map(story) }
    let rest = stories.dropFirst(limit - 1)
    let more = item(
      DigestText.moreStories(rest.count), excerpts(rest.map(\.content.titleWords)), rest.map(\.source))
    return stories.prefix(limit - 1).map(story) + [more]
  }

  private func story(_ post: Posted<StoryFacts>) -> Digest.Item {
    item(post.content.titleWords, joined(corrected(post), post.content.text.plain), [post.source])
  }

  private func note(_ post: Posted<NoteFacts>) -> Digest.Item {
    let headline = DigestText.note(
      from: post.content.author?.words, in: post.content.neighborhood?.words)
    return item(headline, joined(corrected(post), post.content.body.plain.sentence), [post.source])
  }

  private func notesThere(_ group: Group<Posted<NoteFacts>>) -> Digest.Item {
    item(
      DigestText.notes(group.members.count, in: group.name),
      excerpts(group.members.map(\.content.body.plain)),
      group.members.map(\.source))
  }

  private func notesElsewhere(_ groups: [Group<Posted<NoteFacts>>]) -> Rest {
    let posts = groups.flatMap(\.members)
    return (
      DigestText.counted(posts.count, "note"),
      excerpts(posts.map(\.content.body.plain)), posts.map(\.source)
    )
  }

  // MARK: -

  /// The beginning of each, as many as have room for one that says something, and how many more there are.
  private func excerpts(_ texts: [String]) -> String {
    let told = texts.filter { !$0.isEmpty }
    let room = measure.words - DigestText.andMore(told.count).wordCount
    let share = max(12, room / max(told.count, 1))
    let shown = told.prefix(max(1, room / share)).map { $0.limited(words: share).sentence }
    let rest = told.count - shown.count
    return (shown + (rest > 0 ? [DigestText.andMore(rest)] : [])).joined(separator: " ")
  }

  private func corrected<Content>(_ post: Posted<Content>) -> String {
    post.isCorrection ? DigestText.corrected : ""
  }

  private func joined(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: " ") }
}

extension NoteFacts {
  var written: Date? { Date(rfc3339: writtenAt) }
}

extension StoryFacts {
  fileprivate var titleWords: String {
    let title = title.plain
    return title.isEmpty ? DigestText.untitled : title
  }
}

extension Posted<NoteFacts> {
  fileprivate var source: Digest.Source { Digest.Source(.note, id: content.id.plain, event: event) }
}

extension Posted<StoryFacts> {
  fileprivate var source: Digest.Source { Digest.Source(.story, id: content.id.plain, event: event) }
}

extension Posted<AnswerFacts> {
  fileprivate var source: Digest.Source { Digest.Source(.feedback, id: content.id.plain, event: event) }
}
