package io.colony.runner.cli;

import io.colony.runner.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony version}. */
@Command(
        name = "version",
        description = "Says which version this is.",
        footer = {"", "Example:", "  colony version"})
final class VersionCommand implements Callable<Integer> {
    private final Program program;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    VersionCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        program.out()
                .println("colony " + Version.TEXT + " (Java " + program.host().javaVersion() + ")");
        return ExitCode.OK.number();
    }
}
