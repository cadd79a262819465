package io.colony.runner.cli;

import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.log.VisibleLine;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony sentinel accept}. */
@Command(
        name = "accept",
        description = "Accepts the protection of a repository's default branch as it is now; ends 'settings-drift'.",
        footer = {"", "Example:", "  colony sentinel accept demo/tally --reason 'The lint check was retired.'"})
final class SentinelAcceptCommand extends QueryCommand {
    @Parameters(paramLabel = "OWNER/NAME", description = "The repository.")
    private String repository = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept in the audit log.")
    private String reason = "";

    SentinelAcceptCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        OperatorAnswer answer = operations.acceptProtection(repository, reason);
        (answer.accepted() ? program().out() : program().err()).println(VisibleLine.of(answer.text()));
        return (answer.accepted() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }
}
