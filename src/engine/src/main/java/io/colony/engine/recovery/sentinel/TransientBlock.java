package io.colony.engine.recovery.sentinel;

import io.colony.engine.recovery.sentinel.Remedy.Move;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Issues that a passing trouble blocked: retried by themselves, later each time, so many times and no more. */
public final class TransientBlock implements Detector {
    private final SentinelQueries queries;
    private final int unblocks;
    private final Duration delay;

    /**
     * @param unblocks how often one issue is retried, ever
     * @param delay before the first retry; each further one waits twice as long
     */
    public TransientBlock(SentinelQueries queries, int unblocks, Duration delay) {
        this.queries = queries;
        this.unblocks = unblocks;
        this.delay = delay;
    }

    @Override
    public String name() {
        return "transient-block";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        return queries.blockedByTransientFailure().stream()
                .map(blocked -> finding(blocked, now))
                .toList();
    }

    private Finding finding(SentinelQueries.Blocked blocked, Instant now) {
        String subject = blocked.issue().key().toString();
        if (blocked.unblocks() >= unblocks) {
            return new Finding.Notice(
                    subject,
                    "A transient failure blocked it again after " + unblocks
                            + " retries by the Sentinel; an operator decides: " + blocked.reason());
        }
        Instant due = blocked.issue().enteredAt().plus(delay.multipliedBy(1L << blocked.unblocks()));
        String which = "retry " + (blocked.unblocks() + 1) + " of " + unblocks;
        if (due.isAfter(now)) {
            return new Finding.Notice(
                    subject,
                    "A transient failure blocked it; " + which + " by the Sentinel comes at " + due + ": "
                            + blocked.reason());
        }
        return new Finding.Act(
                subject,
                "A transient failure blocked it; " + which + " by the Sentinel: " + blocked.reason(),
                new Move(blocked.issue(), Outcomes.RETRY, Optional.empty()));
    }
}
