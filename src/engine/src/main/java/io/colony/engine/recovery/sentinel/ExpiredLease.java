package io.colony.engine.recovery.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Claims whose lease has ended and that nobody takes back: the lease sweepers of all processes are stuck. */
public final class ExpiredLease implements Detector {
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final SentinelQueries queries;

    public ExpiredLease(SentinelQueries queries) {
        this.queries = queries;
    }

    @Override
    public String name() {
        return "expired-lease";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        return queries.expiredLeases(now.minus(GRACE)).stream()
                .<Finding>map(lease -> new Finding.Notice(
                        lease.name(),
                        "The lease of its " + lease.detail() + " ended at " + lease.lastHeard()
                                + ", and no process has taken it back since; look into the logs for 'lease-sweeper'."))
                .toList();
    }
}
