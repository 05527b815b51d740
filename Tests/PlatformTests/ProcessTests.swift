import Foundation
import Testing

@testable import Platform

@Suite("Child processes")
struct ProcessTests {
  private let scratch: FileScratch

  init() throws { scratch = try FileScratch() }

  /// Runs a line of shell, which only tests do.
  private func shell(
    _ line: String, input: [UInt8] = [], deadline: Duration = .seconds(30), grace: Duration = .seconds(2)
  ) -> ChildProcess.Outcome {
    ChildProcess.run(
      arguments: ["/bin/sh", "-c", line, "sh", scratch.path], input: input, deadline: deadline, grace: grace)
  }

  @Test("an exit code comes back as it is", arguments: [0, 1, 7, 69, 75, 255] as [Int32])
  func exitCodes(code: Int32) {
    #expect(shell("exit \(code)").ending == .exited(code))
  }

  @Test("death by a signal is told apart from an exit code")
  func signalled() {
    #expect(shell("kill -KILL $$").ending == .signalled(SIGKILL))
    #expect(shell("exit 137").ending == .exited(137))
  }

  @Test("input arrives whole, and what was said comes back")
  func input() {
    let text = "first line\nsecond\u{e9}\n"
    let outcome = ChildProcess.run(arguments: ["/bin/cat"], input: Array(text.utf8), deadline: .seconds(30))
    #expect(outcome == .init(ending: .exited(0), said: text))
    let megabytes = [UInt8](repeating: 65, count: 3_000_000)
    #expect(shell("wc -c", input: megabytes).said == "3000000\n")
  }

  @Test("standard error and standard output come back in their order")
  func said() {
    #expect(shell("echo one; echo two >&2; echo three > /dev/stderr").said == "one\ntwo\nthree\n")
  }

  @Test("words reach the program as they are, without a shell between")
  func words() {
    let words = ["$HOME", "; rm -rf x", "`id`", "a  b", "", "*", "-n", "é\n"]
    let outcome = ChildProcess.run(
      arguments: ["/usr/bin/printf", "[%s]"] + words, deadline: .seconds(30))
    #expect(outcome.said == words.map { "[\($0)]" }.joined())
  }

  @Test(
    "a program that cannot be started is an outcome with its reason",
    arguments: [
      (["/nowhere/sendmail"], "cannot start /nowhere/sendmail: No such file or directory"),
      (["/etc/passwd"], "cannot start /etc/passwd: Permission denied"),
      (["sendmail"], "the command must begin with a program's absolute path; found 'sendmail'"),
      ([], "the command must begin with a program's absolute path; found no words"),
      (["/bin/echo", "a\0b"], "a word of the command or a variable contains a NUL character"),
    ])
  func notStarted(arguments: [String], reason: String) {
    #expect(ChildProcess.run(arguments: arguments, deadline: .seconds(30)).ending == .notStarted(reason))
  }

  @Test("the child sees only the variables given")
  func environment() {
    let outcome = ChildProcess.run(
      arguments: ["/usr/bin/env"], environment: ["TZ": "UTC"], deadline: .seconds(30))
    #expect(outcome.said == "TZ=UTC\n")
  }

  @Test("a child that hangs is ended at the deadline, kindly if it lets itself")
  func hanging() {
    let clock = ContinuousClock()
    let took = clock.measure {
      #expect(
        ChildProcess.run(arguments: ["/bin/sleep", "1000"], deadline: .milliseconds(50)).ending == .timedOut)
    }
    #expect(took < .seconds(10))
    let outcome = shell(
      "trap 'echo bye; exit 0' TERM; while :; do sleep 0.01; done", deadline: .seconds(1))
    #expect(outcome.ending == .timedOut && outcome.said.hasSuffix("bye\n"))
  }

  @Test("a whole group that ignores SIGTERM is killed")
  func stubbornGroup() throws {
    #expect(mkfifo(scratch("life"), 0o600) == 0)
    let life = open(scratch("life"), O_RDONLY | O_NONBLOCK)
    defer { close(life) }
    let outcome = shell(
      "trap '' TERM; exec 3> $1/life; echo up >&3; (sleep 1000) & sleep 1000",
      deadline: .seconds(1), grace: .milliseconds(50))
    #expect(outcome.ending == .timedOut)
    // Nobody holds the other end any more: both have died.
    var watched = [pollfd(fd: life, events: 0, revents: 0)]
    #expect(poll(&watched, 1, 10_000) == 1 && watched[0].revents == POLLHUP)
    var word = [UInt8](repeating: 0, count: 3)
    #expect(read(life, &word, 3) == 3, "it had begun to live")
  }

  @Test("a grandchild that holds the descriptors delays nothing, and lives on")
  func background() throws {
    let clock = ContinuousClock()
    var outcome: ChildProcess.Outcome?
    let took = clock.measure { outcome = shell("sleep 20 & echo $!; exit 7") }
    let result = try #require(outcome)
    #expect(result.ending == .exited(7))
    #expect(took < .seconds(10))
    let grandchild = try #require(pid_t(result.said.trimmingCharacters(in: .newlines)))
    #expect(kill(grandchild, SIGKILL) == 0)
  }

  @Test("a child that says very much is neither blocked nor remembered")
  func chatty() {
    let outcome = shell("head -c 50000000 /dev/zero | tr '\\0' x; echo the end >&2")
    #expect(outcome.ending == .exited(0))
    #expect(outcome.said.hasSuffix("xxx\nthe end\n") || outcome.said.hasSuffix("xxxthe end\n"))
    #expect(outcome.said.utf8.count == 4096)
  }

  @Test("a child that talks without end is ended at the deadline")
  func endless() {
    #expect(shell("exec yes", deadline: .milliseconds(200)).ending == .timedOut)
  }

  @Test("a child that reads nothing of a large input disturbs nobody")
  func earlyExit() {
    #expect(shell("exit 3", input: [UInt8](repeating: 65, count: 1_000_000)).ending == .exited(3))
  }

  @Test("what a child says is text, whatever the bytes")
  func cleaned() {
    #expect(shell("printf 'a\\033[2Jb\\000\\377c\\n'").said == "a\u{FFFD}[2Jb\u{FFFD}\u{FFFD}c\n")
  }

  @Test("a child sees descriptors 0 to 2, no ignored and no blocked signals, and leads its group")
  func clean() throws {
    let leaked = open("/dev/null", O_RDONLY)
    defer { close(leaked) }
    // The fourth is the folder that ls itself reads.
    let list = ChildProcess.run(arguments: ["/bin/ls", "/proc/self/fd"], deadline: .seconds(30))
    #expect(list.said == "0\n1\n2\n3\n")
    // Asked without a shell: a shell blocks signals while it starts a program.
    let outcome = ChildProcess.run(
      arguments: ["/bin/grep", "-hE", "^Sig(Blk|Ign)|^NSpgid|^Pid", "/proc/self/status"],
      deadline: .seconds(30))
    var facts: [Substring: Substring] = [:]
    for line in outcome.said.split(separator: "\n") {
      let words = line.split(separator: ":\t")
      facts[words[0]] = words.last
    }
    #expect(facts["SigBlk"] == "0000000000000000")
    #expect(facts["Pid"] == facts["NSpgid"]?.split(separator: "\t").last)
    let ignored = try #require(facts["SigIgn"].flatMap { UInt64($0, radix: 16) })
    // glibc's posix_spawn ignores its own two signals, 32 and 33, in every child.
    #expect(ignored & ~0x1_8000_0000 == 0)
  }

  @Test("without pidfd_open a child is waited for as well")
  func withoutDescriptor() throws {
    var child = try RunningChild(
      launching: Launch(arguments: ["/bin/sh", "-c", "echo hello; exit 5"], environment: [:]), input: [],
      usingDescriptor: false)
    let ended = child.hasEnded(by: .now.advanced(by: .seconds(30)))
    #expect(ended)
    #expect(child.outcome() == .init(ending: .exited(5), said: "hello\n"))
  }

  @Test("with SIGCHLD ignored and closed standard descriptors the exit code is still right")
  func hostileParent() async {
    await #expect(processExitsWith: .exitCode(0)) {
      signal(SIGCHLD, SIG_IGN)
      signal(SIGTERM, SIG_IGN)
      signal(SIGPIPE, SIG_IGN)
      for number: Int32 in 0...2 { close(number) }
      for code: Int32 in 1...20 {
        let outcome = ChildProcess.run(
          arguments: ["/bin/sh", "-c", "cat; echo done >&2; exit \(code)"],
          input: Array("in\n".utf8), deadline: .seconds(30))
        let expected = ChildProcess.Outcome(ending: .exited(code), said: "in\ndone\n")
        if outcome != expected { exit(1) }
      }
      let killed = ChildProcess.run(arguments: ["/bin/sleep", "1000"], deadline: .milliseconds(20))
      exit(killed.ending == .timedOut ? 0 : 2)
    }
  }

  @Test("two hundred children leave no descriptor and no zombie")
  func leftovers() async {
    await #expect(processExitsWith: .exitCode(0)) {
      func descriptors() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? -1
      }
      func run(_ index: Int) -> Bool {
        let words = index % 10 == 0 ? ["/nowhere"] : ["/bin/sh", "-c", "exit \(index % 256)"]
        let ending = ChildProcess.run(arguments: words, input: [1, 2], deadline: .seconds(30)).ending
        return index % 10 == 0 ? ending != .exited(0) : ending == .exited(Int32(index % 256))
      }
      _ = run(1)
      let before = descriptors()
      for index in 1...200 where !run(index) { exit(1) }
      var status: Int32 = 0
      // ECHILD: no child is left, alive or dead.
      let left = waitpid(-1, &status, WNOHANG)
      exit(left == -1 && errno == ECHILD && descriptors() == before ? 0 : 2)
    }
  }

  @Test("variables of the service manager are not passed on")
  func inherited() async {
    await #expect(processExitsWith: .exitCode(0)) {
      for name in ["NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "WATCHDOG_USEC", "MAILER_ROOM"] {
        setenv(name, "x", 1)
      }
      let names = Set(ChildProcess.inheritedEnvironment.keys)
      let hidden = ["NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "WATCHDOG_USEC"]
      exit(names.isDisjoint(with: hidden) && names.contains("MAILER_ROOM") ? 0 : 1)
    }
  }
}
