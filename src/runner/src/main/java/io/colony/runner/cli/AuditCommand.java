package io.colony.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code colony audit}: what stands below it. */
@Command(
        name = "audit",
        description = "Verifies, exports and pins down the log of who did what.",
        footer = {
            "",
            "Examples:",
            "  colony audit verify                                  1 when a row was changed, removed or added",
            "  colony audit head --json > /elsewhere/head.json      keep this where the store's owner cannot write",
            "  colony audit verify --head /elsewhere/head.json",
            "  colony audit export --format jsonl > log.jsonl && colony audit verify --file log.jsonl"
        })
final class AuditCommand implements Runnable {
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
        throw new ParameterException(spec.commandLine(), "which one? 'colony audit --help' lists them.");
    }
}
