package io.colony.runner.cli;

import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.log.VisibleLine;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony dispatch resume}. */
@Command(
        name = "resume",
        description = "Hands out work again, where 'colony dispatch stop' has ended that.",
        footer = {"", "Example:", "  colony dispatch resume --reason 'The agent was mended.'"})
final class DispatchResumeCommand extends QueryCommand {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit log.")
    private String reason = "";

    DispatchResumeCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        OperatorAnswer answer = operations.dispatch().resume(operations.store().user(), reason);
        (answer.accepted() ? program().out() : program().err()).println(VisibleLine.of(answer.text()));
        return (answer.accepted() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }
}
