package io.colony.runner.cli;

import io.colony.engine.issue.StartWorkflows;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.issue.WorkflowCatalog.StoredWorkflow;
import io.colony.engine.workflow.Workflow;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.WorkflowList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony workflow list}. */
@Command(
        name = "list",
        description = "Lists the stored workflows: how many issues run in each, and whose new issues start with it.",
        footer = {"", "Example:", "  colony workflow list"})
final class WorkflowListCommand extends QueryCommand {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    WorkflowListCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Workflow configured = WorkflowFiles.configured(store.settings());
        List<StoredWorkflow> stored = store.database().inTransaction(WorkflowCatalog.postgres(store.clock())::all);
        StartWorkflows.Settings settings = store.database().inTransaction(StartWorkflows.postgres()::settings);
        WorkflowList list = new WorkflowList(stored, configured, settings);
        if (json) {
            program().out().println(list.json().toPrettyString());
        } else {
            list.lines().forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
