package io.colony.bench;

import io.colony.bench.chaos.ChaosCommand;
import io.colony.bench.chaos.OutageCommand;
import io.colony.bench.replay.ReplayCommand;
import io.colony.bench.soak.SoakCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bin/bench} itself: without a subcommand it takes a run of the benchmarks. */
@Command(
        name = "bench",
        description = "Measures beside the peer and the limit, tortures, and does real commits again.",
        subcommands = {
            HelpCommand.class,
            ChaosCommand.class,
            OutageCommand.class,
            SoakCommand.class,
            ReplayCommand.class
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without a command: all benchmarks, an hour and a half on 2 cores. A machine that does nothing else is needed.",
            "  bin/bench --smoke",
            "  bin/bench --only queue,stage --rounds 5 --json run.jsonl --markdown run.md",
            "",
            "Exit code: 0 sound; 1 a result was wrong, or, with --smoke, a wide ratio did not hold."
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        if (options.list()) {
            Catalog.names().forEach(spec.commandLine().getOut()::println);
            return 0;
        }
        return new RunCommand(options, spec.commandLine().getOut()).run();
    }
}
