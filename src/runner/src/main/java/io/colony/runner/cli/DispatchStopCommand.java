package io.colony.runner.cli;

import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.config.DurationText;
import io.colony.engine.log.VisibleLine;
import io.colony.engine.status.DispatchStanding;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.console.DispatchReport;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony dispatch stop}. */
@Command(
        name = "stop",
        description = {
            "Stops dispatch: no task is begun any more, in no process on this store, and what runs is ended.",
            "With all that it started; its task goes back into the queue, its cost is booked. Waits until that is done and",
            "says what was ended; exit code 1 where something still lives, or nobody can say that nothing does."
        },
        footer = {"", "Example:", "  colony dispatch stop --reason 'It deletes things.' --wait 60s"})
final class DispatchStopCommand extends QueryCommand {
    private static final Duration LOOK = Duration.ofMillis(250);

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept in the audit log.")
    private String reason = "";

    @Option(names = "--wait", paramLabel = "DURATION", description = "How long to wait for the end; default: 60s.")
    private String wait = "60s";

    DispatchStopCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        Duration patience = DurationText.parse(wait)
                .orElseThrow(() -> new RunnerException(
                        ExitCode.USAGE, "'" + wait + "' is no duration; write --wait 60s or --wait 2m."));
        OperatorAnswer answer = operations.dispatch().stop(operations.store().user(), reason);
        program().err().println("colony: " + VisibleLine.of(answer.text()));
        if (!answer.accepted()) {
            return ExitCode.NOT_WELL.number();
        }
        DispatchStanding standing = awaitEnd(operations, patience);
        DispatchReport.lines(standing).forEach(program().out()::println);
        return (standing.stopped() && standing.living().isEmpty() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }

    private DispatchStanding awaitEnd(Operations operations, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        DispatchStanding standing = operations.dispatch().standing();
        while (!standing.living().isEmpty()
                && System.nanoTime() - end < 0
                && !program().shutdown().await(LOOK)) {
            standing = operations.dispatch().standing();
        }
        return standing;
    }
}
