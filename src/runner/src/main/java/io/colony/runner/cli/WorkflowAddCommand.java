package io.colony.runner.cli;

import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Workflow;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code colony workflow add}. */
@Command(
        name = "add",
        description =
                "Checks a workflow file and stores its version, for 'workflow use' and 'workflow migrate'. A stored"
                        + " version never changes.",
        footer = {"", "Example:", "  colony workflow add our-workflow.yaml"})
final class WorkflowAddCommand extends QueryCommand {
    @Parameters(paramLabel = "FILE", description = "A workflow in YAML.")
    private Path file = Path.of("");

    WorkflowAddCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Path path = program().host().currentDirectory().resolve(file);
        String text = WorkflowFiles.text(path);
        WorkflowCatalog catalog = WorkflowCatalog.postgres(store.clock(), WorkflowFiles.declared(store.settings()));
        Workflow workflow =
                store.database().inTransaction(transaction -> catalog.store(transaction, text, path.toString()));
        program()
                .out()
                .println("Stored " + workflow.id() + "@" + workflow.version() + ". 'colony workflow use' has new issues"
                        + " start with it, 'colony workflow migrate' moves those that run.");
        return ExitCode.OK.number();
    }
}
