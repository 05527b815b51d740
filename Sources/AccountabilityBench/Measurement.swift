import Foundation

/// One run of a program: how long it took from its start to its end, and the most memory it held.
struct Measurement {
  let seconds: Double
  /// Of user and kernel together: what is left of a figure on a machine that others use too.
  let processorSeconds: Double
  let peakMegabytes: Double
  /// What it printed, of the shell nothing.
  let output: String

  /// `cold`: a file whose pages are dropped from the machine's cache before, as far as the kernel does.
  init(of words: [String], cold store: String) throws {
    Self.forget(store)
    let isShell = words[0].hasSuffix("sqlite3")
    let printed = isShell ? "/dev/null" : "\(store).out"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, printed, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let arguments = words.map { strdup($0) } + [nil]
    defer { for copy in arguments { free(copy) } }
    let start = ContinuousClock.now
    var (process, status, usage): (pid_t, Int32, rusage) = (0, 0, rusage())
    let trouble = posix_spawn(&process, words[0], &actions, nil, arguments, environ)
    guard trouble == 0 else { throw BenchError("\(words[0]): \(String(cString: strerror(trouble)))") }
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    let duration = ContinuousClock.now - start
    guard status == 0 else { throw BenchError("\(words[0]) ended with status \(status)") }
    seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    processorSeconds = usage.ru_utime.seconds + usage.ru_stime.seconds
    peakMegabytes = Double(usage.ru_maxrss) / 1024
    output = isShell ? "" : (try? String(contentsOfFile: printed, encoding: .utf8))?.trimmed ?? ""
  }

  private static func forget(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fdatasync(descriptor)
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    close(descriptor)
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) * 1e-6 }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
