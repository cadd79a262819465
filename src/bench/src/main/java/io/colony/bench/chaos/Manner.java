package io.colony.bench.chaos;

import java.util.Locale;

/** How a simulated stage brings its result. */
enum Manner {
    /** As it should. */
    PROMPT,
    /** Holds it until the lease has ended and, where somebody comes, the task was given to another. */
    HELD,
    /** Brings it twice. */
    TWICE,
    /** Does not hear that it shall stop, and goes on. */
    DEAF;

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
