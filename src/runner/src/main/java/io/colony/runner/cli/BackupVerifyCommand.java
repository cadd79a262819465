package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.backup.BackupFile;
import io.colony.engine.backup.BackupManifest;
import io.colony.engine.log.VisibleLine;
import io.colony.runner.ExitCode;
import io.colony.runner.console.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony backup verify}. */
@Command(
        name = "verify",
        description =
                "Reads a whole backup, without a store, and says whether it is what was written (exit code 1 if not).",
        footer = {"", "Example:", "  colony backup verify colony-2026-01-05.backup"})
final class BackupVerifyCommand implements Callable<Integer> {
    private final Program program;

    @Parameters(paramLabel = "FILE", description = "What 'colony backup' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "What 'colony backup' printed, kept elsewhere: refuse any other file.")
    private @Nullable String sha256;

    @Option(names = "--json", description = "Print the manifest as JSON.")
    private boolean json;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    @SuppressWarnings("UnusedVariable") // ErrorReport looks for it
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    BackupVerifyCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        try (BackupFile backup =
                BackupFile.open(program.host().currentDirectory().resolve(file))) {
            List<String> problems = new ArrayList<>(backup.verify());
            Optional.ofNullable(sha256).flatMap(backup::otherThan).ifPresent(problems::add);
            if (json) {
                ObjectNode document = backup.manifest().json();
                problems.forEach(document.withArray("problems")::add);
                program.out().println(document.toPrettyString());
            } else {
                show(backup.manifest());
                problems.forEach(problem -> program.out().println("DAMAGED: " + problem));
            }
            return (problems.isEmpty() ? ExitCode.OK : ExitCode.NOT_WELL).number();
        }
    }

    private void show(BackupManifest manifest) {
        TextTable tables = new TextTable("TABLE", "ROWS", "BYTES", "SHA-256");
        manifest.tables()
                .forEach(table -> tables.row(
                        table.name(), Long.toString(table.rows()), Long.toString(table.bytes()), table.sha256()));
        tables.lines().forEach(program.out()::println);
        program.out().println();
        program.out()
                .println("taken at " + manifest.createdAt() + " by Colony " + VisibleLine.of(manifest.program())
                        + ", schema " + VisibleLine.of(manifest.schema()));
        manifest.heads()
                .forEach((tenant, head) -> program.out().println("audit head " + VisibleLine.of(tenant + " " + head)));
    }
}
