package io.colony.runner.cli;

import io.colony.engine.recovery.Leadership;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.LeaderLine;
import io.colony.runner.console.SentinelReport;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony sentinel}. */
@Command(
        name = "sentinel",
        description = "Says what the Sentinel's detectors see and what they did about it.",
        footer = {"", "Examples:", "  colony sentinel", "  colony sentinel --all --json"})
final class SentinelCommand extends QueryCommand {
    private static final int MOST = 200;

    @Option(names = "--all", description = "Show what is resolved as well.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    SentinelCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Optional<Leadership.Leader> leader = store.database()
                .inTransaction(transaction -> Leadership.postgres().leader(transaction, Leadership.SENTINEL));
        List<SentinelFindings.Entry> findings = store
                .database()
                .<List<SentinelFindings.Entry>>inTransaction(
                        transaction -> SentinelFindings.postgres().list(transaction, MOST))
                .stream()
                .filter(finding -> all || finding.resolvedAt().isEmpty())
                .toList();
        if (json) {
            program()
                    .out()
                    .println(SentinelReport.json(findings, leader, store.clock().instant())
                            .toPrettyString());
        } else {
            program().out().println(LeaderLine.of(leader, store.clock().instant()));
            SentinelReport.lines(findings).forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
