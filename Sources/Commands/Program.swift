import Foundation
import Platform

/// The program under its two names: a release installs one binary and a link.
package enum Program {
  /// Runs as `rollcalld` or as `rollcallctl`, whichever `arguments[0]` says, and returns the exit code.
  /// `name` decides where the first word says neither.
  package static func run(_ arguments: [String], named name: String) -> Int32 {
    // A reader that goes away is an error of one write, not the end of the process; and children report to us
    // whatever our parent made of SIGCHLD.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGCHLD, SIG_DFL)
    // What either program writes is for its user and group alone.
    umask(0o027)
    let called = arguments.first.map { URL(fileURLWithPath: $0).lastPathComponent } ?? name
    let words = arguments.dropFirst()
    let code = ["rollcalld", "rollcallctl"].contains(called) ? called : name
    return (code == "rollcalld" ? DaemonProgram.run(words) : Tool.run(words)).rawValue
  }
}
