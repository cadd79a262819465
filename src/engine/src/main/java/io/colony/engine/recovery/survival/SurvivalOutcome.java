package io.colony.engine.recovery.survival;

import java.util.Arrays;
import java.util.Locale;

/** How the watch over a merged change ended. */
public enum SurvivalOutcome {
    /** It was still there when its time was over. */
    SURVIVED,
    /** Somebody took it back, whether or not it came again later. */
    REVERTED,
    /** A check that was green before it was red with it, and stayed so. */
    BROKE_THE_BASE,
    /** It could not be seen what became of it. */
    UNKNOWN;

    /** As the store and documents have it, such as {@code broke-the-base}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether people are to know. */
    public boolean setback() {
        return this == REVERTED || this == BROKE_THE_BASE;
    }

    /** The outcome of this slug. */
    static SurvivalOutcome of(String slug) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }
}
