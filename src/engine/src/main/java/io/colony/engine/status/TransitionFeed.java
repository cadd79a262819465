package io.colony.engine.status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows the changes of state and gives each one once. Looks back a little at every poll, since a transaction with a
 * smaller id may commit after one with a greater id. Used by one thread.
 */
public final class TransitionFeed {
    private static final int LOOK_BACK = 200;
    private static final int BATCH = 500;

    private final StatusQueries status;
    private final long start;
    private final Set<Long> given = new HashSet<>();
    private long newest;

    /**
     * Follows from a point on.
     *
     * @param after gives only changes with a greater id; 0 for all
     */
    public TransitionFeed(StatusQueries status, long after) {
        this.status = status;
        this.start = after;
        this.newest = after;
    }

    /** What has come since the last poll, at most some hundreds at a time; empty when there is nothing new. */
    public List<TransitionEntry> poll() {
        List<TransitionEntry> fresh = new ArrayList<>();
        long from = Math.max(start, newest - LOOK_BACK);
        for (TransitionEntry entry : status.transitionsSince(from, BATCH)) {
            if (given.add(entry.id())) {
                fresh.add(entry);
                newest = Math.max(newest, entry.id());
            }
        }
        given.removeIf(id -> id <= newest - LOOK_BACK);
        return fresh;
    }
}
