import Foundation

/// posix_spawn(3) with files as descriptors 0 to 2 and nothing else of ours.
struct Spawn {
  let words: [String]
  let environment: [String: String?]
  let folder: String?
  var input = "/dev/null"
  var output = "/dev/null"
  var errors = "/dev/null"
  var passing: Int32?

  /// In a process group of its own, with default signals.
  func start() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    connect(&actions)
    setApart(&attributes)
    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value }
    var process: pid_t = 0
    let arguments = words.map { strdup($0) } + [nil]
    let settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for copy in arguments + settings { free(copy) } }
    let trouble = posix_spawn(&process, words[0], &actions, &attributes, arguments, settings)
    guard trouble == 0 else { throw Unmet("cannot start \(words[0]): \(String(cString: strerror(trouble)))") }
    return process
  }

  private func connect(_ actions: inout posix_spawn_file_actions_t) {
    // Both ends, so that opening a pipe nobody writes to yet does not wait.
    posix_spawn_file_actions_addopen(&actions, 0, input, input == "/dev/null" ? O_RDONLY : O_RDWR, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    if let passing { posix_spawn_file_actions_adddup2(&actions, passing, 3) }
    if let folder { _ = Self.changeFolder?(&actions, folder) }
    _ = Self.closeFrom?(&actions, passing == nil ? 3 : 4)
  }

  private func setApart(_ attributes: inout posix_spawnattr_t) {
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  }

  private typealias Actions = UnsafeMutablePointer<posix_spawn_file_actions_t>
  private typealias CloseFrom = @convention(c) (Actions, Int32) -> Int32
  private typealias ChangeFolder = @convention(c) (Actions, UnsafePointer<CChar>) -> Int32
  // Swift's Glibc module leaves both out (glibc 2.34 and 2.29).
  private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np")
    .map { unsafeBitCast($0, to: CloseFrom.self) }
  private static let changeFolder = dlsym(nil, "posix_spawn_file_actions_addchdir_np")
    .map { unsafeBitCast($0, to: ChangeFolder.self) }
}
