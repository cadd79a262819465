package io.colony.web.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes guessing slow: after some failures within {@link #WINDOW} whoever failed is not heard until it is over, right or
 * wrong. Counted apart for a login from one address, for an address, and for a login from everywhere. Remembers at most
 * {@value #MOST} of these and forgets the oldest first. Safe for use by many threads.
 */
final class FailedAttempts {
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** Failures of one login from one address, of one address, and of one login from everywhere. */
    static final int OF_BOTH = 10;

    static final int OF_ADDRESS = 30;
    static final int OF_LOGIN = 100;

    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Key, Count> counts = new LinkedHashMap<>();

    FailedAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Who tries.
     *
     * @param address as {@link Origin} names it
     * @param login empty for a token that names nobody
     * @param guessable whether the secret could be guessed at all: 256 random bits cannot, so that nobody is kept from using
     *     them by failures that somebody else makes elsewhere
     */
    record Attempt(String address, String login, boolean guessable) {
        private List<Key> keys() {
            Key both = new Key(address, login, OF_BOTH);
            Key fromAddress = new Key(address, "", OF_ADDRESS);
            return guessable && !login.isEmpty()
                    ? List.of(both, fromAddress, new Key("", login, OF_LOGIN))
                    : List.of(both, fromAddress);
        }
    }

    private record Key(String address, String login, int most) {}

    private record Count(int failures, Instant until) {}

    /**
     * Begins an attempt, which counts as failed until the contrary is said: many at once are as many. How long this one is
     * not heard; empty where it may try.
     */
    synchronized Optional<Duration> begin(Attempt attempt) {
        Instant now = clock.instant();
        Optional<Duration> pause = attempt.keys().stream()
                .flatMap(key -> Optional.ofNullable(counts.get(key))
                        .filter(count -> count.until().isAfter(now) && count.failures() >= key.most())
                        .stream())
                .map(count -> Duration.between(now, count.until()))
                .max(Duration::compareTo);
        if (pause.isEmpty()) {
            count(attempt, now);
        }
        return pause;
    }

    private void count(Attempt attempt, Instant now) {
        for (Key key : attempt.keys()) {
            Count before = counts.get(key);
            if (before == null || !before.until().isAfter(now)) {
                // Anew at the end of the line: the order is that of the windows' beginnings.
                counts.remove(key);
                counts.put(key, new Count(1, now.plus(WINDOW)));
            } else {
                counts.put(key, new Count(before.failures() + 1, before.until()));
            }
        }
        Iterator<Key> oldest = counts.keySet().iterator();
        while (counts.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    /** It was not looked at after all. */
    synchronized void undo(Attempt attempt) {
        attempt.keys()
                .forEach(key -> counts.computeIfPresent(
                        key,
                        (same, count) ->
                                count.failures() <= 1 ? null : new Count(count.failures() - 1, count.until())));
    }

    /** Who came in has mistyped before, and may again. What others failed at stays counted. */
    synchronized void succeeded(Attempt attempt) {
        undo(attempt);
        counts.remove(new Key(attempt.address(), attempt.login(), OF_BOTH));
    }

    synchronized int remembered() {
        return counts.size();
    }
}
