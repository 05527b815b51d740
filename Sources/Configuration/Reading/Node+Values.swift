import RollCall

/// Values of the kinds that several settings share.
extension Node {
  /// Text that passes `rule`.
  func text(_ expected: String = Wording.text, where rule: (String) -> Bool = Rule.isText) -> String? {
    read(expected) { value in value.text.flatMap { rule($0) ? $0 : nil } }
  }

  /// One of these words.
  func choice(of words: [String], _ expected: String? = nil) -> String? {
    guard let text = value?.text, !words.contains(text) else {
      return read(expected ?? Wording.either(words), \.text)
    }
    report(
      expected: expected ?? Wording.either(words),
      nearest: NearestWord.to(text, in: words).map(Wording.quoted))
    return nil
  }

  func flag() -> Bool? {
    read("true or false") { if case .bool(let flag) = $0 { flag } else { nil } }
  }

  func integer(_ range: ClosedRange<Int>) -> Int? {
    read("a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
      value.number.flatMap(Int.init(exactly:)).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func span() -> Span? { read(Wording.span) { $0.text.flatMap { Span($0) } } }

  /// A span of elapsed time within `range`.
  func duration(_ range: ClosedRange<Duration>) -> Duration? {
    let (low, high) = (Span.elapsed(range.lowerBound), Span.elapsed(range.upperBound))
    return read("a span from \"\(low)\" to \"\(high)\", in s, m, h or d") { value in
      guard case .elapsed(let duration) = value.text.flatMap({ Span($0) }) else { return nil }
      return range.contains(duration) ? duration : nil
    }
  }

  func time() -> TimeOfDay? { read(Wording.time) { $0.text.flatMap { TimeOfDay($0) } } }

  func address() -> String? { text(Wording.address, where: Rule.isAddress) }

  /// A path, made absolute.
  func path(in folder: String) -> String? {
    text(Wording.path, where: Rule.isPath).map { FilePath.resolved($0, in: folder) }
  }
}

extension Duration {
  static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
  static func days(_ count: Int) -> Duration { .seconds(count * 86400) }
}
