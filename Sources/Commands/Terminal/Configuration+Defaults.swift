import Configuration
import Defaults

extension Configuration {
  /// The configuration; where no `quotas.json5` stands beside it, the guide's seven walks (contract §2).
  static func loadWithDefaults(path: String) throws -> Settings {
    try load(path: path, defaultQuotas: Array(Defaults.quotas.utf8))
  }
}
