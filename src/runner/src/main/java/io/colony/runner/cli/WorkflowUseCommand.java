package io.colony.runner.cli;

import io.colony.engine.issue.StartWorkflows;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Workflow;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.StoreAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony workflow use}. */
@Command(
        name = "use",
        description =
                "Sets which workflow the new issues of a repository or tenant start with. Issues that run keep theirs.",
        footer = {
            "",
            "Examples:",
            "  colony workflow use ours@3 --repository acme/shop",
            "  colony workflow use none --repository acme/shop"
        })
final class WorkflowUseCommand extends QueryCommand {
    @Parameters(
            paramLabel = "ID@VERSION",
            description =
                    "A stored workflow; 'none' takes the setting back, so that the tenant's or the installation's holds.")
    private String version = "";

    @ArgGroup(multiplicity = "1")
    private Whose whose = new Whose();

    /** One of the two. */
    static final class Whose {
        @Option(names = "--repository", paramLabel = "OWNER/NAME", description = "A repository's new issues.")
        private @Nullable String repository;

        @Option(names = "--tenant", paramLabel = "SLUG", description = "Those of all repositories of a tenant.")
        private @Nullable String tenant;
    }

    WorkflowUseCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Optional<Version> wanted = version.equals("none") ? Optional.empty() : Optional.of(Version.parse(version));
        WorkflowCatalog catalog = WorkflowCatalog.postgres(store.clock());
        StartWorkflows starts = StartWorkflows.postgres();
        boolean set = store.database().<Boolean>inTransaction(transaction -> {
            wanted.ifPresent(known -> requireForIssues(catalog.get(transaction, known.id(), known.version())));
            return whose.repository != null
                    ? starts.setForRepository(transaction, whose.repository, wanted)
                    : starts.setForTenant(transaction, String.valueOf(whose.tenant), wanted);
        });
        String name = whose.repository != null ? "repository " + whose.repository : "tenant " + whose.tenant;
        if (!set) {
            throw new RunnerException(
                    ExitCode.NOT_WELL,
                    "There is no " + name + " in this store. Register it before, or check its name.");
        }
        program()
                .out()
                .println("New issues of " + name + " start with "
                        + wanted.map(Version::toString).orElse("what its tenant or the installation names") + ".");
        return ExitCode.OK.number();
    }

    private static void requireForIssues(Workflow workflow) {
        if (workflow.subject() != Workflow.Subject.ISSUES) {
            throw new RunnerException(
                    ExitCode.BAD_DATA,
                    "Through " + workflow.id() + " move pull requests that people wrote, and no issues. It needs no"
                            + " setting: 'colony issue review OWNER/NAME#NUMBER' brings one in.");
        }
    }
}
