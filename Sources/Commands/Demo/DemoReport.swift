import Configuration
import Foundation
import RollCall

/// What the demo shows, for a terminal of 80 columns.
struct DemoReport {
  let story: DemoStory
  let folder: DemoFolder
  let settings: Settings
  let isLive: Bool

  private var words: LocalWords { LocalWords(settings.calendar) }

  var text: String {
    (made + digest + posts + climb + places).joined(separator: "\n")
  }

  // MARK: - Sections

  private var made: [String] {
    let agency =
      "\(DemoAgency.name), which is invented: \(DemoAgency.people.count) people, two districts, three shifts, a community policing unit, and two neighborhoods with the guide's seven walks."
    let days = "\(words.moment(story.from)) to \(words.moment(story.until))"
    let records =
      "\(story.count("engagement.completed").of("engagement")), \(story.count("note.shared").of("note")) and a shooting"
    let did =
      "\(days), lived through in \((story.took * 10).rounded() / 10) s: \(records) came into the store; the daemon made of them \(story.events.count) events, read here over the socket, \(story.count("digest.published")) digests and \(story.mails.count.of("mail"))."
    return wrapped(agency) + wrapped(did)
  }

  private var digest: [String] {
    guard let digest = story.digest else { return heading("No roll call yet") }
    let parts = digest.subject.split(separator: "/").map(String.init)
    let shift = settings.shifts.first { $0.id == parts.last }?.name.lowercased() ?? digest.subject
    let day = parts.first.flatMap { LocalDay($0) }.map(words.day) ?? ""
    return heading("The newest digest: what the \(shift) read on \(day)")
      + digest.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "" : "  \($0)" }
  }

  private var posts: [String] {
    heading("The last posts on the feed")
      + story.lastPosts.flatMap { post in
        wrapped("\(words.moment(post.time))  \(post.text.printable)", rest: "  ")
      }
  }

  private var climb: [String] {
    heading("The alert that climbed, mail by mail")
      + story.steps.flatMap { step in
        step.mails.isEmpty
          ? wrapped("\(words.moment(step.at))  \(step.text.printable)", rest: "  ")
          : step.mails.flatMap { mail in
            wrapped("\(words.moment(mail.date))  to \(mail.name)\(label(step))", rest: "  ")
              + wrapped("“\(mail.subject)”", first: "  ", rest: "  ")
          }
      }
  }

  private func label(_ step: DemoStory.Step) -> String {
    switch step.type {
    case "quota.at_risk": ", while it can still be done"
    case "quota.missed": ", who is responsible"
    case "quota.escalated": ", the next in the chain of command"
    default: ""
    }
  }

  // MARK: - Where things are

  private var places: [String] {
    guard folder.isKept || isLive else {
      return heading("To look around in it")
        + wrapped(
          "Nothing is left of it. `\(tool) demo --keep`, or `--dir FOLDER`, leaves digests, mail and store there; `--live` goes on running, so that you can write to the store and watch what arrives."
        )
    }
    var lines = heading("Where things are")
    lines += [
      "  digests        \(folder.digests)/latest/*.html",
      "  mail, Maildir  \(folder.mail)",
      "  store          \(folder.store)",
      "  configuration  \(folder.configuration)",
      "  socket         \(folder.socket)" + (isLive ? "" : "   (while a daemon runs)"),
    ]
    if folder.socketFolder != nil {
      lines += wrapped(
        "The socket is elsewhere because a socket's path has at most \(DemoFolder.longestSocket) bytes.",
        first: "  ", rest: "  ")
    }
    return lines + (isLive ? live : later)
  }

  private var later: [String] {
    ["", "Go on from here with the daemon itself:", "  \(daemon) --config \(quoted(folder.configuration))"]
  }

  private var live: [String] {
    [
      "",
      "The daemon goes on, with the clock on the wall. In another terminal:",
      "",
      "# a walk, as any records system would enter it",
      "sqlite3 \(quoted(folder.store)) \"",
      "  INSERT INTO engagement (id, activity, neighborhood_id, coordinator_id,",
      "    status, starts_at, ends_at, community_count)",
      "  VALUES ('walk-1', 'walk.squad', 'mill-hill', '322', 'completed',",
      "    strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-35 minutes'),",
      "    strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 7);",
      "  INSERT INTO participant VALUES ('walk-1', '322'), ('walk-1', '323');\"",
      "# a note",
      "\(tool) note 'Coffee is on us today.' --author 323 \\",
      "  --config \(quoted(folder.configuration))",
      "# the feed, as programs read it and in words",
      "curl -N -H 'Accept: text/event-stream' --unix-socket \\",
      "  \(quoted(folder.socket)) 'http://rollcall/v1/events?last=5'",
      "\(tool) feed --follow --socket \(quoted(folder.socket))",
      "",
      "What arrives is shown below. Control-C ends it"
        + (folder.isKept ? "." : ", and takes the folder away."),
      "",
    ]
  }

  // MARK: - Form

  private func heading(_ text: String) -> [String] { ["", "== \(text)", ""] }

  private func wrapped(_ text: String, first: String = "", rest: String = "") -> [String] {
    DemoReport.wrap(text, first: first, rest: rest)
  }

  /// `text` in lines of at most 78 characters.
  static func wrap(_ text: String, first: String = "", rest: String = "") -> [String] {
    var (lines, line) = ([String](), first)
    var isEmpty = true
    // Two spaces after a moment are kept: only single ones are places to break.
    for word in text.replacing("  ", with: "\u{a0} ").split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > 78 {
        lines.append(line)
        (line, isEmpty) = (rest, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).map { $0.replacing("\u{a0}", with: " ") }
  }

  /// How this program was called, to be typed again from anywhere.
  private var tool: String { program("rollcallctl") }
  private var daemon: String { program("rollcalld") }

  private func program(_ name: String) -> String {
    let called = CommandLine.arguments.first ?? ""
    guard called.contains("/") else { return name }
    return quoted(URL(fileURLWithPath: called).deletingLastPathComponent().path + "/" + name)
  }

  /// As one word of a shell.
  private func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || "/._-+,:@%".utf8.contains(byte)
    }
    return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
