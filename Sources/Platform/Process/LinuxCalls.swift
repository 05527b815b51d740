import Glibc

/// Calls of Linux and glibc that Swift's Glibc module leaves out, found by name when first needed.
enum LinuxCalls {
  /// A descriptor that becomes readable when the process ends (pidfd_open(2)), close-on-exec; nil where the kernel has none.
  static func pidDescriptor(of process: pid_t) -> Int32? {
    guard let syscall, case let number = syscall(pidfdOpen, Int(process), 0), number >= 0 else { return nil }
    return Int32(number)
  }

  /// A nameless file in memory (memfd_create(2)), close-on-exec; -1 and `errno` if that fails.
  static func memoryFile() -> Int32 {
    guard let memfdCreate else {
      errno = ENOSYS
      return -1
    }
    return memfdCreate("input", closeOnExec)
  }

  /// Has a child close all descriptors from `first` on (posix_spawn_file_actions_addclosefrom_np(3), glibc 2.34). With an older
  /// glibc, close-on-exec alone keeps ours from it.
  static func closeAll(from first: Int32, in actions: inout posix_spawn_file_actions_t) -> Int32 {
    addCloseFrom?(&actions, first) ?? 0
  }

  /// The same number on every architecture.
  private static let pidfdOpen = 434
  /// MFD_CLOEXEC
  private static let closeOnExec: UInt32 = 1

  private typealias SystemCall = @convention(c) (Int, Int, Int) -> Int
  private typealias MemfdCreate = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32
  private typealias AddCloseFrom =
    @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32)
    -> Int32

  private static let syscall = find("syscall", as: SystemCall.self)
  private static let memfdCreate = find("memfd_create", as: MemfdCreate.self)
  private static let addCloseFrom = find("posix_spawn_file_actions_addclosefrom_np", as: AddCloseFrom.self)

  /// The types above are the C declarations of these names.
  private static func find<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: type) }
  }
}
