package io.colony.engine.recovery;

import java.time.Instant;
import java.util.List;

/** Whether a task may be started now. */
public sealed interface StartDecision {
    /** Nothing stands in its way. */
    record May() implements StartDecision {}

    /**
     * Not yet: it keeps its place in the queue.
     *
     * @param until when asking again is worth while
     * @param reason which breaker holds it and why, in words for people
     */
    record Wait(Instant until, String reason) implements StartDecision {}

    /**
     * As the one task that tries whether it works again; noted in the same transaction.
     *
     * @param breakers what it is let through
     */
    record Probe(List<BreakerKey> breakers) implements StartDecision {
        public Probe {
            breakers = List.copyOf(breakers);
        }
    }
}
