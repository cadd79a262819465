package io.colony.runner.cli;

import io.colony.runner.CostReader;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.TextTable;
import java.time.Duration;
import picocli.CommandLine.Command;

/** {@code colony budget waits}. */
@Command(
        name = "waits",
        description = "Lists which issues wait for money, and the warnings of the last 31 days.",
        footer = {"", "Example:", "  colony budget waits"})
final class BudgetWaitsCommand extends QueryCommand {
    private static final Duration WARNED = Duration.ofDays(31);

    BudgetWaitsCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        CostReader costs = new CostReader(operations.store());
        TextTable waits = new TextTable("ISSUE", "CEILING", "SINCE", "NEEDS", "WHY");
        costs.waiting()
                .forEach(wait -> waits.row(
                        wait.issue(),
                        "per " + wait.scope().slug(),
                        wait.since().toString(),
                        wait.stopped() ? "a raise" : "room",
                        wait.reason()));
        waits.lines("Nothing waits for money.").forEach(program().out()::println);
        program().out().println();
        TextTable warnings = new TextTable("AT", "WARNING");
        costs.warnings(costs.now().minus(WARNED))
                .forEach(warning -> warnings.row(warning.at().toString(), warning.words()));
        warnings.lines("No warnings.").forEach(program().out()::println);
        return ExitCode.OK.number();
    }
}
