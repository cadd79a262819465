package io.colony.bench.harness;

import java.util.Locale;

/** Who is measured. */
public enum Role {
    /** The same statements or the same input and output, written by hand: what the machine gives. */
    LIMIT,
    /** What else a team would take. */
    PEER,
    /** The engine, by its ports. */
    OURS;

    /** As it stands in the output. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
