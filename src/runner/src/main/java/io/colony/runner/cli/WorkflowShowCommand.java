package io.colony.runner.cli;

import io.colony.engine.config.LoadedSettings;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.MermaidDiagram;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.WorkflowReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony workflow show}. */
@Command(
        name = "show",
        description =
                "Shows a workflow: its states, who works in each, and where each outcome, event and action leads.",
        footer = {
            "",
            "Examples:",
            "  colony workflow show",
            "  colony workflow show colony-default@2 --mermaid",
            "  colony workflow show our-workflow.yaml --json"
        })
final class WorkflowShowCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "WORKFLOW",
            arity = "0..1",
            description = "A file, or ID or ID@VERSION of a stored one; default: what new issues start with here.")
    private @Nullable String name;

    @Option(names = "--mermaid", description = "Print a Mermaid state diagram.")
    private boolean mermaid;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    WorkflowShowCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        Workflow workflow = workflow(common.load(program, Map.of()));
        if (mermaid) {
            program.out().print(MermaidDiagram.diagram(workflow));
        } else if (json) {
            program.out().println(WorkflowReport.json(workflow).toPrettyString());
        } else {
            WorkflowReport.lines(workflow).forEach(program.out()::println);
        }
        return ExitCode.OK.number();
    }

    private Workflow workflow(LoadedSettings loaded) {
        if (name == null) {
            return WorkflowFiles.configured(loaded.settings());
        }
        Path file = program.host().currentDirectory().resolve(name);
        if (Files.exists(file) || name.endsWith(".yaml") || name.endsWith(".yml")) {
            return WorkflowFiles.read(loaded.settings(), file);
        }
        Workflow builtIn = Workflows.colonyDefault();
        return name.equals(builtIn.id()) || name.equals(builtIn.id() + "@" + builtIn.version())
                ? builtIn
                : stored(loaded, name);
    }

    private Workflow stored(LoadedSettings loaded, String wanted) {
        try (Session session = Session.open(program, loaded)) {
            StoreAccess store = session.operations().store();
            WorkflowCatalog catalog = WorkflowCatalog.postgres(store.clock());
            Optional<Workflow> found = store.database().inTransaction(transaction -> {
                if (!wanted.contains("@")) {
                    return catalog.newest(transaction, wanted);
                }
                Version version = Version.parse(wanted);
                return Optional.of(catalog.get(transaction, version.id(), version.version()));
            });
            return found.orElseThrow(() -> new RunnerException(
                    ExitCode.NOT_WELL,
                    "There is no file and no stored workflow '" + wanted + "'. 'colony workflow list' lists them."));
        }
    }
}
