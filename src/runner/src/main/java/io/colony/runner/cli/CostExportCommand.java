package io.colony.runner.cli;

import io.colony.engine.ledger.CostCsv;
import io.colony.runner.CostReader;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony cost export}. */
@Command(
        name = "export",
        description = "Writes every cost event to a file, as CSV (RFC 4180, UTF-8, times in UTC).",
        footer = {"", "Example:", "  colony cost export january.csv --from 2026-01-01 --to 2026-01-31"})
final class CostExportCommand extends QueryCommand {
    @Parameters(paramLabel = "FILE", description = "Is replaced if it is there.")
    private Path file = Path.of("costs.csv");

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first UTC day; default: all.",
            converter = DayConverter.class)
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "The last UTC day; default: all.",
            converter = DayConverter.class)
    private @Nullable LocalDate to;

    @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "One repository only.")
    private @Nullable String repository;

    CostExportCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        Path target = program().host().currentDirectory().resolve(file);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            CostCsv.Exported exported = new CostReader(operations.store())
                    .export(Optional.ofNullable(repository), Optional.ofNullable(from), Optional.ofNullable(to), out);
            program()
                    .out()
                    .println(exported.rows() + " events, " + exported.sum().exact() + " in all, are in " + file + ".");
            return ExitCode.OK.number();
        } catch (IOException | UncheckedIOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The file " + file + " cannot be written (" + failure + "). Name another.",
                    failure);
        }
    }
}
