/// The commented default files of `Config/`, compiled in.
package enum Defaults {
  package static let rollcall = String(decoding: PackageResources.rollcall_json5, as: UTF8.self)
  package static let quotas = String(decoding: PackageResources.quotas_json5, as: UTF8.self)
}
