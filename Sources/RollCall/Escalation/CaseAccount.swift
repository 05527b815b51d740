import Foundation

/// A case as it is told over the socket (`GET /v1/cases/<id>`), read back.
package struct CaseAccount: Hashable, Sendable, Decodable {
  package struct Someone: Hashable, Sendable, Decodable {
    package let id: String?
    package let name: String
    /// Of those told: `responsible`, `supervises`, or what hindered those who would have been told first.
    package let because: String?
    /// Of those passed over: what hindered them.
    package let reason: String?
  }

  package struct Holder: Hashable, Sendable, Decodable {
    package let kind: String
    package let id: String
    package let name: String
  }

  package struct Span: Hashable, Sendable, Decodable {
    package let from: Date
    package let until: Date
  }

  package struct Owed: Hashable, Sendable, Decodable {
    package let name: String
    package let holder: Holder
    package let period: Span
    package let required: Int
    package let counted: Int
    package let responsible: [Someone]
  }

  package struct Step: Hashable, Sendable, Decodable {
    package let step: Int
    package let firedAt: Date
    package let told: [Someone]
    package let skipped: [Someone]
  }

  package struct Statement: Hashable, Sendable, Decodable {
    /// `answer`, `acknowledgement` or `waiver`.
    package let kind: String
    package let reason: String?
    package let by: Someone
    package let at: Date
    package let text: String
  }

  package let id: String
  package let state: String
  package let openedAt: Date
  package let obligation: Owed
  package let steps: [Step]
  package let statements: [Statement]

  /// Reads the array of `GET /v1/cases`.
  package static func list(_ json: [UInt8]) throws -> [CaseAccount] {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode([CaseAccount].self, from: Data(json))
  }
}
