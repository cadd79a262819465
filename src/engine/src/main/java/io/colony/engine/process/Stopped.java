package io.colony.engine.process;

import io.colony.engine.ColonyException;

/** Work was given up because it was asked to stop; the message is the reason. */
public final class Stopped extends ColonyException {
    private static final long serialVersionUID = 1L;

    public Stopped(String reason) {
        super(reason);
    }
}
