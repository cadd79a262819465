package io.colony.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code colony} itself. */
@Command(
        name = "colony",
        description = "Turns issues into merged changes with coding agents, and keeps account of it.",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = false,
        footer = {
            "",
            "Examples:",
            "  colony demo                    five issues on a sample repository, then the pages",
            "  colony run --repo . --title 'Fix the typo' --body issue.md --agent 'my-agent --json'",
            "  colony check                   what is here, and what is missing",
            "",
            "Exit codes: 0 well; 1 an issue did not end merged; 2 wrong command line; 65 bad configuration or input;",
            "69 git, Postgres or a port is not available; 70 a fault of Colony; 73 a directory cannot be made."
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @picocli.CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? 'colony --help' lists them.");
    }
}
