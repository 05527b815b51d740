// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6, no warning let through.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

let rooms = [
  "AccountabilityBench", "CSQLite", "Channels", "Commands", "Configuration", "Daemon", "EventLog", "Feed",
  "Importing", "Platform",
  "RollCall", "Store", "rollcallctl", "rollcalld",
]

func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "Rollcall",
  products: [
    .executable(name: "rollcalld", targets: ["rollcalld"]),
    .executable(name: "rollcallctl", targets: ["rollcallctl"]),
  ],
  targets: [
    // What the machine offers. Knows nothing of roll calls.
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    room("Platform", ["CSQLite"]),

    // What the program means: pure decisions over facts and a given time.
    room("RollCall"),

    // The default configuration, compiled in from Config/ so that `init` can write it anywhere.
    .target(
      name: "Defaults", path: ".",
      exclude: ["README.md", "Tests", "systemd"] + rooms.map { "Sources/\($0)" },
      sources: ["Sources/Defaults"],
      resources: [
        .embedInCode("Config/rollcall.json5"), .embedInCode("Config/quotas.json5"),
        .embedInCode("Config/cad/example.json5"), .embedInCode("Config/cad/san-diego.json5"),
      ],
      swiftSettings: strict),

    // Rooms. None imports another; Daemon hands values and closures across.
    room("Configuration", ["Platform", "RollCall"]),
    room("Store", ["Platform", "RollCall"], resources: [.embedInCode("SQL")]),
    room("EventLog", ["Platform", "RollCall"], resources: [.embedInCode("SQL")]),
    room("Channels", ["Platform", "RollCall"]),
    room("Feed", ["Platform", "RollCall"]),
    room("Importing", ["Platform", "RollCall"]),

    // Wiring and lifecycle: the only room that knows every other.
    room(
      "Daemon",
      ["Platform", "RollCall", "Configuration", "Store", "EventLog", "Channels", "Feed"]),

    // The words on the terminal, and the program under its two names.
    room(
      "Commands",
      [
        "Platform", "RollCall", "Configuration", "Store", "EventLog", "Channels", "Feed",
        "Importing", "Daemon", "Defaults",
      ]),
    .executableTarget(name: "rollcalld", dependencies: ["Commands"], swiftSettings: strict),
    .executableTarget(name: "rollcallctl", dependencies: ["Commands"], swiftSettings: strict),

    // Figures, not tests: `swift run -c release accountability-bench`.
    .executableTarget(
      name: "accountability-bench",
      dependencies: ["Configuration", "Defaults", "Platform", "RollCall", "Store"],
      path: "Sources/AccountabilityBench", swiftSettings: strict),

    // Tests mirror the rooms; EndToEnd runs the built programs as processes.
    tests("PlatformTests", ["Platform"]),
    tests("RollCallTests", ["RollCall"]),
    tests("ConfigurationTests", ["Configuration", "Platform", "RollCall", "Defaults"]),
    tests("StoreTests", ["Store", "Platform", "RollCall"]),
    tests("EventLogTests", ["EventLog", "Platform", "RollCall"]),
    tests("ChannelsTests", ["Channels", "Platform", "RollCall"], exclude: ["Golden"]),
    tests("FeedTests", ["Feed", "Platform", "RollCall"]),
    tests("ImportingTests", ["Importing", "Store", "Platform", "RollCall"]),
    tests(
      "DaemonTests",
      ["Daemon", "Store", "EventLog", "Configuration", "Platform", "RollCall", "TestSupport"]),
    tests("CommandsTests", ["Commands", "Platform", "RollCall"]),
    tests(
      "EndToEndTests",
      ["rollcalld", "rollcallctl", "Configuration", "Daemon", "Platform", "RollCall", "TestSupport"],
      exclude: ["Scripts"]),
    // What tests share: temporary folders, other programs beside them, a mail reader, waiting with a deadline.
    .target(
      name: "TestSupport", dependencies: ["RollCall"], path: "Tests/TestSupport", swiftSettings: strict),
  ]
)
