import Foundation

/// Paths as the configuration writes them, and the bytes behind them.
enum FilePath {
  /// Relative paths are relative to the file they stand in (contract §2). The result is absolute if `folder` is.
  static func resolved(_ path: String, in folder: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return folder == "/" ? "/" + plain : folder + "/" + plain
  }

  /// The folder in which `path` lies; "." for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `name` in the folder of `path`.
  static func beside(_ path: String, _ name: String) -> String {
    let folder = folder(of: path)
    return folder == "." && !path.hasPrefix("./") ? name : resolved(name, in: folder)
  }

  /// With the working directory before it, if it was relative.
  static func absolute(_ path: String) -> String {
    path == "."
      ? FileManager.default.currentDirectoryPath
      : resolved(path, in: FileManager.default.currentDirectoryPath)
  }

  /// All bytes of a file.
  /// - Returns: the system's words where it cannot be read.
  static func bytes(of path: String, upTo limit: Int) -> Result<[UInt8], UnreadableFile> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(UnreadableFile(errno)) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = part.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(UnreadableFile(errno)) }
      if count == 0 { break }
      bytes += part[..<count]
    }
    return .success(bytes)
  }
}

/// Why a file's bytes could not be had.
struct UnreadableFile: Error {
  /// Nothing has this name.
  let isMissing: Bool
  /// As strerror(3) words it.
  let reason: String

  init(_ code: Int32) {
    isMissing = code == ENOENT
    reason = String(cString: strerror(code))
  }
}
