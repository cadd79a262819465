package io.colony.engine.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Whose turn it is: the tenant that holds the fewest workers now, among equals the one that was served longest ago; within
 * it the repository by the same two questions. That is max-min fairness over workers, with round robin where it leaves a
 * tie; how long somebody's line is has no influence.
 *
 * <p>Bound: while tasks are claimed one after another and each ends before the next claim, a repository with a ready task
 * waits at most for one turn of each other waiting tenant, times the waiting repositories of its own tenant. Tasks that
 * take longer only move turns to those who hold fewer workers.
 *
 * <p>What was served is remembered in this process only: each process is fair by itself, so that all together are, and no
 * claim writes a counter that all the others would queue for. Safe for use by many threads.
 */
final class FairShare {
    private static final long NEVER = 0;

    private final Map<Long, Long> tenants = new HashMap<>();
    private final Map<Long, Long> repositories = new HashMap<>();
    private long turn = NEVER;

    /** The lanes in the order in which they are to be asked for tasks. */
    synchronized List<Lane> order(List<Lane> waiting) {
        List<Lane> ordered = new ArrayList<>(waiting);
        ordered.sort(by(Lane::claimedOfTenant)
                .thenComparing(by(lane -> tenants.getOrDefault(lane.tenantId(), NEVER)))
                .thenComparing(by(Lane::tenantId))
                .thenComparing(by(Lane::claimedOfRepository))
                .thenComparing(by(lane -> repositories.getOrDefault(lane.repositoryId(), NEVER)))
                .thenComparing(by(Lane::repositoryId))
                .thenComparing(Lane::head)
                .thenComparing(Lane::demand));
        return ordered;
    }

    /** This lane had its turn. */
    synchronized void served(Lane lane) {
        turn++;
        tenants.put(lane.tenantId(), turn);
        repositories.put(lane.repositoryId(), turn);
    }

    private static Comparator<Lane> by(ToLongFunction<Lane> key) {
        return Comparator.comparingLong(key);
    }
}
