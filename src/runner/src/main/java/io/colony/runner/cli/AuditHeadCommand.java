package io.colony.runner.cli;

import io.colony.engine.audit.AuditAnchor;
import io.colony.engine.audit.AuditReader;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony audit head}. */
@Command(
        name = "head",
        description = {
            "Prints where each tenant's chain stands now: what to keep elsewhere.",
            "Later, 'colony audit verify --head FILE' or '--expect SEQ:HASH' shows whether the log still holds it."
        },
        footer = {"", "Example:", "  colony audit head --json >> /elsewhere/heads.jsonl"})
final class AuditHeadCommand extends QueryCommand {
    @Option(names = "--json", description = "One line of JSON per tenant, as 'verify --head' reads it.")
    private boolean json;

    AuditHeadCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        List<AuditAnchor> heads =
                AuditReader.postgres(store.database()).heads(store.clock().instant());
        if (json) {
            heads.forEach(head -> program().out().println(head.line()));
        } else if (heads.isEmpty()) {
            program().err().println("colony: no row of an audit log is sealed yet");
        } else {
            TextTable table = new TextTable("TENANT", "HEAD");
            heads.forEach(head -> table.row(head.tenant(), head.head().toString()));
            table.lines().forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
