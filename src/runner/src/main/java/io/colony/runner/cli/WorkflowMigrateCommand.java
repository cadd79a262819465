package io.colony.runner.cli;

import io.colony.engine.issue.Actor;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.issue.WorkflowMigration;
import io.colony.engine.issue.WorkflowMigration.Migrated;
import io.colony.engine.issue.WorkflowMigration.Order;
import io.colony.engine.workflow.IssueState;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.MigrationReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony workflow migrate}. */
@Command(
        name = "migrate",
        description =
                "Moves issues to another workflow or version, each in a transaction of its own. What does not fit is"
                        + " left as it is, and said; exit code 1 then.",
        footer = {
            "",
            "Examples:",
            "  colony workflow migrate --to colony-default@2 --all --dry-run",
            "  colony workflow migrate --to ours@3 --issue acme/shop#7 --issue acme/shop#9 --map in-review=checking"
        })
final class WorkflowMigrateCommand extends QueryCommand {
    @Option(names = "--to", paramLabel = "ID@VERSION", required = true, description = "A stored workflow.")
    private String to = "";

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /** One of the two. */
    static final class Which {
        @Option(
                names = "--issue",
                paramLabel = "KEY",
                description = "This issue; may be repeated.",
                converter = KeyConverter.class)
        private List<String> issues = List.of();

        @Option(names = "--all", description = "Every issue that has not ended.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean all;
    }

    @Option(names = "--from", paramLabel = "ID", description = "With --all: only issues of this workflow.")
    private @Nullable String from;

    @Option(
            names = "--map",
            paramLabel = "OLD=NEW",
            description = "What a state is called in the other workflow; may be repeated.",
            converter = {StateConverter.class, StateConverter.class})
    private Map<IssueState, IssueState> map = new LinkedHashMap<>();

    @Option(names = "--revoke", description = "Stop workers whose task does not fit the other workflow.")
    private boolean revoke;

    @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    WorkflowMigrateCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        List<Migrated> migrated = operations
                .workflowMigration()
                .migrate(new Order(
                        Version.parse(to),
                        which.issues.stream().map(IssueKey::parse).toList(),
                        Optional.ofNullable(from),
                        map,
                        revoke,
                        dryRun,
                        Actor.operator(operations.store().user())));
        MigrationReport report = new MigrationReport(migrated, dryRun);
        if (json) {
            program().out().println(report.json().toPrettyString());
        } else {
            report.lines().forEach(program().out()::println);
        }
        boolean left = migrated.stream().anyMatch(each -> each.result() instanceof WorkflowMigration.Result.Left);
        return (left ? ExitCode.NOT_WELL : ExitCode.OK).number();
    }
}
