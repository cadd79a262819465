package io.colony.runner.cli;

import io.colony.engine.command.DeadLetters;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.queue.DeadLetter;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony dead-letters replay}. */
@Command(
        name = "replay",
        description =
                "Has the issues of dead letters try again, as 'colony issue retry' does; earlier failures do not count.",
        footer = {"", "Examples:", "  colony dead-letters replay 17", "  colony dead-letters replay --all"})
final class DeadLettersReplayCommand extends QueryCommand {
    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /** One or all. */
    static final class Which {
        @Parameters(paramLabel = "TASK", description = "The number that 'colony dead-letters' shows.")
        private @Nullable Long task;

        @Option(names = "--all", description = "All that are not obsolete.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean all;
    }

    DeadLettersReplayCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        DeadLetters letters = operations.deadLetters();
        List<Long> tasks = Optional.ofNullable(which.task).map(List::of).orElseGet(() -> all(letters));
        if (tasks.isEmpty()) {
            program().out().println("There is no dead letter to replay.");
        }
        String user = operations.store().user();
        boolean accepted = true;
        for (long task : tasks) {
            OperatorAnswer answer = letters.replay(task, user, "cli");
            (answer.accepted() ? program().out() : program().err()).println(answer.text());
            accepted &= answer.accepted();
        }
        return (accepted ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }

    private static List<Long> all(DeadLetters letters) {
        return letters.list(false).stream().map(DeadLetter::taskId).toList();
    }
}
