package io.colony.engine.agent;

import io.colony.engine.process.StopSignal;
import java.util.function.Consumer;

/** The port to a coding agent program. Implementations keep no state between runs and are safe for many threads. */
public interface AgentBackend {
    /** The back end's name in configuration, ledger and logs, such as {@code command}. */
    String name();

    /**
     * Runs the program once, under supervision, in the calling thread, and waits until nothing of it lives.
     *
     * @param events told of each event as it comes, in the calling order, from one thread at a time
     * @param stop ends the run early: the process tree is ended and the result says so
     * @return how it ended; a failure of the program is a result, not an exception
     */
    AgentResult run(AgentRequest request, Consumer<AgentEvent> events, StopSignal stop);

    /** When it knows what a run uses. */
    default UsageReporting usage() {
        return UsageReporting.LIVE;
    }

    /** Takes out of a text what the program was given and nobody else may read. */
    default String redact(String text) {
        return text;
    }

    /** Whether the program can be started, and which version answers. */
    AgentProbe probe();
}
