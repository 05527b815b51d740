import Configuration
import Daemon
import EventLog
import Feed
import Importing
import Platform
import Store

/// Exit codes of both programs: those of sysexits(3) that the contract names (contract §7).
package enum ExitCode: Int32, Sendable {
  case ok = 0
  /// The command line was used wrongly.
  case usage = 64
  /// Input data was wrong, in part or as a whole.
  case dataError = 65
  /// An input file is missing or cannot be read.
  case noInput = 66
  /// A service or file that is needed is not available.
  case unavailable = 69
  /// A defect of ours.
  case software = 70
  case cannotCreate = 73
  case ioError = 74
  case notAllowed = 77
  case configuration = 78
}

/// A command ends early: what to say on standard error, and the exit code.
struct Failure: Error {
  let code: ExitCode
  let message: String

  init(_ code: ExitCode, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Any error, as the code and words that it means to whoever typed the command.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as ConfigurationError: self.init(.configuration, "\(error)")
    case let error as MappingError: self.init(.configuration, "\(error)")
    case let error as UnknownAccount: self.init(.configuration, "\(error)")
    case let error as Regression: self.init(.usage, "\(error)")
    case let error as InputError: self.init(.noInput, "\(error)")
    case let error as ImportError: self.init(.dataError, "\(error)")
    case let error as SocketError: self.init(.unavailable, "\(error)")
    case let error as Incomplete: self.init(.unavailable, "\(error)")
    case let error as FileError: self.init(error.isDiskFull ? .ioError : .cannotCreate, "\(error)")
    case let error as EventLogError: self.init(.unavailable, "\(error)")
    case StoreError.forbidden(let path): self.init(.notAllowed, "\(StoreError.forbidden(path))")
    case let error as StoreError: self.init(.unavailable, "\(error)")
    case let error as DatabaseError where error.isConstraint: self.init(.dataError, "\(error)")
    case let error as DatabaseError: self.init(.unavailable, "\(error)")
    default: self.init(.software, "\(error)")
    }
  }
}
