import Foundation
import Platform

/// A real SMTP server (aiosmtpd) for as long as this lives; each mail that it takes is a file in the folder `taken`. Some local parts
/// are refused: `nouser` 550, `later` 451, `baddata` 554 and `tmpdata` 451 after the message, `hang` without an answer.
final class MailSink {
  static let python = MailReader.python(with: "aiosmtpd")
  static let isPresent = python != nil && access(msmtp, X_OK) == 0
  static let msmtp = "/usr/bin/msmtp"

  private let scratch: MailScratch

  /// Starts the server and waits until it listens.
  init(in scratch: MailScratch) throws {
    self.scratch = scratch
    try scratch.write(Array(Self.script.utf8), to: "sink.py")
    try FileManager.default.createDirectory(atPath: scratch("taken"), withIntermediateDirectories: true)
    guard mkfifo(scratch("port"), 0o600) == 0 else { throw MailReader.Failure(description: "no FIFO") }
    // Reading and writing, so that opening does not wait for the server.
    let port = open(scratch("port"), O_RDWR | O_CLOEXEC)
    defer { close(port) }
    let words = [Self.python ?? "", scratch("sink.py"), scratch.path]
    Thread.detachNewThread { _ = ChildProcess.run(arguments: words, deadline: .seconds(120)) }
    try writeConfiguration(port: try Self.firstLine(of: port))
  }

  /// The server looks for this file.
  deinit { try? FileManager.default.removeItem(atPath: scratch("sink.py")) }

  /// msmtp, in the place of sendmail.
  var command: [String] { [Self.msmtp, "-C", scratch("msmtprc"), "-i"] }

  /// The messages taken, with the line ends of the machine.
  var taken: [String] {
    scratch.names(in: "taken").compactMap { scratch.text("taken/\($0)")?.replacing("\r\n", with: "\n") }
  }

  private static func firstLine(of descriptor: Int32) throws -> String {
    var watched = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    var buffer = [UInt8](repeating: 0, count: 64)
    guard poll(&watched, 1, 60_000) == 1, case let count = read(descriptor, &buffer, 64), count > 1 else {
      throw MailReader.Failure(description: "the SMTP server did not start")
    }
    return String(decoding: buffer[..<(count - 1)], as: UTF8.self)
  }

  private func writeConfiguration(port: String) throws {
    let lines = [
      "defaults", "tls off", "auth off", "timeout 60", "account default", "host 127.0.0.1", "port \(port)",
    ]
    try scratch.write(Array(lines.map { "\($0)\n" }.joined().utf8), to: "msmtprc")
  }

  private static let script = #"""
    import asyncio, os, sys
    from aiosmtpd.smtp import SMTP
    folder = sys.argv[1]

    class Handler:
        count = 0
        async def handle_RCPT(self, server, session, envelope, address, options):
            refusal = {'nouser': '550 5.1.1 no such user', 'later': '451 4.2.0 try later'}.get(address.split('@')[0])
            if refusal: return refusal
            envelope.rcpt_tos.append(address)
            return '250 OK'
        async def handle_DATA(self, server, session, envelope):
            name = envelope.rcpt_tos[0].split('@')[0]
            if name == 'baddata': return '554 5.6.0 content rejected'
            if name == 'tmpdata': return '451 4.3.0 queue trouble'
            if name == 'hang': await asyncio.sleep(1000)
            Handler.count += 1
            record = f'{envelope.mail_from} -> {" ".join(envelope.rcpt_tos)}\n'.encode()
            with open(f'{folder}/taken/{Handler.count:04}', 'wb') as f: f.write(record + envelope.content)
            return '250 OK'

    async def main():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Handler(), hostname='sink.test'), '127.0.0.1', 0)
        with open(f'{folder}/port', 'w') as f: f.write(f'{server.sockets[0].getsockname()[1]}\n')
        while os.path.exists(f'{folder}/sink.py'): await asyncio.sleep(0.05)
        server.close()
        os._exit(0)

    asyncio.run(main())
    """#
}
