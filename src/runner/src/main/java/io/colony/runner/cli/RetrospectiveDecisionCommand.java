package io.colony.runner.cli;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.retrospective.Withholding;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.StoreAccess;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony retrospectives withhold} and {@code release}. */
@Command(
        footer = {
            "",
            "Examples:",
            "  colony retrospectives withhold demo/tally#4 --reason 'It quotes nonsense.'",
            "  colony retrospectives release demo/tally#4"
        })
final class RetrospectiveDecisionCommand extends QueryCommand {
    private final boolean withhold;

    @Parameters(paramLabel = "KEY", description = "Such as demo/tally#4.", converter = KeyConverter.class)
    private String key = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit log. Needed to withhold.")
    private String reason = "";

    RetrospectiveDecisionCommand(Program program, boolean withhold) {
        super(program);
        this.withhold = withhold;
    }

    @Override
    int ask(Operations operations) {
        if (withhold && reason.isBlank()) {
            throw new RunnerException(ExitCode.USAGE, "Say why, for those who wonder later: --reason TEXT.");
        }
        StoreAccess store = operations.store();
        boolean found = new Withholding(store.database(), store.clock())
                .decide(IssueKey.parse(key), store.user(), withhold ? Optional.of(reason) : Optional.empty());
        if (!found) {
            throw new RunnerException(
                    ExitCode.NOT_WELL,
                    "There is no retrospective of '" + key + "'. 'colony retrospectives' lists all.");
        }
        program()
                .out()
                .println(
                        withhold
                                ? "What " + key + " taught reaches no other issue from now on."
                                : "What " + key + " taught reaches issues on the same files again.");
        return ExitCode.OK.number();
    }
}
