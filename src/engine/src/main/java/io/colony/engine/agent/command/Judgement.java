package io.colony.engine.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessEnd.Reason;
import io.colony.engine.process.StopSignal;
import java.util.Optional;

/** Whether a run ended well: its terminal line, exit code 0, no error line, no stop asked for, and nothing left alive. */
final class Judgement {
    private final Conversation conversation;
    private final ProcessEnd process;
    private final StopSignal stop;

    Judgement(Conversation conversation, ProcessEnd process, StopSignal stop) {
        this.conversation = conversation;
        this.process = process;
        this.stop = stop;
    }

    private record Outcome(End end, String message) {}

    AgentResult result() {
        Outcome outcome = outcome();
        Optional<JsonNode> document = outcome.end() == End.COMPLETED
                ? conversation.result().map(AgentEvent.Result::document)
                : Optional.empty();
        boolean saidItsLast =
                conversation.result().isPresent() || conversation.failure().isPresent();
        return new AgentResult(
                outcome.end(),
                document,
                conversation.usage(),
                (conversation.usageSeen() || refusedAtOnce(outcome))
                        && saidItsLast
                        && process.reason() == Reason.EXITED,
                process.exitCode(),
                process.duration(),
                outcome.message(),
                conversation.failure().map(ProtocolLine.Failed::pause).orElse(ProviderPause.UNKNOWN));
    }

    /** A provider that refuses before the model said or did anything has been paid nothing: a final usage of none. */
    private boolean refusedAtOnce(Outcome outcome) {
        return outcome.end() == End.PROVIDER_LIMIT && !conversation.worked();
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
            case OUTPUT_LIMIT -> new Outcome(End.LIMIT_REACHED, process.detail());
            case STOPPED -> new Outcome(End.STOPPED, process.detail());
            case EXITED -> exited();
        };
    }

    private Outcome exited() {
        if (stop.stopped()) {
            return new Outcome(End.STOPPED, "It was stopped: " + stop.reason().orElse("no reason given"));
        }
        if (conversation.failure().isPresent()) {
            return failed(conversation.failure().get());
        }
        if (process.exitCode().orElse(-1) != 0 || conversation.result().isEmpty()) {
            String missing = conversation.result().isEmpty() ? " It gave no result." : "";
            String errors = conversation.lastErrors();
            return new Outcome(
                    End.FAILED, process.detail() + missing + (errors.isEmpty() ? "" : " Its last errors: " + errors));
        }
        if (!process.survivors().isEmpty()) {
            return new Outcome(End.FAILED, process.detail());
        }
        return new Outcome(End.COMPLETED, "It gave its result and exited with code 0.");
    }

    private static Outcome failed(ProtocolLine.Failed failure) {
        String said = "It reported an error: " + failure.message();
        return switch (failure.errorClass()) {
            case PROVIDER -> new Outcome(End.PROVIDER_LIMIT, said);
            case PERMANENT -> new Outcome(End.PERMANENT, said);
            case CONTENT -> new Outcome(End.FAILED, said);
        };
    }
}
