package io.colony.engine.git;

import io.colony.engine.ColonyException;

/** What an agent made is not taken over; the message tells it what to mend. */
public class RefusedContent extends ColonyException {
    private static final long serialVersionUID = 1L;

    public RefusedContent(String message) {
        super(message);
    }

    public RefusedContent(String message, Throwable cause) {
        super(message, cause);
    }
}
