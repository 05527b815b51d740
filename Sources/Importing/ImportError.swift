/// An import that did not take place.
package enum ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is not of the form that the mapping describes; nothing was written.
  case doesNotFit(String, String)
  /// What was given as the engagement store is none.
  case notAStore(String, String)

  package var description: String {
    switch self {
    case .doesNotFit(let file, let reason): "\(file): \(reason)"
    case .notAStore(let path, let reason): "\(path): \(reason)"
    }
  }
}
