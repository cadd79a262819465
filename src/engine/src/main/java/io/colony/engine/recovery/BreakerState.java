package io.colony.engine.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a breaker stands, and what each event makes of it. Pure.
 *
 * @param failures in a row, or within the window
 * @param failedAt the failures that count, oldest first
 * @param openedAt since when it has been open; empty while it is closed
 * @param openUntil when one probe is let through
 * @param openings in a row, without a success in between
 * @param probe the task that was let through last; it may have ended since
 * @param reason of the newest failure
 */
record BreakerState(
        int failures,
        List<Instant> failedAt,
        Optional<Instant> openedAt,
        Optional<Instant> openUntil,
        int openings,
        Optional<Probe> probe,
        String reason) {
    private static final int LONGEST_REASON = 500;

    static final BreakerState CLOSED =
            new BreakerState(0, List.of(), Optional.empty(), Optional.empty(), 0, Optional.empty(), "");

    /** A task under the epoch of its claim. */
    record Probe(long taskId, long epoch) {}

    boolean open() {
        return openedAt.isPresent();
    }

    /** A failure that counts within a window; while it is open only its probe's changes how long it stays so. */
    BreakerState failed(Instant now, String why, BreakerSettings settings, double chance, boolean byProbe) {
        List<Instant> recent = Stream.concat(
                        failedAt.stream().filter(at -> at.isAfter(now.minus(settings.repositoryWindow()))),
                        Stream.of(now))
                .toList();
        BreakerState counted = new BreakerState(
                recent.size(), newest(recent, settings), openedAt, openUntil, openings, probe, cut(why));
        boolean opens = open() ? byProbe : recent.size() >= settings.repositoryFailures();
        return opens
                ? counted.opened(now, now.plus(pause(settings.coolDown(), settings, chance)), openings + 1)
                : counted;
    }

    /** The provider refuses. */
    BreakerState refused(Instant now, Breakers.Refusal refusal, BreakerSettings settings, double chance) {
        Optional<Instant> running = openUntil.filter(at -> open() && at.isAfter(now));
        Instant latest = now.plus(believed(refusal, settings));
        Instant until = refusal.stated()
                .filter(at -> at.isAfter(now))
                .map(at -> at.isAfter(latest) ? latest : at)
                // A little later than stated, so that clocks that differ and others who wait do not meet at the border.
                .map(at -> at.plus(jitter(settings.firstPause(), settings, chance)))
                .or(() -> running)
                .orElseGet(() -> now.plus(pause(settings.firstPause(), settings, chance)));
        Instant kept = running.filter(at -> at.isAfter(until)).orElse(until);
        // Many runs meet the same refusal: only the first of a pause, or its probe, makes the next pause longer.
        return new BreakerState(failures + 1, List.of(), openedAt, openUntil, openings, probe, cut(refusal.reason()))
                .opened(now, kept, running.isPresent() ? openings : openings + 1);
    }

    /** How long a stated pause may be. */
    private static Duration believed(Breakers.Refusal refusal, BreakerSettings settings) {
        Duration longest = settings.longestStatedPause();
        boolean less = refusal.worked() && settings.longestPause().compareTo(longest) < 0;
        return less ? settings.longestPause() : longest;
    }

    private BreakerState opened(Instant now, Instant until, int times) {
        return new BreakerState(
                failures,
                failedAt,
                Optional.of(openedAt.orElse(now)),
                Optional.of(until),
                times,
                Optional.empty(),
                reason);
    }

    /** One task may go through. */
    BreakerState probedBy(Probe task) {
        return new BreakerState(failures, failedAt, openedAt, openUntil, openings, Optional.of(task), reason);
    }

    /** The first pause, doubled for each opening in a row before this one, and what chance adds. */
    private Duration pause(Duration first, BreakerSettings settings, double chance) {
        double grown = first.toMillis() * Math.pow(2, openings);
        Duration bounded = Duration.ofMillis(
                (long) Math.min(grown, (double) settings.longestPause().toMillis()));
        return bounded.plus(jitter(bounded, settings, chance));
    }

    private static Duration jitter(Duration of, BreakerSettings settings, double chance) {
        return Duration.ofMillis((long) (of.toMillis() * settings.jitter() * chance));
    }

    private static List<Instant> newest(List<Instant> failures, BreakerSettings settings) {
        return failures.subList(Math.max(0, failures.size() - settings.repositoryFailures()), failures.size());
    }

    private static String cut(String why) {
        String flat = why.strip().replace('\0', '\ufffd');
        return flat.length() <= LONGEST_REASON ? flat : flat.substring(0, LONGEST_REASON) + "…";
    }
}
