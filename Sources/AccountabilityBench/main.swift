// A closure made here must not reach Dispatch: one call, no more.
exitBench(AccountabilityBench.run(CommandLine.arguments))
