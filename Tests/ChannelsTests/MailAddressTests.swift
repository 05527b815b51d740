import Testing

@testable import Channels

@Suite("Mail addresses")
struct MailAddressTests {
  @Test(
    "addresses with and without names are read",
    arguments: [
      ("bo@example.gov", "", "bo@example.gov"),
      ("  bo@example.gov\t", "", "bo@example.gov"),
      ("<bo@example.gov>", "", "bo@example.gov"),
      ("Roll call <rollcall@example.gov>", "Roll call", "rollcall@example.gov"),
      ("Roll call<rollcall@example.gov>", "Roll call", "rollcall@example.gov"),
      ("\"Kelling, Bo\" <bo@example.gov>", "Kelling, Bo", "bo@example.gov"),
      ("\"a \\\"b\\\" \\\\c\" <bo@example.gov>", "a \"b\" \\c", "bo@example.gov"),
      ("Sgt. José Núñez (Patrol) <jose@example.gov>", "Sgt. José Núñez (Patrol)", "jose@example.gov"),
      ("a.b+c_d=e!f%g@sub-1.example.gov", "", "a.b+c_d=e!f%g@sub-1.example.gov"),
      ("root@localhost", "", "root@localhost"),
      ("x@xn--bcher-kva.example", "", "x@xn--bcher-kva.example"),
    ])
  func reads(text: String, name: String, address: String) throws {
    let found = try MailAddress(parsing: text)
    #expect(found.name.text == name)
    #expect(found.address == address)
    #expect(try MailAddress(parsing: found.description) == found)
  }

  @Test(
    "what is not one plain address is refused with its reason",
    arguments: [
      ("", .empty), ("   ", .empty), ("<>", .empty), ("Bo <>", .empty),
      ("-f@example.gov", .option), ("-oQ/tmp@example.gov", .option), ("Bo <-f@example.gov>", .option),
      ("|sh@example.gov", .program), ("/var/mail/x@example.gov", .program),
      ("a b@example.gov", .space), ("a@example.gov b@example.gov", .space), ("a@exam ple.gov", .space),
      ("a@example.gov,b@example.gov", .list), ("a@example.gov;b@example.gov", .list),
      ("a@example.gov, Bo <b@example.gov>", .name), ("Kelling, Bo <bo@example.gov>", .name),
      ("\"Bo <bo@example.gov>", .name), ("\"Bo\" x <bo@example.gov>", .name),
      ("a@example.gov\n", .control), ("a@example.gov\r\nBcc: b@example.gov", .control),
      ("a\0@example.gov", .control),
      ("Bo\nBcc: x <bo@example.gov>", .control), ("a\t@example.gov", .control),
      ("a@example.gov\u{85}", .control),
      ("bo@example.gov>", .brackets), ("<<bo@example.gov>>", .name), ("<bo@example.gov", .brackets),
      ("bo", .noAt), ("postmaster", .noAt), ("a@b@example.gov", .twoAts), ("@example.gov", .noLocal),
      ("bo@", .noDomain), ("bö@example.gov", .foreignLocal), ("bo@bücher.example", .foreignDomain),
      (".bo@example.gov", .dots), ("bo.@example.gov", .dots), ("b..o@example.gov", .dots),
      ("b(o)@example.gov", .characters), ("\"b o\"@example.gov", .space), ("b\"o@example.gov", .characters),
      ("b:o@example.gov", .characters), ("b\\o@example.gov", .characters),
      ("bo@example..gov", .domain), ("bo@.example.gov", .domain), ("bo@example.gov.", .domain),
      ("bo@-example.gov", .domain), ("bo@[127.0.0.1]", .domain), ("bo@exam_ple.gov", .domain),
      (String(repeating: "a", count: 65) + "@example.gov", .tooLong),
      ("a@" + (0..<60).map { _ in "abcd" }.joined(separator: "."), .tooLong),
    ] as [(String, MailAddressError.Reason)])
  func refuses(text: String, reason: MailAddressError.Reason) {
    let error = #expect(throws: MailAddressError.self) { try MailAddress(parsing: text) }
    #expect(error?.reason == reason)
  }

  @Test("an error quotes what it found on one line and says what to write")
  func words() {
    let error = MailAddressError(found: "Kelling, Bo\n<bo@example.gov>", reason: .name)
    #expect(
      error.description
        == "'Kelling, Bo <bo@example.gov>' is no mail address: the name before it cannot be read; put it in quotes: \"Last, First\" <name@example.gov>"
    )
  }

  @Test("a record's name may be anything, its address may not")
  func records() throws {
    #expect(try MailAddress("bo@example.gov", name: "Bo\r\nBcc: x").name.text == "Bo Bcc: x")
    #expect(throws: MailAddressError.self) { try MailAddress("Bo <bo@example.gov>", name: "Bo") }
  }

  @Test("no accepted address begins an option, holds a space, or is anything but ASCII")
  func property() {
    var generator = SeededGenerator(seed: 7)
    let alphabet = Array("aabb@@..-<>\" ,|/\n=é+")
    var accepted = 0
    for _ in 0..<40_000 {
      let text = String(
        (0..<Int.random(in: 1...8, using: &generator)).map { _ in
          alphabet.randomElement(using: &generator) ?? "a"
        })
      guard let address = try? MailAddress(parsing: text) else { continue }
      accepted += 1
      #expect(address.address.utf8.first != UInt8(ascii: "-"))
      #expect(address.address.utf8.allSatisfy { (0x21..<0x7f).contains($0) && !"<>,".utf8.contains($0) })
      #expect((try? MailAddress(parsing: address.description)) == address)
    }
    #expect(accepted > 50)
  }
}
