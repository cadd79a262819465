package io.colony.engine.recovery.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tasks and messages that were given up, by repository. */
public final class DeadLetters implements Detector {
    private final SentinelQueries queries;

    public DeadLetters(SentinelQueries queries) {
        this.queries = queries;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        return queries.deadLetters().stream()
                .<Finding>map(dead -> new Finding.Notice(
                        dead.repository(),
                        dead.tasks() + " tasks and " + dead.messages()
                                + " messages to the code host were given up, the oldest at " + dead.oldest()
                                + "; 'colony tasks' lists the tasks."))
                .toList();
    }
}
