@preconcurrency import Dispatch
import Foundation
import Synchronization

/// Control-C, and what else asks a program to end: noted, so that it ends at a good moment and leaves nothing behind.
final class DemoInterruption: Error, Sendable {
  private let note: Note
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen.
  init() {
    let note = Note()
    let queue = DispatchQueue(label: "rollcall.demo.signals")
    self.note = note
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      // The default action would end the process before the source is told.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { note.take(number) }
      source.activate()
      return source
    }
  }

  /// - throws: itself, once somebody has asked the program to end.
  func check() throws {
    if note.signal != nil { throw self }
  }

  /// Until somebody asks the program to end.
  func wait() async { await note.wait() }

  /// Ends the process as the signal would have done, so that a shell sees what happened; nothing where there was none.
  func passOn() {
    guard let number = note.signal else { return }
    for source in sources { source.cancel() }
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }
}

/// The first signal that came, and who waits for it.
private final class Note: Sendable {
  private struct State {
    var signal: Int32?
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  var signal: Int32? { state.withLock { $0.signal } }

  func take(_ number: Int32) {
    let waiting = state.withLock { state in
      state.signal = state.signal ?? number
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.signal == nil { state.waiting = continuation }
        return state.signal != nil
      }
      if isOver { continuation.resume() }
    }
  }
}
