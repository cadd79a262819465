package io.colony.engine.agent.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentTrace;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessEnd.Reason;
import io.colony.engine.process.StopSignal;
import java.util.Optional;

/** Whether a run ended well: its terminal line, exit code 0, no error line, no stop asked for, and nothing left alive. */
final class Judgement {
    /** A shell's exit code for a program that a signal ended, less the signal's number. */
    private static final int SIGNALLED = 128;

    private static final int LAST_SIGNAL = 31;

    private final Conversation conversation;
    private final ProcessEnd process;
    private final StopSignal stop;
    private final Dialect dialect;

    Judgement(Conversation conversation, ProcessEnd process, StopSignal stop, Dialect dialect) {
        this.conversation = conversation;
        this.dialect = dialect;
        this.process = process;
        this.stop = stop;
    }

    private record Outcome(End end, String message) {}

    AgentResult result() {
        Outcome outcome = outcome();
        Optional<JsonNode> document = outcome.end() == End.COMPLETED
                ? conversation.ended().flatMap(StreamLine.Ended::document)
                : Optional.empty();
        boolean saidItsLast =
                conversation.ended().isPresent() || conversation.failure().isPresent();
        return new AgentResult(
                outcome.end(),
                document,
                conversation.usage(),
                (conversation.usageComplete() || refusedAtOnce(outcome))
                        && saidItsLast
                        && process.reason() == Reason.EXITED
                        && !byASignal()
                        && !forged(),
                process.exitCode(),
                process.duration(),
                outcome.message(),
                pause(outcome),
                new AgentTrace(conversation.worked(), conversation.seen()));
    }

    /** A provider that refuses before the model said or did anything has been paid nothing: a final usage of none. */
    private boolean refusedAtOnce(Outcome outcome) {
        boolean broken = conversation
                .failure()
                .filter(failure -> failure.errorClass() == ErrorClass.BROKEN)
                .isPresent();
        return outcome.end() == End.PROVIDER_LIMIT && !broken && !conversation.worked();
    }

    private ProviderPause pause(Outcome outcome) {
        return conversation
                .failure()
                .filter(failure -> outcome.end() == End.PROVIDER_LIMIT)
                .map(StreamLine.Failed::pause)
                .orElse(ProviderPause.UNKNOWN);
    }

    private Outcome outcome() {
        if (process.reason() != Reason.NOT_STARTED) {
            Optional<Conversation.Limit> limit = conversation.reached();
            if (limit.isPresent()) {
                return new Outcome(limit.get().end(), limit.get().message());
            }
        }
        return switch (process.reason()) {
            case NOT_STARTED -> new Outcome(End.NOT_STARTED, process.detail());
            case WALL_CLOCK -> new Outcome(End.TIMED_OUT, process.detail());
            case INACTIVITY -> new Outcome(End.INACTIVE, process.detail());
            case OUTPUT_LIMIT, MEMORY_LIMIT -> new Outcome(End.LIMIT_REACHED, process.detail());
            case STOPPED -> new Outcome(End.STOPPED, process.detail());
            case EXITED -> exited();
        };
    }

    private Outcome exited() {
        if (stop.stopped()) {
            return new Outcome(End.STOPPED, "It was stopped: " + stop.reason().orElse("no reason given"));
        }
        Optional<StreamLine.Failed> failure = conversation.failure();
        if (failure.isPresent()) {
            Outcome failed = failed(failure.get());
            // Its tools can write to its output and kill it: that it was refused is not known then.
            return failed.end() == End.PROVIDER_LIMIT && byASignal()
                    ? new Outcome(End.KILLED, process.detail() + " Before that: " + failed.message())
                    : failed;
        }
        if (process.exitCode().orElse(-1) != 0 || conversation.ended().isEmpty()) {
            String missing = conversation.ended().isEmpty() ? " It gave no result." : "";
            String errors = conversation.lastErrors();
            return new Outcome(
                    badExit(), process.detail() + missing + (errors.isEmpty() ? "" : " Its last errors: " + errors));
        }
        if (!process.survivors().isEmpty()) {
            return new Outcome(End.FAILED, process.detail());
        }
        return new Outcome(End.COMPLETED, "It gave its result and exited with code 0.");
    }

    private End badExit() {
        int exitCode = process.exitCode().orElse(-1);
        if (byASignal()) {
            return End.KILLED;
        }
        // Called wrongly or not set up: an error code of its own, and not a word of its work.
        boolean neverBegan =
                dialect.silentExitIsPermanent() && !conversation.spoke() && exitCode > 0 && exitCode < SIGNALLED;
        return neverBegan ? End.PERMANENT : End.FAILED;
    }

    /**
     * Whether a signal ended it. A code that the program also exits with by itself says so only where it reported no failure
     * of its own; or where it had worked, since its tools, which could have reported that and sent the signal, ran then.
     */
    private boolean byASignal() {
        int exitCode = process.exitCode().orElse(-1);
        boolean own =
                dialect.exitsByItselfWith(exitCode) && conversation.failure().isPresent() && !conversation.worked();
        return exitCode > SIGNALLED && exitCode <= SIGNALLED + LAST_SIGNAL && !own;
    }

    /** Whether what it said last cannot have been its own: a tool can write to its output, and make it exit. */
    private boolean forged() {
        boolean failed = conversation.failure().isPresent();
        boolean exitedWell = process.exitCode().orElse(-1) == 0;
        return dialect.endsInForm() && (failed == exitedWell || conversation.endedInATool());
    }

    private static Outcome failed(StreamLine.Failed failure) {
        String said = "It reported an error: " + failure.message();
        return switch (failure.errorClass()) {
            case PROVIDER, BROKEN -> new Outcome(End.PROVIDER_LIMIT, said);
            case PERMANENT -> new Outcome(End.PERMANENT, said);
            case CONTENT -> new Outcome(End.FAILED, said);
            case TURNS -> new Outcome(End.LIMIT_REACHED, said);
            case BUDGET -> new Outcome(End.OVER_BUDGET, said);
        };
    }
}
