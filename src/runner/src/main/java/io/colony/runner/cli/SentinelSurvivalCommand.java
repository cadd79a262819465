package io.colony.runner.cli;

import io.colony.engine.recovery.survival.Survivals;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.SurvivalReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony sentinel survival}. */
@Command(
        name = "survival",
        description = "Says what became of merged changes, by the back end and model that built them.",
        footer = {"", "Examples:", "  colony sentinel survival", "  colony sentinel survival --days 365 --json"})
final class SentinelSurvivalCommand extends QueryCommand {
    private static final int MOST_DAYS = 36_500;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "What was merged in so many days; default: ${DEFAULT-VALUE}.",
            defaultValue = "90")
    private int days;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    SentinelSurvivalCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Instant since = store.clock().instant().minus(Duration.ofDays(Math.clamp(days, 1, MOST_DAYS)));
        List<Survivals.Tally> tallies = store.database()
                .inReadTransaction(transaction -> Survivals.postgres().tally(transaction, since));
        if (json) {
            program().out().println(SurvivalReport.json(tallies).toPrettyString());
        } else {
            SurvivalReport.lines(tallies).forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
