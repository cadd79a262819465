package io.colony.engine.agent;

import io.colony.engine.ColonyException;

/** The configuration of a back end is wrong. What a program does wrong is an {@link AgentResult}, never this. */
public final class AgentException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public AgentException(String message) {
        super(message);
    }

    public AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
