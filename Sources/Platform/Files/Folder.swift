import Glibc

/// Folders, and what makes their entries durable.
package enum Folder {
  /// Sees to it that there is a folder at `path`. What is missing of it is made, parents first, each with `mode` (whatever the
  /// umask) and `group`; what is there stays as it is.
  ///
  /// - Throws: `FileError`; its code is ENOTDIR where something else stands in the way.
  package static func create(
    at path: String, mode: mode_t = 0o750, group: gid_t? = nil
  ) throws(FileError) {
    if isFolder(path) { return }
    let parent = AtomicFile.folder(of: path)
    if parent != path, !isFolder(parent) { try create(at: parent, mode: mode, group: group) }
    if mkdir(path, mode) != 0 {
      // Somebody else may have made it meanwhile.
      if errno == EEXIST, isFolder(path) { return }
      throw FileError(action: "create the folder", path: path, code: errno == EEXIST ? ENOTDIR : errno)
    }
    if let group, chown(path, uid_t.max, group) != 0 {
      throw FileError(action: "give to group \(group)", path: path, code: errno)
    }
    guard chmod(path, mode) == 0 else {
      throw FileError(action: "set the mode of", path: path, code: errno)
    }
    try sync(parent)
  }

  /// Waits until the entries of the folder are on disk: what was created, renamed or removed in it survives a power cut
  /// only then.
  package static func sync(_ path: String) throws(FileError) {
    let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw FileError(action: "open the folder", path: path, code: errno) }
    let folder = Descriptor(owning: number)
    // Some network file systems cannot sync a folder and say EINVAL; nothing better can be had there.
    guard fsync(folder.number) == 0 || errno == EINVAL else {
      throw FileError(action: "write the folder to disk", path: path, code: errno)
    }
  }

  /// What stands in the folder, in no order, without `.` and `..`.
  package static func names(in path: String) throws(FileError) -> [String] {
    guard let entries = opendir(path) else {
      throw FileError(action: "read the folder", path: path, code: errno)
    }
    defer { closedir(entries) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileError(action: "read the folder", path: path, code: errno) }
    return names
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
