package io.colony.engine.recovery.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Workers that have neither signed off nor been heard of. After a day they are forgotten. */
public final class SilentWorker implements Detector {
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final SentinelQueries queries;

    public SilentWorker(SentinelQueries queries) {
        this.queries = queries;
    }

    @Override
    public String name() {
        return "silent-worker";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        return queries.silentWorkers(now.minus(REMEMBERED), now.minus(SILENCE)).stream()
                .<Finding>map(worker -> new Finding.Notice(
                        worker.name(),
                        "It was seen last at " + worker.lastHeard() + " and has not signed off (" + worker.detail()
                                + "); its tasks are taken back when their leases end."))
                .toList();
    }
}
