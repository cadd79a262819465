package io.colony.runner.cli;

import io.colony.engine.ledger.Budget;
import io.colony.runner.CostReader;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.BudgetTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony budget show}. */
@Command(
        name = "show",
        description = "Shows the ceilings that something is under, and how they stand.",
        footer = {
            "",
            "Examples:",
            "  colony budget show demo/tally#3",
            "  colony budget show demo/tally",
            "  colony budget show"
        })
final class BudgetShowCommand extends QueryCommand {
    @Parameters(
            paramLabel = "WHAT",
            arity = "0..1",
            description = "An issue such as demo/tally#3, or a repository; default: the tenant.")
    private @Nullable String what;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    BudgetShowCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        BudgetSubject subject = BudgetSubject.of(what, operations.store());
        List<Budget> budgets = new CostReader(operations.store()).budgets(subject.scope(), subject.name());
        if (budgets.isEmpty()) {
            throw subject.unknown();
        }
        BudgetTable table = new BudgetTable(budgets);
        if (json) {
            program().out().println(table.json().toPrettyString());
        } else {
            table.table().forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
