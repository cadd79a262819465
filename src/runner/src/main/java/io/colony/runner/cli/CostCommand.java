package io.colony.runner.cli;

import io.colony.engine.ledger.CostBreakdown.Dimension;
import io.colony.runner.CostReader;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.console.CostTables;
import io.colony.runner.console.IssueCostReport;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony cost}. */
@Command(
        name = "cost",
        description = "Says what was spent: on one issue, or in some days by role, model and so on.",
        footer = {
            "",
            "Examples:",
            "  colony cost",
            "  colony cost demo/tally#3",
            "  colony cost --by model --from 2026-01-01 --to 2026-01-31",
            "  colony cost --by day --repo demo/tally --csv > days.csv"
        })
final class CostCommand extends QueryCommand {
    @Parameters(
            paramLabel = "KEY",
            arity = "0..1",
            description = "One issue, such as demo/tally#3.",
            converter = KeyConverter.class)
    private @Nullable String key;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "issue, role, stage, repository, tenant, model, day or back-end; default: role.",
            converter = DimensionConverter.class)
    private Dimension by = Dimension.ROLE;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first UTC day; default: the first of this month.",
            converter = DayConverter.class)
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "The last UTC day; default: today.",
            converter = DayConverter.class)
    private @Nullable LocalDate to;

    @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "One repository only.")
    private @Nullable String repository;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV; 'colony cost export' prints every single event.")
    private boolean csv;

    CostCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        CostReader costs = new CostReader(operations.store());
        if (key != null) {
            show(costs, key);
        } else {
            show(costs);
        }
        return ExitCode.OK.number();
    }

    private void show(CostReader costs, String issue) {
        IssueCostReport report =
                costs.issue(issue).map(IssueCostReport::new).orElseThrow(() -> IssueShowCommand.unknown(issue));
        if (json) {
            program().out().println(report.json().toPrettyString());
        } else {
            report.table().forEach(program().out()::println);
        }
    }

    private void show(CostReader costs) {
        LocalDate first = from == null ? costs.monthStart() : from;
        LocalDate last = to == null ? costs.today() : to;
        if (last.isBefore(first)) {
            throw new RunnerException(ExitCode.USAGE, "--to " + last + " is before --from " + first + ".");
        }
        CostTables tables = new CostTables(costs.breakdown(by, Optional.ofNullable(repository), first, last));
        if (json) {
            program().out().println(tables.json().toPrettyString());
        } else if (csv) {
            program().out().print(tables.csv());
        } else {
            tables.table().forEach(program().out()::println);
        }
    }
}
