package io.colony.runner.cli;

import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony budget raise}. */
@Command(
        name = "raise",
        description =
                "Raises a ceiling for 48 hours, to at most three times the configured one. What waits for it goes on.",
        footer = {
            "",
            "Examples:",
            "  colony budget raise demo/tally#3 12 --reason 'the last review round'",
            "  colony budget raise demo/tally#3 4 --run --reason 'a large change'",
            "  colony budget raise demo/tally 100 --reason 'release day'",
            "  colony budget raise --tenant 900 --reason 'end of quarter'"
        })
final class BudgetRaiseCommand extends QueryCommand {
    @Parameters(
            paramLabel = "WHAT USD",
            arity = "1..2",
            description = "An issue such as demo/tally#3, or a repository; then the new ceiling itself, in dollars.")
    private String[] words = {};

    @Option(names = "--tenant", description = "The tenant's ceiling for the month; name the dollars alone.")
    private boolean tenant;

    @Option(names = "--run", description = "The ceiling of each single run of the issue.")
    private boolean run;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the audit log.")
    private String reason = "";

    BudgetRaiseCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        if (words.length != (tenant ? 1 : 2)) {
            throw new RunnerException(
                    ExitCode.USAGE,
                    tenant
                            ? "budget raise --tenant: name the dollars alone, such as 900."
                            : "budget raise: name an issue or a repository, and the new ceiling in dollars.");
        }
        BudgetSubject subject = BudgetSubject.of(tenant ? null : words[0], operations.store());
        OperatorAnswer answer = operations.raiseBudget(new BudgetRequest(
                scope(subject),
                subject.name(),
                dollars(words[words.length - 1]),
                operations.store().user(),
                reason));
        (answer.accepted() ? program().out() : program().err()).println(answer.text());
        return (answer.accepted() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }

    private Scope scope(BudgetSubject subject) {
        if (run && subject.scope() != Scope.ISSUE) {
            throw new RunnerException(ExitCode.USAGE, "budget raise --run: name an issue, such as demo/tally#3.");
        }
        return run ? Scope.RUN : subject.scope();
    }

    private static Usd dollars(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            throw new RunnerException(
                    ExitCode.USAGE,
                    "'" + text + "' is no amount of US dollars; write a decimal number such as 12 or 7.50.");
        }
        return Usd.of(text);
    }
}
