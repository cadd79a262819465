package io.colony.testkit.github.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered before, so that a read can be answered as a replica would that lags behind: with what was true before
 * the last changes. Guarded by the world's lock.
 */
final class Memory {
    private static final int KEPT = 8;

    private final Map<String, Deque<Kept>> answers = new HashMap<>();

    private record Kept(long writes, Answer answer) {}

    void keep(String key, long writes, Answer answer) {
        Deque<Kept> kept = answers.computeIfAbsent(key, none -> new ArrayDeque<>());
        if (!kept.isEmpty() && kept.getLast().writes() == writes) {
            return;
        }
        kept.addLast(new Kept(writes, answer));
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
    }

    /** The newest answer that is from no later than after so many changes. */
    Optional<Answer> before(String key, long writes) {
        return answers.getOrDefault(key, new ArrayDeque<>()).stream()
                .filter(kept -> kept.writes() <= writes)
                .reduce((earlier, later) -> later)
                .map(Kept::answer);
    }
}
