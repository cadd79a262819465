package io.colony.engine.issue;

import io.colony.engine.log.Log;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Counts and logs what a workflow did not allow. Safe for use by many threads. */
public final class RefusedTransitions {
    private static final Logger LOG = Log.of(RefusedTransitions.class);

    private final LongAdder count = new LongAdder();

    /** How many were refused since the program started; those that the store keeps are rows of the audit log. */
    public long count() {
        return count.sum();
    }

    void add(TransitionRequest request, String reason) {
        count.increment();
        LOG.info("Refused for {}, asked by {}: {}", request.issue().key(), request.actor(), reason);
    }
}
