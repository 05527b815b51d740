/// Why a text is no address that we send to or from: what was found, and what to do about it.
package struct MailAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Error, Hashable, Sendable {
    case empty, control, space, list, brackets, name
    case noAt, twoAts, noLocal, foreignLocal, option, program, dots, characters
    case noDomain, foreignDomain, domain, tooLong
  }

  package let found: String
  package let reason: Reason

  package init(found: String, reason: Reason) {
    self.found = found
    self.reason = reason
  }

  package var description: String {
    "'\(HeaderText(found).text.prefix(100))' is no mail address: \(advice)"
  }

  private var advice: String {
    switch reason {
    case .empty: "it is empty; write name@example.gov"
    case .control: "it contains a line end or another control character; write it on one line"
    case .space: "it contains a space; a name before it needs the form Name <name@example.gov>"
    case .list: "it looks like a list; give one address at a time"
    case .brackets: "its < and > do not match; write Name <name@example.gov>"
    case .name: "the name before it cannot be read; put it in quotes: \"Last, First\" <name@example.gov>"
    case .noAt: "it has no @; write name@example.gov"
    case .twoAts: "it has more than one @; write name@example.gov"
    case .noLocal: "nothing stands before the @"
    case .foreignLocal: "before the @ only ASCII characters can be delivered everywhere"
    case .option: "it begins with a hyphen, which mail programs take for an option"
    case .program: "it begins with | or /, which mail programs take for a program or a file"
    case .dots: "before the @ a dot must stand between two other characters"
    case .characters: "before the @ only letters, digits, dots and !#$%&'*+-/=?^_`{|}~ may stand"
    case .noDomain: "nothing stands after the @"
    case .foreignDomain: "after the @ only ASCII may stand; write a foreign name in its xn-- form"
    case .domain: "after the @ a host name must stand: letters, digits, hyphens and dots"
    case .tooLong: "it is longer than mail servers take: 64 characters before the @, 254 in all"
    }
  }
}
