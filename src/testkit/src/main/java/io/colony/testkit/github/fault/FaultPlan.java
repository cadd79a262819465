package io.colony.testkit.github.fault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What goes wrong how often. The same plan gives the same faults for the same sequence of requests.
 *
 * @param chances of each kind, from 0 to 1; what is not named does not happen
 * @param behind how many changes a stale answer lacks
 * @param delay of what is slow or comes late
 */
public record FaultPlan(long seed, Map<Kind, Double> chances, int behind, Duration delay) {
    /** Nothing goes wrong. */
    public static final FaultPlan NONE = new FaultPlan(0, Map.of(), 1, Duration.ofSeconds(1));

    public FaultPlan {
        chances = Map.copyOf(chances);
    }

    /** What may go wrong. */
    public enum Kind {
        /** 500 instead of an effect. */
        INTERNAL_ERROR,
        /** 502 after the effect took place. */
        BAD_GATEWAY,
        /** 503 instead of an effect. */
        UNAVAILABLE,
        /** The connection is closed before anything took place. */
        LOST_REQUEST,
        /** The effect takes place, and then the connection is closed. */
        LOST_ANSWER,
        /** The answer comes late. */
        SLOW,
        /** A merge is answered 409, as when somebody pushes meanwhile. */
        MERGE_CONFLICT,
        /** A read is answered as it was before the last changes, where it was asked for then. */
        STALE_READ,
        /** 403 with {@code Retry-After}. */
        SECONDARY_LIMIT,
        /** The same as 429, which GitHub answers at times. */
        TOO_MANY_REQUESTS,
        /** A fetch or push is answered 503 instead of an effect. */
        GIT_UNAVAILABLE,
        HOOK_LOST,
        HOOK_DOUBLED,
        HOOK_LATE
    }

    public static FaultPlan seeded(long seed) {
        return new FaultPlan(seed, Map.of(), 1, Duration.ofSeconds(1));
    }

    /** The same with a chance for one more kind. */
    public FaultPlan with(Kind kind, double chance) {
        Map<Kind, Double> more = new EnumMap<>(Kind.class);
        more.putAll(chances);
        more.put(kind, chance);
        return new FaultPlan(seed, more, behind, delay);
    }

    public FaultPlan withBehind(int changes) {
        return new FaultPlan(seed, chances, changes, delay);
    }

    public FaultPlan withDelay(Duration late) {
        return new FaultPlan(seed, chances, behind, late);
    }
}
