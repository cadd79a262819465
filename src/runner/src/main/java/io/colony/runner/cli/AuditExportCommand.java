package io.colony.runner.cli;

import io.colony.engine.audit.AuditExport;
import io.colony.engine.audit.AuditReader;
import io.colony.engine.audit.AuditReader.Selection;
import io.colony.engine.audit.AuditReader.Tenant;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.StoreAccess;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony audit export}. */
@Command(
        name = "export",
        description = {
            "Writes the sealed rows of the log to standard output, in the order of the chain.",
            "JSON lines can be verified by anybody without the store; CSV is for spreadsheets."
        },
        footer = {
            "",
            "Examples:",
            "  colony audit export > log.jsonl",
            "  colony audit export --format csv --from 2026-01-01 --to 2026-02-01 --issue owner/name#12"
        })
final class AuditExportCommand extends QueryCommand {
    /** What is written. */
    enum Format {
        jsonl,
        csv
    }

    @Option(names = "--format", description = "jsonl (default) or csv.")
    private Format format = Format.jsonl;

    @Option(names = "--from", paramLabel = "TIME", description = "From this day or time on (UTC).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to this day or time (UTC), without it.")
    private @Nullable String to;

    @Option(
            names = "--issue",
            paramLabel = "KEY",
            description = "Only what was done to this issue.",
            converter = KeyConverter.class)
    private @Nullable String issue;

    AuditExportCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        AuditReader reader = AuditReader.postgres(store.database());
        Selection selection = new Selection(time("--from", from), time("--to", to), Optional.ofNullable(issue));
        Tenant tenant = reader.tenants().stream()
                .filter(each -> each.slug().equals(store.tenant()))
                .findFirst()
                .orElseThrow(() -> new RunnerException(
                        ExitCode.NOT_WELL, "There is no audit log yet: nothing was ever registered in this store."));
        AuditExport export = new AuditExport(reader);
        long rows = switch (format) {
            case jsonl ->
                export.json(
                        tenant, selection, store.clock().instant(), program().out());
            case csv -> export.csv(tenant, selection, program().out());
        };
        if (program().out().checkError()) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "Standard output took no more (is the disk full?); the export is not whole.");
        }
        program().err().println("colony: " + rows + " rows");
        return ExitCode.OK.number();
    }

    private static Optional<Instant> time(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException wrong) {
            throw new RunnerException(
                    ExitCode.USAGE,
                    option + " " + text + ": write a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z.",
                    wrong);
        }
    }
}
