package io.colony.engine.queue;

import io.colony.engine.ColonyException;

/** The queue was asked for what its rules do not allow. Nothing was changed. */
public final class QueueException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public QueueException(String message) {
        super(message);
    }
}
