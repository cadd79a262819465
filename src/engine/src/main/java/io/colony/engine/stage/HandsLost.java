package io.colony.engine.stage;

import io.colony.engine.ColonyException;

/** The place where a stage worked is gone, or cannot be understood any more. No fault of the work: it is tried again. */
public class HandsLost extends ColonyException {
    private static final long serialVersionUID = 1L;

    public HandsLost(String message) {
        super(message);
    }

    public HandsLost(String message, Throwable cause) {
        super(message, cause);
    }
}
