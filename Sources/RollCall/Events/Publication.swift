/// Decides what is published of a subject: only a difference from what was published last.
package enum Publication {
  /// Kinds of posts that follow one subject through its life.
  package enum Family: String, Sendable, CaseIterable {
    case engagement, leader, uncounted, note

    /// Of what was published and is not to stand any more; nil where silence says it.
    package var withdrawn: EventType? {
      switch self {
      case .engagement: .engagementWithdrawn
      case .leader: .leaderWithdrawn
      case .note: .noteWithdrawn
      case .uncounted: nil
      }
    }

    /// Of what was published and has changed.
    package var corrected: EventType {
      switch self {
      case .engagement: .engagementCorrected
      case .leader: .leaderCorrected
      case .note: .noteCorrected
      case .uncounted: .engagementUncounted
      }
    }
  }

  /// What was last published of a subject.
  package struct Previous: Hashable, Sendable {
    /// Its number.
    package let event: Int
    /// As what it stands: planned or participated, completed; nil once withdrawn. A correction does not change it.
    package let standing: EventType?
    package let fingerprint: UInt64

    package init(event: Int, standing: EventType?, fingerprint: UInt64) {
      self.event = event
      self.standing = standing
      self.fingerprint = fingerprint
    }
  }

  package enum Step: Hashable, Sendable {
    case nothing
    case publish(EventType)
    case withdraw
  }

  /// `standing` is what the subject is to stand as now, nil where it is not to be public (any more).
  /// The first time, and when it becomes something else (a planned walk was walked), it is published as that;
  /// otherwise, where the facts differ, as corrected.
  package static func step(
    _ family: Family, previous: Previous?, standing: EventType?, fingerprint: UInt64
  ) -> Step {
    guard let standing else { return previous?.standing == nil ? .nothing : .withdraw }
    guard let previous, previous.standing == standing else { return .publish(standing) }
    return previous.fingerprint == fingerprint ? .nothing : .publish(family.corrected)
  }

  /// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): tells different facts apart, the same on every
  /// machine and in every run.
  package static func fingerprint(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
