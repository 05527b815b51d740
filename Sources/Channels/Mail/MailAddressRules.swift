/// What an address must be like, apart from a name.
enum MailAddressRules {
  /// Local part and domain.
  static func split(_ address: String) throws(MailAddressError.Reason) -> (local: String, domain: String) {
    let bytes = Array(address.utf8)
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .control }
    guard !bytes.contains(UInt8(ascii: " ")) else { throw .space }
    guard !bytes.contains(UInt8(ascii: ",")), !bytes.contains(UInt8(ascii: ";")) else { throw .list }
    guard !bytes.contains(UInt8(ascii: "<")), !bytes.contains(UInt8(ascii: ">")) else { throw .brackets }
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw parts.count < 2 ? .noAt : .twoAts }
    try checkLocal(parts[0])
    try checkDomain(parts[1])
    // RFC 5321 §4.5.3.1.3 with the angle brackets taken off.
    guard bytes.count <= 254 else { throw .tooLong }
    return (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
  }

  /// RFC 5322 §3.4.1 dot-atom, less what mail programs may take for something else: an option (`-f`), a program (`|sh`), a
  /// file (`/var/mail/x`).
  private static func checkLocal(_ local: ArraySlice<UInt8>) throws(MailAddressError.Reason) {
    guard let first = local.first else { throw .noLocal }
    guard local.allSatisfy({ $0 < 0x80 }) else { throw .foreignLocal }
    guard first != UInt8(ascii: "-") else { throw .option }
    guard first != UInt8(ascii: "|"), first != UInt8(ascii: "/") else { throw .program }
    let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard atoms.allSatisfy({ !$0.isEmpty }) else { throw .dots }
    guard atoms.joined().allSatisfy(isAtomText) else { throw .characters }
    // RFC 5321 §4.5.3.1.1
    guard local.count <= 64 else { throw .tooLong }
  }

  /// RFC 1123 §2.1 host names.
  private static func checkDomain(_ domain: ArraySlice<UInt8>) throws(MailAddressError.Reason) {
    guard !domain.isEmpty else { throw .noDomain }
    guard domain.allSatisfy({ $0 < 0x80 }) else { throw .foreignDomain }
    let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.allSatisfy(isLabel) else { throw .domain }
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
  }
}
