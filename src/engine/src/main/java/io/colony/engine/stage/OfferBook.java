package io.colony.engine.stage;

import io.colony.engine.stage.HostedWork.OfferedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides which of the due tasks a host of build executors makes a build for now: each one at a time, again after a pause where a build ended without
 * claiming it, and few at once for each label, so that what waits is ordered by Colony's queue and not by the host's. For use by
 * one thread.
 */
public final class OfferBook {
    /** After a build that claimed nothing; doubled for each further one. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** How many builds of a label wait at once. */
    static final int WAITING = 20;

    private Map<OfferId, Offered> offered = new HashMap<>();

    /**
     * An offer that was made.
     *
     * @param again when it may be made anew; empty while its build has not been seen to be gone
     */
    private record Offered(int times, Optional<Instant> again) {}

    /**
     * Which tasks to build now. What it answers counts as offered.
     *
     * @param due in the order of the queue; what is not among them any more is forgotten
     * @param building whether a build for the task waits or runs
     * @param label where the task would run
     */
    public List<OfferedTask> next(
            List<OfferedTask> due, Predicate<OfferedTask> building, Function<OfferedTask, String> label, Instant now) {
        Map<OfferId, Offered> kept = new HashMap<>();
        Map<String, Integer> waiting = new HashMap<>();
        List<OfferedTask> free = new ArrayList<>();
        for (OfferedTask task : due) {
            Optional<Offered> before = Optional.ofNullable(offered.get(OfferId.of(task)));
            if (building.test(task)) {
                waiting.merge(label.apply(task), 1, Integer::sum);
                kept.put(
                        OfferId.of(task), new Offered(before.map(Offered::times).orElse(1), Optional.empty()));
            } else if (before.isPresent()) {
                Offered known = before.get();
                Instant again = known.again().orElseGet(() -> now.plus(pause(known.times())));
                kept.put(OfferId.of(task), new Offered(known.times(), Optional.of(again)));
                if (!again.isAfter(now)) {
                    free.add(task);
                }
            } else {
                free.add(task);
            }
        }
        offered = kept;
        List<OfferedTask> chosen = new ArrayList<>();
        for (OfferedTask task : free) {
            if (waiting.merge(label.apply(task), 1, Integer::sum) <= WAITING) {
                note(task);
                chosen.add(task);
            }
        }
        return chosen;
    }

    private void note(OfferedTask task) {
        int times = Optional.ofNullable(offered.get(OfferId.of(task)))
                .map(Offered::times)
                .orElse(0);
        offered.put(OfferId.of(task), new Offered(times + 1, Optional.empty()));
    }

    private static Duration pause(int times) {
        Duration pause = PAUSE.multipliedBy(1L << Math.min(times - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
