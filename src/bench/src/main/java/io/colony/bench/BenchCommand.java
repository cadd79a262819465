package io.colony.bench;

import io.colony.bench.chaos.ChaosCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/bench} itself. */
@Command(
        name = "bench",
        description = "Measures beside the peer and the limit, and tortures.",
        subcommands = {HelpCommand.class, ChaosCommand.class},
        mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? 'bin/bench --help' lists them.");
    }
}
