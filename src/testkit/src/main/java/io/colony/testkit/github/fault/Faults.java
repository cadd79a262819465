package io.colony.testkit.github.fault;

import io.colony.testkit.github.fault.FaultPlan.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Draws from a plan, and counts what it drew. Safe for use by many threads. */
public final class Faults {
    private final Map<Kind, Integer> drawn = new EnumMap<>(Kind.class);
    private FaultPlan plan = FaultPlan.NONE;
    private Random random = new Random(0);

    /** From now on this plan holds, from its beginning. */
    public synchronized void follow(FaultPlan next) {
        plan = next;
        random = new Random(next.seed());
    }

    public synchronized FaultPlan plan() {
        return plan;
    }

    /** Whether this goes wrong now. */
    public synchronized boolean strikes(Kind kind) {
        double chance = plan.chances().getOrDefault(kind, 0.0);
        boolean strikes = chance > 0 && random.nextDouble() < chance;
        if (strikes) {
            drawn.merge(kind, 1, Integer::sum);
        }
        return strikes;
    }

    /** How often each kind struck so far. */
    public synchronized Map<Kind, Integer> drawn() {
        return new EnumMap<>(drawn);
    }
}
