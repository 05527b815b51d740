import Foundation
import Platform
import Testing

@Suite("Files that are whole")
struct FileTests {
  private let scratch: FileScratch

  init() throws { scratch = try FileScratch() }

  @Test("a file gets its bytes and its mode whatever the umask, and nothing else is left in the folder")
  func writes() throws {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try AtomicFile.write(bytes, to: scratch("digest.txt"), mode: 0o666)
    #expect(scratch.bytes("digest.txt") == bytes)
    #expect(scratch.mode("digest.txt") == 0o666)
    #expect(scratch.names == ["digest.txt"])
  }

  @Test("the usual mode lets the group read")
  func usualMode() throws {
    try AtomicFile.write([], to: scratch("empty"))
    #expect(scratch.mode("empty") == 0o640)
    #expect(scratch.bytes("empty") == [])
  }

  @Test("a file is replaced by another one, not written into")
  func replaces() throws {
    try AtomicFile.write(Array("old".utf8), to: scratch("a"))
    let before = scratch.facts("a").st_ino
    try AtomicFile.write(Array("new".utf8), to: scratch("a"))
    #expect(scratch.text("a") == "new")
    #expect(scratch.facts("a").st_ino != before)
  }

  @Test("a link at the path is replaced, what it points to is left alone")
  func replacesLink() throws {
    try AtomicFile.write(Array("kept".utf8), to: scratch("target"))
    try AtomicFile.symlink("target", at: scratch("link"))
    try AtomicFile.write(Array("new".utf8), to: scratch("link"))
    #expect(scratch.text("target") == "kept")
    #expect(scratch.text("link") == "new")
  }

  @Test("a link is moved to another target in one step")
  func movesLink() throws {
    for target in ["2026-11-16", "2026-11-17"] {
      try AtomicFile.symlink(target, at: scratch("latest"))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch("latest")) == target)
    }
    #expect(scratch.names == ["latest"])
  }

  @Test("the group can be given", .enabled(if: getuid() == 0, "only root may give a file to any group"))
  func group() throws {
    try AtomicFile.write([1], to: scratch("a"), group: 12345)
    #expect(scratch.facts("a").st_gid == 12345)
    #expect(scratch.facts("a").st_uid == getuid())
  }

  @Test("the temporary file may stand in another folder")
  func staging() throws {
    try Folder.create(at: scratch("tmp"))
    try Folder.create(at: scratch("new"))
    try AtomicFile.write([7], to: scratch("new/a"), staging: scratch("tmp"))
    #expect(scratch.bytes("new/a") == [7])
    #expect(scratch.names == ["new", "tmp"])
    #expect(throws: FileError.self) {
      try AtomicFile.write([7], to: scratch("new/b"), staging: scratch("missing"))
    }
  }

  @Test("a missing folder is named together with the system's reason")
  func missingFolder() {
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: scratch("missing/a"))
    }
    #expect(error?.code == ENOENT)
    #expect(error?.description == "cannot create a file in \(scratch("missing")): No such file or directory")
  }

  @Test("where a folder stands in the way nothing is lost and no temporary file stays")
  func folderInTheWay() throws {
    try Folder.create(at: scratch("a"))
    for attempt in [
      { try AtomicFile.write([1], to: scratch("a")) }, { try AtomicFile.symlink("b", at: scratch("a")) },
    ] {
      let error = #expect(throws: FileError.self) { try attempt() }
      #expect(error?.code == EISDIR)
    }
    #expect(scratch.names == ["a"])
  }

  @Test("a write that the system cuts off leaves the old file and nothing else")
  func full() async throws {
    try AtomicFile.write(Array("old".utf8), to: scratch("a"))
    await #expect(processExitsWith: .exitCode(0)) { [path = scratch("a") as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(1) }
      do throws(FileError) {
        try AtomicFile.write([UInt8](repeating: 1, count: 10_000), to: path)
      } catch {
        exit(error.isDiskFull && error.description == "cannot write \(path): File too large" ? 0 : 2)
      }
      exit(3)
    }
    #expect(scratch.text("a") == "old")
    #expect(scratch.names == ["a"])
  }

  @Test("folders are made with their parents and with the mode asked for")
  func folders() throws {
    try Folder.create(at: scratch("a/b/c"), mode: 0o770)
    #expect(["a", "a/b", "a/b/c"].allSatisfy { scratch.mode($0) == 0o770 })
    try Folder.create(at: scratch("a/b"), mode: 0o700)
    #expect(scratch.mode("a/b") == 0o770, "what is there stays as it is")
    try Folder.create(at: scratch("x/"))
    #expect(scratch.mode("x") == 0o750)
  }

  @Test("a file in the place of a folder is an error")
  func fileInTheWay() throws {
    try AtomicFile.write([], to: scratch("a"))
    for path in ["a", "a/b"] {
      let error = #expect(throws: FileError.self) { try Folder.create(at: scratch(path)) }
      #expect(error?.code == ENOTDIR)
    }
  }

  @Test("many writers of one path leave one whole file")
  func concurrent() async throws {
    let path = scratch("shared")
    try await withThrowingTaskGroup { group in
      for writer in 0..<32 {
        group.addTask {
          try AtomicFile.write([UInt8](repeating: UInt8(writer), count: 10_000), to: path)
        }
      }
      try await group.waitForAll()
    }
    let bytes = try #require(scratch.bytes("shared"))
    #expect(bytes.count == 10_000 && Set(bytes).count == 1)
    #expect(scratch.names == ["shared"])
  }
}
