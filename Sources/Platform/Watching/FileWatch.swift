import Dispatch
import Foundation

/// Notices writes to a few files of one folder (inotify(7)). Only a hint: notices may come early, late, or in heaps;
/// whoever gets one looks for himself.
///
/// The files' watches fire once and are renewed by `rearm`, because every notice costs the writing process time; the
/// folder's watch stays, so that a file that is created, deleted or moved in is noticed too. Reading a file gives no
/// notice, so that looking does not wake the one who looks.
package final class FileWatch {
  private let descriptor: Int32
  private let folder: String
  private let names: Set<String>
  private let source: any DispatchSourceRead

  /// `onHint` runs on `queue`.
  /// - throws: `FileWatchError` where the kernel has no more watches to give.
  package init(
    folder: String, names: Set<String>, queue: DispatchQueue, onHint: @escaping @Sendable () -> Void
  ) throws {
    self.folder = folder
    self.names = names
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else {
      throw FileWatchError(folder: folder, reason: String(cString: strerror(errno)))
    }
    let mask = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_ONLYDIR)
    guard inotify_add_watch(descriptor, folder, mask) >= 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw FileWatchError(folder: folder, reason: reason)
    }
    let inotify = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: inotify, queue: queue)
    source.setEventHandler {
      if FileWatch.drain(inotify, for: names) { onHint() }
    }
    source.setCancelHandler { close(inotify) }
    source.activate()
    rearm()
  }

  deinit { source.cancel() }

  /// Asks for the next write to be noticed. Look once more afterwards: one may just have been.
  package func rearm() {
    for name in names {
      _ = inotify_add_watch(
        descriptor, "\(folder)/\(name)", UInt32(IN_MODIFY) | UInt32(truncatingIfNeeded: IN_ONESHOT))
    }
  }

  /// Reads all notices; whether one of them is about one of the files.
  private static func drain(_ descriptor: Int32, for names: Set<String>) -> Bool {
    var concerns = false
    let header = MemoryLayout<inotify_event>.size
    withUnsafeTemporaryAllocation(byteCount: 16384, alignment: MemoryLayout<inotify_event>.alignment) {
      buffer in
      while case let count = read(descriptor, buffer.baseAddress, buffer.count), count > 0 {
        var offset = 0
        while offset + header <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let name = buffer[(offset + header)..<(offset + header + Int(event.len))].prefix { $0 != 0 }
          // A notice of a watched file itself bears no name; one of the folder names what came or went.
          if event.mask & UInt32(IN_IGNORED) == 0,
            name.isEmpty || names.contains(String(decoding: name, as: UTF8.self))
          {
            concerns = true
          }
          offset += header + Int(event.len)
        }
      }
    }
    return concerns
  }
}

package struct FileWatchError: Error, CustomStringConvertible {
  let folder: String
  let reason: String
  package var description: String { "cannot watch \(folder): \(reason)" }
}
