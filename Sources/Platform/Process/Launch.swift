import Glibc

/// Why a program did not start, in words.
struct LaunchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
  init(_ what: String, code: Int32) { description = "\(what): \(systemMessage(code))" }
}

/// A program with its arguments and variables, ready for posix_spawn(3).
struct Launch {
  let arguments: [String]
  let environment: [String: String]

  /// Starts it with `input` as descriptor 0 and `output` as 1 and 2, and with nothing else of ours.
  func start(input: Int32, output: Int32) throws(LaunchError) -> pid_t {
    guard let program = arguments.first, program.utf8.first == UInt8(ascii: "/") else {
      let found = arguments.first.map { "'\($0)'" } ?? "no words"
      throw LaunchError("the command must begin with a program's absolute path; found \(found)")
    }
    let variables = environment.map { "\($0)=\($1)" }
    // C strings end at a NUL: the child would see something else than what was meant.
    guard !(arguments + variables).contains(where: { $0.utf8.contains(0) }) else {
      throw LaunchError("a word of the command or a variable contains a NUL character")
    }
    Self.restoreChildSignal()
    return try spawn(program, variables, input: input, output: output)
  }

  private func spawn(
    _ program: String, _ variables: [String], input: Int32, output: Int32
  ) throws(LaunchError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    var trouble = posix_spawn_file_actions_init(&actions)
    guard trouble == 0 else { throw LaunchError("cannot start \(program)", code: trouble) }
    defer { posix_spawn_file_actions_destroy(&actions) }
    trouble = posix_spawnattr_init(&attributes)
    guard trouble == 0 else { throw LaunchError("cannot start \(program)", code: trouble) }
    defer { posix_spawnattr_destroy(&attributes) }

    trouble = Self.connect(input, output, in: &actions)
    if trouble == 0 { trouble = Self.setApart(&attributes) }
    var child: pid_t = 0
    if trouble == 0 {
      trouble = withCStrings(arguments) { words in
        withCStrings(variables) { posix_spawn(&child, program, &actions, &attributes, words, $0) }
      }
    }
    guard trouble == 0 else { throw LaunchError("cannot start \(program)", code: trouble) }
    return child
  }

  private static func connect(
    _ input: Int32, _ output: Int32, in actions: inout posix_spawn_file_actions_t
  ) -> Int32 {
    for (source, target) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (output, STDERR_FILENO)] {
      let trouble = posix_spawn_file_actions_adddup2(&actions, source, target)
      if trouble != 0 { return trouble }
    }
    return LinuxCalls.closeAll(from: 3, in: &actions)
  }

  /// A process group of its own; no signal blocked or ignored, whatever this process does with them: a child that inherits an
  /// ignored SIGTERM cannot be ended kindly.
  private static func setApart(_ attributes: inout posix_spawnattr_t) -> Int32 {
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    let results = [
      posix_spawnattr_setpgroup(&attributes, 0), posix_spawnattr_setsigdefault(&attributes, &all),
      posix_spawnattr_setsigmask(&attributes, &none), posix_spawnattr_setflags(&attributes, Int16(flags)),
    ]
    return results.first { $0 != 0 } ?? 0
  }

  /// wait(2): with SIGCHLD ignored, children leave no status.
  private static func restoreChildSignal() {
    var current = sigaction()
    guard sigaction(SIGCHLD, nil, &current) == 0 else { return }
    let handler = unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self)
    let ignored = handler == unsafeBitCast(SIG_IGN, to: Int.self)
    if ignored || current.sa_flags & SA_NOCLDWAIT != 0 { signal(SIGCHLD, SIG_DFL) }
  }
}

/// Lends `strings` as an array of C strings with a nil at its end.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
