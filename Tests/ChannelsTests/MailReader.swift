import Foundation
import Platform

@testable import Channels

/// CPython's email package, an independent reader of mails.
enum MailReader {
  /// What it understood of one mail.
  struct Reading: Decodable {
    let from: [String]
    let to: [String]
    let subject: String
    let date: String
    let headers: [String: [String]]
    let types: [String]
    let contents: [String]
    /// Defects, and what the rules of the wire forbid.
    let problems: [String]
  }

  static let python = python(with: "email")
  static let isPresent = python != nil

  /// Reads all of them in one run.
  static func read(_ messages: [MailMessage]) throws -> [Reading] {
    let scratch = try MailScratch()
    for (index, message) in messages.enumerated() { try scratch.write(message.bytes, to: "\(index).eml") }
    try scratch.write(Array(script.utf8), to: "read.py")
    let outcome = ChildProcess.run(
      arguments: [python ?? "", scratch("read.py"), scratch.path, String(messages.count)],
      deadline: .seconds(120))
    guard outcome.isSuccess, let json = scratch.bytes("out.json") else {
      throw Failure(description: "\(outcome)")
    }
    return try JSONDecoder().decode([Reading].self, from: Data(json))
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The first python3 of the machine that has this package.
  static func python(with module: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
    return (folders + ["/usr/bin"]).map { "\($0)/python3" }.first {
      ChildProcess.run(arguments: [$0, "-c", "import \(module)"], deadline: .seconds(60)).isSuccess
    }
  }

  private static let script = #"""
    import email, json, re, sys
    from email import policy
    folder, count = sys.argv[1], int(sys.argv[2])

    def problems(raw, m):
        found = []
        head = raw.split(b'\n\n', 1)[0]
        if any(b > 126 or b < 32 and b not in b'\t\n' for b in raw): found.append('a byte beyond printable ASCII')
        if any(len(l) > 998 for l in raw.split(b'\n')): found.append('line over 998')
        if any(not l.strip() for l in head.split(b'\n')): found.append('blank line in the headers')
        for p in m.walk():
            found += [f'{type(d).__name__}' for d in p.defects]
            for k in p.keys():
                found += [f'{k}: {type(d).__name__} {d}' for d in p[k].defects]
                if k.lower() != 'rollcall-case' and len(p.get_all(k)) > 1: found.append(f'{k} twice')
            if not p.is_multipart():
                if p['content-transfer-encoding'] != 'quoted-printable': found.append('other encoding')
                if any(len(l) > 76 for l in p._payload.split('\n')): found.append('line over 76 in a part')
                if any(l[-1:] in ' \t' and l for l in p._payload.split('\n')): found.append('space at a line end')
                if any(l.startswith('.') or l.startswith('From ') for l in p._payload.split('\n')):
                    found.append('line that begins with a dot or From')
        try: email.message_from_bytes(raw, policy=policy.strict)
        except Exception as e: found.append(f'strict: {type(e).__name__} {e}')
        return found

    def person(header):
        [a] = header.addresses
        return [a.display_name, a.addr_spec]

    out = []
    for i in range(count):
        raw = open(f'{folder}/{i}.eml', 'rb').read()
        m = email.message_from_bytes(raw, policy=policy.default)
        leaves = [p for p in m.walk() if not p.is_multipart()]
        headers = {}
        for k, v in m.items(): headers.setdefault(k, []).append(str(v))
        out.append(dict(from_=person(m['from']), to=person(m['to']), subject=str(m['subject']),
            date=m['date'].datetime.isoformat(), headers=headers, types=[p.get_content_type() for p in m.walk()],
            contents=[p.get_content() for p in leaves], problems=problems(raw, m)))
        out[-1]['from'] = out[-1].pop('from_')
    json.dump(out, open(f'{folder}/out.json', 'w'))
    """#
}
