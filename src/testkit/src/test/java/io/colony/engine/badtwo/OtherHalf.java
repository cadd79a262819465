package io.colony.engine.badtwo;

import io.colony.engine.badone.BadExamples;

/** Closes the cycle. */
public final class OtherHalf {
    /** Computed, so that the compiler does not copy it. */
    public static final String NAME = BadExamples.class.getName();

    private OtherHalf() {}
}
