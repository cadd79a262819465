package io.colony.runner.console;

import io.colony.engine.log.VisibleLine;
import io.colony.engine.recovery.Leadership.Leader;
import java.time.Instant;
import java.util.Optional;

/** Who leads, in one line. */
public final class LeaderLine {
    private LeaderLine() {}

    /** Says who leads the Sentinel, or that nobody does and what to do. */
    public static String of(Optional<Leader> leader, Instant now) {
        return leader.map(known -> VisibleLine.of(
                        known.leaseUntil().isAfter(now)
                                ? known.holder() + " leads the Sentinel since " + known.since() + "."
                                : "Nobody leads the Sentinel; the last was " + known.holder() + " until "
                                        + known.leaseUntil() + ". A running process takes over within 20 s."))
                .orElse("Nobody leads the Sentinel yet; 'colony up' starts a process that does.");
    }
}
