package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.config.DurationText;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.retention.Retention;
import io.colony.engine.retention.RetentionClass;
import io.colony.engine.retention.RetentionSettings;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.TextTable;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony retention}. */
@Command(
        name = "retention",
        description = {
            "Removes what has been kept long enough (settings retention.*), now instead of at the next turn of 'colony up'.",
            "Never the ledger, the paths of issues, runs or the audit log; nothing of an issue that is open."
        },
        footer = {"", "Examples:", "  colony retention --dry-run", "  colony retention --set retention.transcripts=30d"
        })
final class RetentionCommand extends QueryCommand {
    @Option(names = "--dry-run", description = "Only say how much it would be.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RetentionCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        RetentionSettings settings = store.settings().retention();
        Retention retention = new Retention(
                store.database(),
                store.clock(),
                settings,
                WorkflowCatalog.postgres(store.clock()),
                AuditLog.postgres(store.database()));
        Map<RetentionClass, Long> rows = dryRun ? retention.due() : retention.run("operator:" + store.user());
        if (json) {
            printJson(settings, rows);
        } else {
            printTable(settings, rows);
        }
        return ExitCode.OK.number();
    }

    private void printTable(RetentionSettings settings, Map<RetentionClass, Long> rows) {
        TextTable table = new TextTable("WHAT", "KEPT FOR", dryRun ? "WOULD BE REMOVED" : "REMOVED");
        for (RetentionClass what : RetentionClass.values()) {
            table.row(what.slug(), kept(settings, what), Long.toString(rows.getOrDefault(what, 0L)));
        }
        table.lines().forEach(program().out()::println);
    }

    private void printJson(RetentionSettings settings, Map<RetentionClass, Long> rows) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("dry_run", dryRun);
        ObjectNode classes = document.putObject("classes");
        for (RetentionClass what : RetentionClass.values()) {
            classes.putObject(what.slug())
                    .put("kept_for", kept(settings, what))
                    .put("rows", rows.getOrDefault(what, 0L));
        }
        program().out().println(document.toPrettyString());
    }

    private static String kept(RetentionSettings settings, RetentionClass what) {
        return settings.of(what)
                .map((Duration kept) -> kept.toHours() % 24 == 0 ? kept.toDays() + "d" : DurationText.format(kept))
                .orElse("forever");
    }
}
