/// The commented default files of `Config/`, compiled in.
package enum Defaults {
  package static let rollcall = String(decoding: PackageResources.rollcall_json5, as: UTF8.self)
  package static let quotas = String(decoding: PackageResources.quotas_json5, as: UTF8.self)
  /// Mapping files for `import cad`, by name.
  package static let cadMappings = [
    "example": String(decoding: PackageResources.example_json5, as: UTF8.self),
    "san-diego": String(decoding: PackageResources.san_diego_json5, as: UTF8.self),
  ]
}
