package io.colony.engine.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run ended. It ended well only with {@link End#COMPLETED}: the terminal line, exit code 0, no error flag, and
 * nobody asked it to stop.
 *
 * @param document the final document, present when {@code COMPLETED}; not yet checked against the schema
 * @param usage totals as last reported
 * @param usageFinal whether the program stated its final usage, and nothing speaks against that statement
 * @param message why it ended so, in words for people
 * @param pause with {@link End#PROVIDER_LIMIT}: when the provider can be asked again, as far as it says so
 * @param trace what was seen of the run while it went on
 */
public record AgentResult(
        End end,
        Optional<JsonNode> document,
        AgentUsage usage,
        boolean usageFinal,
        OptionalInt exitCode,
        Duration duration,
        String message,
        ProviderPause pause,
        AgentTrace trace) {

    public AgentResult {
        // A session of an older version, which is taken up, has no such word.
        trace = trace == null ? AgentTrace.NONE : trace;
    }

    /** A result that says nothing about when a provider can be asked again, of a run that nothing was seen of. */
    public AgentResult(
            End end,
            Optional<JsonNode> document,
            AgentUsage usage,
            boolean usageFinal,
            OptionalInt exitCode,
            Duration duration,
            String message) {
        this(end, document, usage, usageFinal, exitCode, duration, message, ProviderPause.UNKNOWN, AgentTrace.NONE);
    }

    /** The ways a run ends. */
    public enum End {
        /** Well. */
        COMPLETED,
        /** The program could not be started. */
        NOT_STARTED,
        /** No terminal line, a non-zero exit code, or an error flag: there is no result that could be used. */
        FAILED,
        /** A signal of somebody else's ended it, such as for want of memory. */
        KILLED,
        /** The program says that another try will not help: a bad credential, a wrong configuration. */
        PERMANENT,
        /** The provider refuses for now: rate limit, quota, outage. */
        PROVIDER_LIMIT,
        /** Ended by us: no event for too long. */
        INACTIVE,
        /** Ended by us: wall clock. */
        TIMED_OUT,
        /** Ended by us: too many turns, too much output. */
        LIMIT_REACHED,
        /** Ended by us: its cost ceiling. */
        OVER_BUDGET,
        /** Ended by us: somebody asked. */
        STOPPED
    }
}
