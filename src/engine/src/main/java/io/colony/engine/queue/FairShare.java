package io.colony.engine.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

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
    List<Lane> order(List<Lane> waiting) {
        List<Lane> ordered = new ArrayList<>(waiting.size());
        inTurn(waiting).forEach(ordered::add);
        return ordered;
    }

    /** The same for whoever needs but the first of them: of hundreds, most are never looked at. */
    Iterable<Lane> inTurn(List<Lane> waiting) {
        List<Place> places = places(waiting);
        return () -> {
            PriorityQueue<Place> left = new PriorityQueue<>(places);
            return Stream.generate(left::poll)
                    .takeWhile(Objects::nonNull)
                    .map(Place::lane)
                    .iterator();
        };
    }

    private synchronized List<Place> places(List<Lane> waiting) {
        List<Place> places = new ArrayList<>(waiting.size());
        for (Lane lane : waiting) {
            places.add(new Place(
                    lane,
                    tenants.getOrDefault(lane.tenantId(), NEVER),
                    repositories.getOrDefault(lane.repositoryId(), NEVER)));
        }
        return places;
    }

    /** A lane with when its tenant and its repository had their last turns. */
    private record Place(Lane lane, long tenantTurn, long repositoryTurn) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = by(place -> place.lane.claimedOfTenant())
                .thenComparing(by(Place::tenantTurn))
                .thenComparing(by(place -> place.lane.tenantId()))
                .thenComparing(by(place -> place.lane.claimedOfRepository()))
                .thenComparing(by(Place::repositoryTurn))
                .thenComparing(by(place -> place.lane.repositoryId()))
                .thenComparing(place -> place.lane.head())
                .thenComparing(place -> place.lane.demand());

        private static Comparator<Place> by(ToLongFunction<Place> key) {
            return Comparator.comparingLong(key);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** This lane had its turn. */
    synchronized void served(Lane lane) {
        turn++;
        tenants.put(lane.tenantId(), turn);
        repositories.put(lane.repositoryId(), turn);
    }
}
