package io.colony.runner.cli;

import io.colony.engine.retrospective.Retrospectives;
import io.colony.engine.retrospective.Retrospectives.Entry;
import io.colony.engine.retrospective.Retrospectives.Filter;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.RetrospectiveReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony retrospectives}. */
@Command(
        name = "retrospectives",
        description = "Lists what ended issues cost, wasted and taught, newest first.",
        footer = {
            "",
            "Examples:",
            "  colony retrospectives --repo demo/tally",
            "  colony retrospectives withhold demo/tally#4 --reason 'It quotes nonsense.'"
        })
final class RetrospectivesCommand extends QueryCommand {
    @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "Of one repository; default: all.")
    private @Nullable String repository;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--json", description = "Print JSON: the retrospectives in full.")
    private boolean json;

    RetrospectivesCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        if (limit < 1 || limit > 10_000) {
            throw new RunnerException(ExitCode.USAGE, "--limit: write a number from 1 to 10000.");
        }
        StoreAccess store = operations.store();
        List<Entry> entries = store.database()
                .inReadTransaction(transaction -> Retrospectives.postgres()
                        .list(transaction, new Filter(store.tenant(), Optional.ofNullable(repository), limit)));
        if (json) {
            program().out().println(RetrospectiveReport.json(entries).toPrettyString());
        } else {
            RetrospectiveReport.table(entries).forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
