package io.colony.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code colony workflow}: what stands below it. */
@Command(
        name = "workflow",
        description =
                "The states that issues go through: shows, checks, stores workflows, and moves issues between them.",
        footer = {"", "Example:", "  colony workflow show"})
final class WorkflowCommand implements Runnable {
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
        throw new ParameterException(spec.commandLine(), "which one? 'colony workflow --help' lists them.");
    }
}
