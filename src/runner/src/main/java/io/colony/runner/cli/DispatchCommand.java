package io.colony.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code colony dispatch}: what stands below it. */
@Command(
        name = "dispatch",
        description = "The kill switch: whether work is handed out at all, in all processes on this store.",
        footer = {"", "Examples:", "  colony dispatch stop --reason 'It deletes things.'", "  colony dispatch status"})
final class DispatchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which one? 'colony dispatch --help' lists them.");
    }
}
