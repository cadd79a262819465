package io.colony.runner.cli;

import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.Breakers;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.BreakerReport;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony breakers}. */
@Command(
        name = "breakers",
        description =
                "Lists the breakers that have counted failures, open ones first: what they hold, why, until when.",
        footer = {"", "Examples:", "  colony breakers", "  colony breakers --json"})
final class BreakersCommand extends QueryCommand {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    BreakersCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Breakers breakers = Breakers.postgres(store.settings().recovery().breakers(), new SecureRandom());
        List<Breaker> all = store.database().inTransaction(breakers::list);
        Instant now = store.clock().instant();
        if (json) {
            program().out().println(BreakerReport.json(all, now).toPrettyString());
        } else {
            BreakerReport.lines(all, now).forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
