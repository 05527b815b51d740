import Glibc
import Synchronization

/// Files that are there whole, in the old or in the new version, whatever happens meanwhile: a crash, a full disk, a
/// power cut.
package enum AtomicFile {
  /// Makes `bytes` the contents of the file at `path`, durable once this returns.
  ///
  /// The steps: a new temporary file, its group and mode, all bytes, fsync, rename over `path`, fsync of the folder (without
  /// the last one a power cut takes the file back). A link at `path` is replaced, not followed.
  ///
  /// - Parameters:
  ///   - mode: exactly this one, whatever the umask.
  ///   - group: which group the file is to belong to; nil leaves the process's own.
  ///   - staging: the folder in which the temporary file stands, on the same file system; nil means that of `path`. A crash may
  ///     leave such a file, named `.new-…`, behind.
  /// - Throws: `FileError`; what was at `path` is then untouched, unless only the last step failed.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: mode_t = 0o640, group: gid_t? = nil, staging: String? = nil
  ) throws(FileError) {
    let (temporary, number) = try unusedName(in: staging ?? folder(of: path)) {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    let file = Descriptor(owning: number)
    do {
      try fill(file, with: bytes, mode: mode, group: group, path: path)
      try replace(path, by: temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    try Folder.sync(folder(of: path))
  }

  /// Makes the entry at `path` a symbolic link to `target`, in one step and durably, whether or not one stood there.
  ///
  /// - Throws: `FileError`, also where a folder stands at `path`.
  package static func symlink(_ target: String, at path: String) throws(FileError) {
    let temporary = try unusedName(in: folder(of: path)) { Glibc.symlink(target, $0) }.name
    do {
      try replace(path, by: temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    try Folder.sync(folder(of: path))
  }

  private static func fill(
    _ file: borrowing Descriptor, with bytes: [UInt8], mode: mode_t, group: gid_t?, path: String
  ) throws(FileError) {
    if let group, fchown(file.number, uid_t.max, group) != 0 {
      throw FileError(action: "give to group \(group)", path: path, code: errno)
    }
    guard fchmod(file.number, mode) == 0 else {
      throw FileError(action: "set the mode of", path: path, code: errno)
    }
    let trouble = file.write(bytes)
    guard trouble == 0 else { throw FileError(action: "write", path: path, code: trouble) }
    guard fsync(file.number) == 0 else {
      throw FileError(action: "write to disk", path: path, code: errno)
    }
  }

  private static func replace(_ path: String, by temporary: String) throws(FileError) {
    guard rename(temporary, path) == 0 else { throw FileError(action: "replace", path: path, code: errno) }
  }

  // MARK: - Temporary names

  private static let counter = Atomic<Int>(0)

  /// A name in `folder` that `make` could take; names left by a crashed process of the same number are passed over.
  private static func unusedName(
    in folder: String, make: (String) -> Int32
  ) throws(FileError) -> (name: String, result: Int32) {
    for _ in 0..<1000 {
      let name = "\(folder)/.new-\(getpid())-\(counter.add(1, ordering: .relaxed).newValue)"
      let result = make(name)
      if result >= 0 { return (name, result) }
      guard errno == EEXIST else { throw FileError(action: "create a file in", path: folder, code: errno) }
    }
    throw FileError(action: "create a file in", path: folder, code: EEXIST)
  }

  /// The part before the last slash.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
