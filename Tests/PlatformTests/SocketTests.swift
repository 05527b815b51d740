import Foundation
import Platform
import Testing

@Suite struct SocketTests {
  private final class Folder {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "/socket-" + UUID().uuidString.prefix(8)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var socket: String { path + "/a.sock" }
  }

  private func connection(to path: String) -> SharedDescriptor? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let client = SharedDescriptor(owning: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return result == 0 ? client : nil
  }

  private func status(_ path: String) -> stat {
    var status = stat()
    lstat(path, &status)
    return status
  }

  @Test(
    "the file has the mode and the group asked for, whatever the umask",
    arguments: [0o600, 0o660, 0o666] as [mode_t])
  func mode(_ mode: mode_t) throws {
    let folder = try Folder()
    let socket = try ListenSocket.listening(at: folder.socket, mode: mode, group: getegid())
    let status = status(folder.socket)
    #expect(status.st_mode & 0o7777 == mode)
    #expect(status.st_mode & S_IFMT == S_IFSOCK)
    #expect(status.st_gid == getegid())
    #expect(!socket.replacedStale)
  }

  @Test("a client is accepted once, close-on-exec and non-blocking, with its credentials") func accepting()
    throws
  {
    let folder = try Folder()
    let socket = try ListenSocket.listening(at: folder.socket)
    guard case .none = socket.accept() else {
      Issue.record("nobody has connected")
      return
    }
    let client = try #require(connection(to: folder.socket))
    guard case .connection(let accepted) = socket.accept() else {
      Issue.record("not accepted")
      return
    }
    #expect(fcntl(accepted.number, F_GETFD) & FD_CLOEXEC != 0)
    #expect(fcntl(accepted.number, F_GETFL) & O_NONBLOCK != 0)
    let peer = try #require(PeerCredentials(of: accepted.number))
    #expect(peer.pid == getpid())
    #expect(peer.user == geteuid())
    #expect(peer.group == getegid())
    #expect(peer.isMember(of: getegid()))
    var groups = [gid_t](repeating: 0, count: 64)
    let count = getgroups(Int32(groups.count), &groups)
    #expect(peer.supplementary.sorted() == groups.prefix(Int(count)).sorted())
    guard case .none = socket.accept() else {
      Issue.record("accepted twice")
      return
    }
    withExtendedLifetime(client) {}
  }

  @Test("a stale file is replaced") func stale() throws {
    let folder = try Folder()
    do { _ = try ListenSocket.listening(at: folder.socket) }
    #expect(connection(to: folder.socket) == nil)
    #expect(FileManager.default.fileExists(atPath: folder.socket))
    let socket = try ListenSocket.listening(at: folder.socket)
    #expect(socket.replacedStale)
    #expect(connection(to: folder.socket) != nil)
  }

  @Test("a live socket is not replaced, even with a full backlog") func live() throws {
    let folder = try Folder()
    let socket = try ListenSocket.listening(at: folder.socket, backlog: 0)
    let waiting = connection(to: folder.socket)
    for _ in 0..<2 {
      #expect(throws: SocketError.live(path: folder.socket)) { try ListenSocket.listening(at: folder.socket) }
    }
    guard case .connection = socket.accept() else {
      Issue.record("the first one still listens")
      return
    }
    withExtendedLifetime(waiting) {}
  }

  @Test("a file that is no socket is left alone") func otherFile() throws {
    let folder = try Folder()
    try Data("precious".utf8).write(to: URL(fileURLWithPath: folder.socket))
    #expect(throws: SocketError.notASocket(path: folder.socket)) {
      try ListenSocket.listening(at: folder.socket)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.socket)) == Data("precious".utf8))
  }

  @Test("a path that does not fit, or leads nowhere, is an error that says so") func badPaths() throws {
    let folder = try Folder()
    let long = folder.path + "/" + String(repeating: "a", count: 108)
    #expect(throws: SocketError.pathTooLong(path: long)) { try ListenSocket.listening(at: long) }
    #expect(throws: SocketError.pathTooLong(path: "")) { try ListenSocket.listening(at: "") }
    let nowhere = folder.path + "/none/a.sock"
    #expect(throws: SocketError.refused(path: nowhere, call: "bind", code: ENOENT)) {
      try ListenSocket.listening(at: nowhere)
    }
    #expect(
      "\(SocketError.refused(path: "/a", call: "bind", code: ENOENT))"
        == "/a: bind: No such file or directory")
  }

  @Test("only the file that was made is removed") func removal() throws {
    let folder = try Folder()
    let first = try ListenSocket.listening(at: folder.socket)
    try FileManager.default.moveItem(atPath: folder.socket, toPath: folder.path + "/b.sock")
    let second = try ListenSocket.listening(at: folder.socket)
    first.removeFile()
    #expect(connection(to: folder.socket) != nil)
    second.removeFile()
    #expect(!FileManager.default.fileExists(atPath: folder.socket))
  }

  @Test("only a listening Unix stream socket is taken over") func adopting() throws {
    let folder = try Folder()
    let listening = try ListenSocket.listening(at: folder.socket)
    let adopted = try ListenSocket.adopting(SharedDescriptor(owning: dup(listening.descriptor.number)))
    #expect(adopted.path == nil)
    let kinds: [(Int32, __socket_type)] = [
      (AF_UNIX, SOCK_STREAM), (AF_UNIX, SOCK_DGRAM), (AF_INET, SOCK_STREAM),
    ]
    for (family, type) in kinds {
      let other = SharedDescriptor(owning: socket(family, Int32(type.rawValue), 0))
      #expect(throws: SocketError.self) { try ListenSocket.adopting(other) }
    }
    #expect(throws: SocketError.self) {
      try ListenSocket.adopting(SharedDescriptor(owning: open("/dev/null", O_RDONLY)))
    }
  }

  static let passed: [([String: String], Int32?)] = [
    ([:], nil), (["LISTEN_PID": "42", "LISTEN_FDS": "1"], 3), (["LISTEN_PID": "41", "LISTEN_FDS": "1"], nil),
    (["LISTEN_FDS": "1"], nil), (["LISTEN_PID": "42", "LISTEN_FDS": "0"], nil),
    (["LISTEN_PID": "42", "LISTEN_FDS": "x"], nil), (["LISTEN_PID": "42", "LISTEN_FDS": "-1"], nil),
    (["LISTEN_PID": "42", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "rollcalld.socket"], 3),
    (["LISTEN_PID": "42", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "a::feed"], 5),
    (["LISTEN_PID": "42", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "a:feed"], 3),
  ]

  @Test("a socket passed by the service manager is found", arguments: passed)
  func passing(_ environment: [String: String], _ expected: Int32?) throws {
    #expect(try PassedSocket.number(in: environment, process: 42, named: "feed") == expected)
  }

  @Test("of several sockets passed, one must be named") func several() {
    let environment = ["LISTEN_PID": "42", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "a:b"]
    #expect(throws: SocketError.self) { try PassedSocket.number(in: environment, process: 42, named: "feed") }
  }
}
