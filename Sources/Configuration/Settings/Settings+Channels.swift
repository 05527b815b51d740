import RollCall

extension Settings {
  package struct Feed: Hashable, Sendable {
    /// Path of the Unix socket.
    package var socket: String
    /// Permission bits of the socket.
    package var mode: UInt32
    /// The group that owns the socket; nil: the daemon's own.
    package var group: String?
    /// In file order.
    package var access: [Access]
  }

  /// Whom the feed serves, and as what (contract §6).
  package struct Access: Hashable, Sendable {
    package enum Peer: Hashable, Sendable {
      case group(String)
      case user(String)
    }

    package enum Grant: Hashable, Sendable {
      case audience(Audience)
      /// The peer is a proxy: this header's login names the person. Only ever a user's.
      case personHeader(String)
    }

    package var peer: Peer
    package var grant: Grant
  }

  package struct Mail: Hashable, Sendable {
    package enum Transport: String, Hashable, Sendable, CaseIterable {
      case sendmail, maildir, none
    }

    package var transport: Transport
    /// The program and its words, before what each envelope adds; at least one. A program without a slash is looked
    /// for in PATH.
    package var command: [String]
    /// The header field From: an address, with or without a name.
    package var from: String
    /// The bare address that bounces go to.
    package var envelopeFrom: String
    /// The Maildir of the transport `maildir`.
    package var folder: String
    /// After this long the command is stopped and the mail tried again.
    package var timeout: Duration
    package var retry: Retry
  }

  /// When a mail that could not be delivered is tried again: after `first`, then each time twice as long, up to
  /// `longest`; after `giveUp` in all no more.
  package struct Retry: Hashable, Sendable {
    package var first: Duration
    package var longest: Duration
    package var giveUp: Duration
  }
}
