package io.colony.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code colony user}: what stands below it. */
@Command(
        name = "user",
        description = "Who may see the pages, and do what there; kept in the file that http.users_file names.",
        footer = {"", "Example:", "  colony user add ann --roles read,operate"})
final class UserCommand implements Runnable {
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
        throw new ParameterException(spec.commandLine(), "which one? 'colony user --help' lists them.");
    }
}
