package io.colony.runner.cli;

import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.log.VisibleLine;
import io.colony.engine.recovery.BreakerKey;
import io.colony.engine.recovery.BreakerKey.Scope;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony breakers reset}. */
@Command(
        name = "reset",
        description = "Closes a breaker: what it held may start at once. Kept in the audit log with the reason.",
        footer = {
            "",
            "Examples:",
            "  colony breakers reset back-end claude --reason 'The quota was raised.'",
            "  colony breakers reset repository demo/tally --reason 'The build host is back.'",
            "  colony breakers reset issue-stage 'demo/tally#3 develop' --reason 'The issue says more now.'"
        })
final class BreakersResetCommand extends QueryCommand {
    @Parameters(index = "0", paramLabel = "SCOPE", description = "issue-stage, repository or back-end.")
    private String scope = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "As 'colony breakers' shows it.")
    private String key = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept in the audit log.")
    private String reason = "";

    BreakersResetCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        Scope known = Scope.named(scope)
                .orElseThrow(() -> new RunnerException(
                        ExitCode.USAGE,
                        "There is no scope '" + scope + "' of breakers. Name one of "
                                + Arrays.stream(Scope.values()).map(Scope::slug).collect(Collectors.joining(", "))
                                + "."));
        OperatorAnswer answer = operations.resetBreaker(new BreakerKey(known, key), reason);
        (answer.accepted() ? program().out() : program().err()).println(VisibleLine.of(answer.text()));
        return (answer.accepted() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }
}
